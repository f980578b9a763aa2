"""Passwords, addresses, second steps and sessions: what changes them, and what every change ends."""

from __future__ import annotations

import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from flask_security import Totp
from sqlalchemy import update

from assessment.domain.access import Role
from assessment.services import factors, passwords, sealed
from assessment.storage import accounts, db, transaction
from assessment.storage.tables import Account, MailMessage, Passkey, SessionRow
from tests import factories
from tests.pages import PageClient
from tests.web.test_sign_in import enter, is_signed_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

NEW = "seven quiet lamps humming"


@pytest.fixture
def person(app: Flask) -> Account:
    with app.app_context():
        made = factories.account()
    factories.set_password(app, made)
    return made


@pytest.fixture
def thief(app: Flask, client: PageClient, person: Account) -> FlaskClient:
    """Sign the person in, and give a client that has a copy of their cookie."""
    enter(client, person)
    found = client.client.get_cookie("session")
    assert found
    copy = app.test_client()
    copy.set_cookie("session", found.value)
    assert is_signed_in(copy)
    return copy


def stored(app: Flask, person: Account) -> Account:
    with app.app_context():
        found = accounts.by_id(db.session, person.id)
        assert found
        return found


def mails(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        return [(row.purpose, row.recipient, row.text) for row in db.session.query(MailMessage)]


def link(app: Flask) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", mails(app)[-1][2])
    assert found
    return found.group(1)


def code_of(app: Flask, secret: str, person: Account) -> str:
    key = sealed.unseal(secret, person.id, app.config["TOTP_KEY"])
    return str(Totp({"1": "any"}, "x").generate_totp_password(json.dumps({"v": 1, "type": "totp", "key": key})))


def pair(app: Flask, client: PageClient, person: Account) -> list[str]:
    """Set an authenticator up; return the recovery codes that the page shows."""
    client.get("/account/authenticator")
    with client.client.session_transaction() as session:
        secret = session["new_authenticator"]
    page = client.post("/account/authenticator", {"code": code_of(app, secret, person)})
    return re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page.text)


def test_a_new_password_ends_every_other_session_and_this_one_goes_on(
    client: PageClient, person: Account, thief: FlaskClient, app: Flask
) -> None:
    client.post("/account/password", {"current_password": factories.PASSWORD, "new_password": NEW})

    assert not is_signed_in(thief)
    assert is_signed_in(client.client)
    assert mails(app)[-1][:2] == ("notice", person.email)


@pytest.mark.usefixtures("thief")
def test_a_new_password_needs_the_present_one(client: PageClient, person: Account, app: Flask) -> None:
    before = stored(app, person).password
    page = client.post("/account/password", {"current_password": "wrong one entirely", "new_password": NEW})

    assert page.status == 422
    assert stored(app, person).password == before


def test_a_forgotten_password_is_set_by_a_link_that_works_once(person: Account, app: Flask, thief: FlaskClient) -> None:
    visitor = PageClient(app.test_client())
    visitor.post("/forgotten-password", {"email": person.email})
    address = link(app)
    visitor.post(address, {"new_password": NEW})

    assert not is_signed_in(thief)
    assert NEW not in enter(visitor, person, NEW)
    assert is_signed_in(visitor.client)
    assert PageClient(app.test_client()).get(address).status == 410


def test_a_link_by_mail_begins_with_the_public_address_whatever_the_request_claims(person: Account, app: Flask) -> None:
    client = app.test_client()
    text = client.get("/forgotten-password", headers={"Host": "localhost", "X-Forwarded-Host": "evil.example"}).text
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', text)
    assert token
    values = {"email": person.email, "csrf_token": token.group(1)}
    client.post(
        "/forgotten-password",
        data=values,
        headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"},
    )

    assert "evil.example" not in mails(app)[-1][2]
    assert link(app).startswith("/new-password/")


def test_asking_for_a_link_says_the_same_for_an_unknown_address(person: Account, app: Flask) -> None:
    known = PageClient(app.test_client()).post("/forgotten-password", {"email": person.email})
    unknown = PageClient(app.test_client()).post("/forgotten-password", {"email": "nobody@example.org"})

    assert known.text == unknown.text
    assert len(mails(app)) == 1


def test_a_second_step_stays_after_a_forgotten_password(person: Account, app: Flask, client: PageClient) -> None:
    enter(client, person)
    pair(app, client, person)
    visitor = PageClient(app.test_client())
    visitor.post("/forgotten-password", {"email": person.email})
    visitor.post(link(app), {"new_password": NEW})

    assert "Second step" in enter(visitor, person, NEW)
    assert not is_signed_in(visitor.client)


def test_an_expired_link_is_dead(person: Account, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = PageClient(app.test_client())
    client.post("/forgotten-password", {"email": person.email})
    monkeypatch.setattr("assessment.services.recovery.RESET_WITHIN", timedelta(seconds=-1))

    assert client.get(link(app)).status == 410


@pytest.mark.usefixtures("thief")
def test_a_new_address_counts_when_its_owner_confirms_it(client: PageClient, person: Account, app: Flask) -> None:
    client.post("/account/address", {"current_password": factories.PASSWORD, "email": "New@Example.org"})
    address = link(app)
    before = stored(app, person).email
    client.post(address)

    assert before == person.email
    assert stored(app, person).email == "new@example.org"
    assert [(purpose, to) for purpose, to, _ in mails(app)] == [("address", "new@example.org"), ("notice", before)]
    assert client.get(address).status == 410


def test_a_new_address_ends_other_sessions_and_links_in_the_former_mailbox(
    client: PageClient, person: Account, app: Flask, thief: FlaskClient
) -> None:
    client.post("/account/address", {"current_password": factories.PASSWORD, "email": "new@example.org"})
    confirmation = link(app)
    visitor = PageClient(app.test_client())
    visitor.post("/forgotten-password", {"email": person.email})
    reset = next(found for found in re.findall(r"(/new-password/\S+)", "".join(text for _, _, text in mails(app))))
    client.post(confirmation)

    assert (is_signed_in(thief), is_signed_in(client.client)) == (False, True)
    assert visitor.get(reset).status == 410


@pytest.mark.usefixtures("thief")
def test_nobody_writes_to_many_strangers_by_asking_for_a_new_address(client: PageClient) -> None:
    asked = [
        client.post("/account/address", {"current_password": factories.PASSWORD, "email": f"stranger{n}@example.org"})
        for n in range(6)
    ]

    assert [page.status for page in asked].count(429) == 1


@pytest.mark.usefixtures("thief")
def test_an_address_that_is_taken_looks_the_same_to_who_asks(client: PageClient, person: Account, app: Flask) -> None:
    with app.app_context():
        other = factories.account()
    values = {"current_password": factories.PASSWORD}
    taken = client.post("/account/address", values | {"email": other.email})
    free = client.post("/account/address", values | {"email": "free@example.org"})

    assert "We have written to the new address" in taken.text
    assert "We have written to the new address" in free.text
    assert "/new-address/" not in mails(app)[0][2]
    assert stored(app, person).email == person.email


def test_setting_up_a_second_step_ends_other_sessions_and_gives_ten_codes(
    client: PageClient, app: Flask, thief: FlaskClient, person: Account
) -> None:
    codes = pair(app, client, person)

    assert len(set(codes)) == 10
    assert not is_signed_in(thief)
    kept = stored(app, person)
    assert all(stored_code.startswith("$argon2id$") for stored_code in kept.mf_recovery_codes or [""])


def test_a_code_of_the_app_works_once(client: PageClient, app: Flask, person: Account) -> None:
    enter(client, person)
    pair(app, client, person)
    secret = stored(app, person).tf_totp_secret
    assert secret
    with app.app_context():
        accounts.change(db.session, person.id, {"totp_counter": 1})
        db.session.commit()
    code = code_of(app, secret, person)

    first, second = PageClient(app.test_client()), PageClient(app.test_client())
    for visitor in (first, second):
        enter(visitor, person)
        visitor.post("/sign-in/second-step", {"code": code})

    assert is_signed_in(first.client)
    assert not is_signed_in(second.client)


def test_a_recovery_code_works_once(client: PageClient, app: Flask, person: Account) -> None:
    enter(client, person)
    code = pair(app, client, person)[0]
    first, second = PageClient(app.test_client()), PageClient(app.test_client())
    for visitor in (first, second):
        enter(visitor, person)
        visitor.post("/sign-in/second-step", {"code": code.lower()})

    assert is_signed_in(first.client)
    assert not is_signed_in(second.client)


def test_of_many_requests_with_one_recovery_code_one_succeeds(any_app: Flask) -> None:
    with any_app.app_context():
        person = factories.account(mf_recovery_codes=[passwords.keep("ABCDEFGHJKMN"), passwords.keep("another")])
    ready = threading.Barrier(4)

    def spend(_number: int) -> str:
        with any_app.app_context():
            found = accounts.by_id(db.session, person.id)
            assert found
            ready.wait()
            return factors.check_code(found, "abcd-efgh-jkmn")

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(spend, range(4))) == ["", "", "", "recovery-code"]


def test_the_second_step_cannot_be_skipped(client: PageClient, app: Flask, person: Account) -> None:
    enter(client, person)
    pair(app, client, person)
    visitor = PageClient(app.test_client())
    enter(visitor, person)

    assert not is_signed_in(visitor.client)
    assert visitor.get("/account/second-step").words("h1") == ["Sign in"]


def test_guessing_the_second_step_is_slowed_down(client: PageClient, app: Flask, person: Account) -> None:
    enter(client, person)
    pair(app, client, person)
    visitor = PageClient(app.test_client())
    enter(visitor, person)
    statuses = [visitor.post("/sign-in/second-step", {"code": f"{n:06}"}).status for n in range(17)]

    assert statuses[-1] == 429


def test_the_key_of_an_app_is_encrypted_in_the_database(client: PageClient, app: Flask, person: Account) -> None:
    enter(client, person)
    pair(app, client, person)
    kept = stored(app, person).tf_totp_secret or ""
    key = sealed.unseal(kept, person.id, app.config["TOTP_KEY"])

    assert kept.startswith("gcm1:")
    assert len(key) == 32
    assert key not in kept


@pytest.mark.parametrize("change", ["one byte", "of somebody else"])
def test_a_key_that_was_changed_in_the_database_proves_nothing(
    client: PageClient, app: Flask, person: Account, change: str, caplog: pytest.LogCaptureFixture
) -> None:
    enter(client, person)
    pair(app, client, person)
    kept = stored(app, person).tf_totp_secret or ""
    with app.app_context():
        foreign = factors.new_secret("somebody-else")
    swapped = kept[:-3] + ("A" if kept[-3] != "A" else "B") + kept[-2:] if change == "one byte" else foreign
    with app.app_context():
        accounts.change(db.session, person.id, {"tf_totp_secret": swapped, "totp_counter": 1})
        db.session.commit()
    code = code_of(app, kept, person)
    visitor = PageClient(app.test_client())
    enter(visitor, person)
    visitor.post("/sign-in/second-step", {"code": code})

    assert not is_signed_in(visitor.client)
    assert "was changed, or is another person's" in caplog.text


def test_a_key_that_the_library_has_encrypted_still_works_and_is_sealed_anew(
    client: PageClient, app: Flask, person: Account
) -> None:
    enter(client, person)
    pair(app, client, person)
    library = Totp({"1": app.config["TOTP_KEY"]}, "x")
    former = library.generate_totp_secret()
    with app.app_context():
        accounts.change(db.session, person.id, {"tf_totp_secret": former, "totp_counter": 1})
        db.session.commit()
    visitor = PageClient(app.test_client())
    enter(visitor, person)
    visitor.post("/sign-in/second-step", {"code": library.generate_totp_password(former)})

    assert is_signed_in(visitor.client)
    kept = stored(app, person).tf_totp_secret or ""
    assert sealed.unseal(kept, person.id, app.config["TOTP_KEY"]) == library.get_totp_b32_key(former)


@pytest.mark.usefixtures("thief")
def test_turning_the_second_step_off_ends_other_sessions(client: PageClient, app: Flask, person: Account) -> None:
    pair(app, client, person)
    client.post("/account/authenticator/removal", {"current_password": factories.PASSWORD})

    assert stored(app, person).tf_primary_method is None
    assert is_signed_in(client.client)


def test_who_needs_a_second_step_cannot_turn_the_last_one_off(client: PageClient, app: Flask) -> None:
    with app.app_context():
        operator = factories.account("Op", Role.OPERATOR, tf_totp_secret="{}")  # noqa: S106 - no real one
    factories.set_password(app, operator)
    factories.sign_in(app, client.client, operator)
    page = client.post("/account/authenticator/removal", {"current_password": factories.PASSWORD})

    assert "Add another one first" in page.text
    assert stored(app, operator).tf_primary_method == "authenticator"


def test_a_person_lists_and_ends_their_sessions(client: PageClient, app: Flask, person: Account) -> None:
    phone = app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Android 14; Mobile) Firefox/140.0"
    enter(PageClient(phone), person)
    enter(client, person)
    page = client.get("/account")
    other = re.search(r'action="(/account/sessions/\w+)"', page.text)
    assert other
    client.post(other.group(1), on="/account")

    assert "Firefox, Android" in page.text
    assert not is_signed_in(phone)
    assert is_signed_in(client.client)


def test_a_session_that_was_left_open_gives_no_new_way_to_sign_in(
    client: PageClient, app: Flask, person: Account
) -> None:
    factories.sign_in(app, client.client, person, left_open=True)

    pair(app, client, person)
    assert 'name="current_password"' in client.get("/account/passkey").text
    assert stored(app, person).tf_totp_secret is None


@pytest.mark.usefixtures("thief")
def test_a_passkey_that_is_not_there_cannot_be_removed(client: PageClient, app: Flask) -> None:
    assert client.get(f"/account/passkey/{10**20}/removal").status == 404
    values = {"current_password": factories.PASSWORD}
    assert client.post(f"/account/passkey/{10**20}/removal", values, on="/account").status == 404
    assert mails(app) == []


def test_a_passkey_is_removed_only_with_the_password(client: PageClient, app: Flask, person: Account) -> None:
    enter(client, person)
    made = Passkey(
        user_id=person.id, credential_id=b"1", public_key=b"2", sign_count=0, backup_state=False, usage="secondary",
        device_type="single_device", create_datetime=factories.NOW, lastuse_datetime=factories.NOW, name="phone",
    )  # fmt: skip
    with app.app_context(), transaction():
        db.session.add(made)
        db.session.flush()
        id_ = made.id

    refused = client.post(f"/account/passkey/{id_}/removal", {"current_password": "wrong one entirely"})
    page = client.post(f"/account/passkey/{id_}/removal", {"current_password": factories.PASSWORD})

    assert (refused.status, refused.words("h1")) == (422, ["Remove the passkey?"])
    assert "The passkey is removed." in page.text
    assert "You have none yet." in page.text


def test_nobody_ends_the_sessions_of_others(client: PageClient, app: Flask, person: Account) -> None:
    with app.app_context():
        other = factories.account()
    theirs = app.test_client()
    factories.sign_in(app, theirs, other)
    enter(client, person)
    with app.app_context():
        id_ = db.session.query(SessionRow.id).filter_by(identity=other.fs_uniquifier).scalar()

    assert client.post(f"/account/sessions/{id_}", on="/account").status == 404
    assert is_signed_in(theirs)


def test_a_zone_is_chosen_by_country_and_city_in_the_language_of_the_page(client: PageClient, person: Account) -> None:
    enter(client, person)
    client.get("/language/ar")

    assert "الأردن: عمّان" in client.get("/account").words("option")


def test_a_zone_of_another_name_stays_that_of_its_person(client: PageClient, app: Flask, person: Account) -> None:
    enter(client, person)
    with app.app_context(), transaction() as session:
        session.execute(update(Account).where(Account.id == person.id).values(time_zone="CET"))

    page = client.post("/account", {"name": "Amina", "language": "en", "time_zone": "CET"}, on="/account")

    assert "Your changes are saved." in page.text


def test_a_language_and_a_zone_that_do_not_exist_are_refused(client: PageClient, app: Flask, person: Account) -> None:
    enter(client, person)

    assert client.post("/account", {"name": "A", "language": "xx", "time_zone": "UTC"}).status == 422
    assert client.post("/account", {"name": "A", "language": "en", "time_zone": "../etc"}).status == 422
    assert stored(app, person).name == person.name


@pytest.mark.parametrize("which", ["", "/{id}"])
def test_a_session_that_was_left_open_ends_others_only_with_the_password(
    client: PageClient, app: Flask, person: Account, which: str
) -> None:
    phone = app.test_client()
    enter(PageClient(phone), person)
    factories.sign_in(app, client.client, person, left_open=True)
    with app.app_context():
        id_ = db.session.query(SessionRow.id).order_by(SessionRow.created_at).first()
    address = "/account/sessions" + which.format(id=id_[0] if id_ else "")
    asked = client.post(address, on="/account")
    still = is_signed_in(phone)
    client.post(address, {"current_password": factories.PASSWORD}, on="/account")

    assert (asked.status, asked.words("h1"), still) == (422, ["Is it you?"], True)
    assert not is_signed_in(phone)


def test_who_has_no_password_signs_in_anew_before_a_way_to_sign_in_changes(client: PageClient, app: Flask) -> None:
    with app.app_context():
        stranger = factories.account()
    factories.sign_in(app, client.client, stranger, left_open=True)

    page = client.post("/account/password", {"new_password": NEW})

    assert page.status == 422
    assert "Sign out, sign in again" in page.text
    assert stored(app, stranger).password is None
