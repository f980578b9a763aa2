"""Guests: one link, one code in each browser, one section, and nothing else."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from assessment import storage
from assessment.domain.access import IN_SECTION, Person, Role
from assessment.services.guest_links import Invited, make_link
from assessment.services.mail import Letter
from assessment.services.people import names_of
from assessment.storage.tables import Evidence, GuestBrowser, GuestLink, MailMessage, SessionRow, TrailLine
from tests import factories
from tests.pages import PageClient
from tests.web.rooms import OTHER, QUESTION, SECTION, Room, room

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.routing import Rule

GUEST = Invited("Fatima Al-Sayed", "fatima@example.org", "en", 14)


def invite(here: Room, section: str = SECTION) -> str:
    """Make a link and return its token."""
    with here.app.app_context():
        by, at = Person(here.people[Role.OWNER].id), datetime.now(UTC)
        return make_link((here.assessment.id, section), GUEST, by, at, lambda _token: Letter("Link", "Link")).token


def the_code(app: Flask) -> str:
    """Return the code of the newest mail."""
    with app.app_context():
        query = select(MailMessage.text).where(MailMessage.purpose == "guest-code")
        texts = storage.db.session.scalars(query.order_by(MailMessage.created_at)).all()
    found = re.search(r"^([2-9A-Z]{8})$", texts[-1], re.MULTILINE)
    assert found
    return found.group(1)


def enter(here: Room, token: str, client: PageClient | None = None) -> PageClient:
    """Go the whole way of a guest: link, code, section."""
    guest = client or PageClient(here.app.test_client())
    guest.post(f"/guest/{token}")
    guest.post(f"/guest/{token}/code", {"code": the_code(here.app)})
    return guest


def section_of(here: Room, section: str = SECTION) -> str:
    return f"/assessments/{here.assessment.id}/sections/{section}"


def the_link(app: Flask) -> GuestLink:
    with app.app_context():
        return storage.db.session.scalars(select(GuestLink)).one()


def change_link(app: Flask, **values: Any) -> None:  # noqa: ANN401 - columns
    with app.app_context(), storage.transaction() as session:
        session.execute(update(GuestLink).values(**values))


def test_a_guest_comes_from_link_and_code_to_the_section(app: Flask) -> None:
    here = room(app)
    guest = enter(here, invite(here))

    page = guest.get(section_of(here))

    assert page.status == 200
    assert "Guest: Fatima Al-Sayed" in page.text


def test_what_a_guest_typed_while_the_session_ended_can_be_sent_again(app: Flask) -> None:
    here = room(app)
    link = invite(here)
    guest = enter(here, link)
    old = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', guest.get(section_of(here)).text)
    assert old
    with app.app_context(), storage.transaction() as session:
        session.query(SessionRow).delete()
    guest.get(f"/guest/{link}")
    offered = guest.client.post(section_of(here), data={"csrf_token": old.group(1), "note": "typed by a guest"})

    assert "Send what you typed" in offered.text


def test_opening_the_link_sends_nothing_and_shows_no_address(app: Flask) -> None:
    here = room(app)
    page = PageClient(app.test_client()).get(f"/guest/{invite(here)}")

    with app.app_context():
        purposes = storage.db.session.scalars(select(MailMessage.purpose)).all()
    assert purposes == ["guest-link"]
    assert "f•••@example.org" in page.text
    assert "fatima@example.org" not in page.text
    assert here.system.name not in page.text


def test_without_the_code_the_section_stays_closed(app: Flask) -> None:
    here = room(app)
    client = PageClient(app.test_client())
    client.post(f"/guest/{invite(here)}")

    assert client.client.get(section_of(here)).status_code == 302


@pytest.mark.parametrize("typed", ["{code}", " {lower} ", "{half}"])
def test_a_code_may_be_typed_as_people_type(app: Flask, typed: str) -> None:
    here = room(app)
    token, guest = invite(here), PageClient(app.test_client())
    guest.post(f"/guest/{token}")
    code = the_code(app)
    words = typed.format(code=code, lower=code.lower(), half=f"{code[:4]}-{code[4:]}")

    assert guest.post(f"/guest/{token}/code", {"code": words}).address == section_of(here)


def test_a_wrong_code_says_how_often_it_can_be_tried(app: Flask) -> None:
    here = room(app)
    token, guest = invite(here), PageClient(app.test_client())
    guest.post(f"/guest/{token}")

    page = guest.post(f"/guest/{token}/code", {"code": "WRONGWRG"})

    assert page.status == 422
    assert "You can try 4 more times." in page.text


def test_after_five_wrong_codes_the_right_one_is_dead(app: Flask) -> None:
    here = room(app)
    token, guest = invite(here), PageClient(app.test_client())
    guest.post(f"/guest/{token}")
    for _ in range(5):
        guest.post(f"/guest/{token}/code", {"code": "WRONGWRG"})

    page = guest.post(f"/guest/{token}/code", {"code": the_code(app)})

    assert page.status == 422
    assert "Ask for a new one below" in page.text


def test_a_code_works_once(app: Flask) -> None:
    here = room(app)
    token = invite(here)
    enter(here, token)
    other = PageClient(app.test_client())

    assert other.post(f"/guest/{token}/code", {"code": the_code(app)}).status == 422


def test_a_code_dies_after_a_quarter_of_an_hour(app: Flask) -> None:
    here = room(app)
    token, guest = invite(here), PageClient(app.test_client())
    guest.post(f"/guest/{token}")
    change_link(app, code_expires_at=datetime.now(UTC))

    assert guest.post(f"/guest/{token}/code", {"code": the_code(app)}).status == 422


def test_only_five_codes_are_sent_within_an_hour(app: Flask) -> None:
    here = room(app)
    token, guest = invite(here), PageClient(app.test_client())
    pages = [guest.post(f"/guest/{token}") for _ in range(6)]

    with app.app_context():
        sent = storage.db.session.scalars(select(MailMessage.purpose)).all()
    assert "Several codes were sent already" in pages[-1].text
    assert sent.count("guest-code") == 5


def test_the_same_browser_goes_straight_in_and_another_needs_a_code(app: Flask) -> None:
    here = room(app)
    token = invite(here)
    guest = enter(here, token)
    guest.client.delete_cookie("session")

    again, elsewhere = guest.get(f"/guest/{token}"), PageClient(app.test_client()).get(f"/guest/{token}")

    assert again.address == section_of(here)
    assert elsewhere.address == f"/guest/{token}"


def test_the_session_gets_a_new_token_when_the_guest_is_let_in(app: Flask) -> None:
    here = room(app)
    token, guest = invite(here), PageClient(app.test_client())
    guest.post(f"/guest/{token}")
    before = cookie(guest.client)
    guest.post(f"/guest/{token}/code", {"code": the_code(app)})
    thief = app.test_client()
    thief.set_cookie("session", before)

    assert cookie(guest.client) != before
    assert guest.client.get(section_of(here)).status_code == 200
    assert thief.get(section_of(here)).status_code == 302


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie("session")
    assert found
    return found.value


def test_who_leaves_needs_a_new_code(app: Flask) -> None:
    here = room(app)
    token = invite(here)
    guest = enter(here, token)
    guest.post("/guest/leave", on=section_of(here))

    assert guest.get(f"/guest/{token}").address == f"/guest/{token}"
    assert guest.client.get(section_of(here)).status_code == 302


def test_a_revoked_guest_is_refused_at_the_next_click(app: Flask) -> None:
    here = room(app)
    token = invite(here)
    guest = enter(here, token)
    address = f"{here.assigning}/{SECTION}/guests/{the_link(app).id}/revoke"

    here.client().post(address)

    assert guest.client.get(section_of(here)).status_code == 302
    assert "Open that link again." in guest.get(section_of(here)).text
    assert guest.get(f"/guest/{token}").status == 410
    with app.app_context():
        assert storage.db.session.scalars(select(GuestBrowser)).all() == []


def test_an_expired_link_opens_nothing(app: Flask) -> None:
    here = room(app)
    token = invite(here)
    guest = enter(here, token)
    change_link(app, expires_at=datetime.now(UTC) - timedelta(seconds=1))

    assert guest.client.get(section_of(here)).status_code == 302
    assert guest.get(f"/guest/{token}").status == 410


def test_the_link_of_a_suspended_organisation_opens_nothing(app: Flask) -> None:
    here = room(app)
    token = invite(here)
    guest = enter(here, token)
    with app.app_context(), storage.transaction() as session:
        session.execute(update(type(here.organisation)).values(suspended_at=factories.NOW))

    assert guest.client.get(section_of(here)).status_code == 404
    assert guest.get(f"/guest/{token}").status == 410


def test_a_made_up_link_says_no_more_than_a_dead_one(app: Flask) -> None:
    assert PageClient(app.test_client()).get(f"/guest/{'a' * 43}").status == 410


def test_a_guest_adds_evidence_and_comments_under_their_name(app: Flask) -> None:
    here = room(app)
    guest = enter(here, invite(here))
    guest.post(f"{here.question()}/links", {"link-url": "https://example.org/"}, on=here.question())
    page = guest.post(f"{here.question()}/comments", {"comment-text": "Done"}, on=here.question())

    with app.app_context():
        assert storage.db.session.scalars(select(Evidence.added_by)).one() == the_link(app).id
    assert "Fatima Al-Sayed" in here.client().get(here.question()).text
    assert page.status == 200


def test_a_guest_does_not_learn_who_else_works_there(app: Flask) -> None:
    here = room(app, Role.EDITOR)
    guest = enter(here, invite(here))

    page = guest.get(here.question())

    assert here.people[Role.EDITOR].name not in page.text
    assert "Mention somebody" not in page.text


def test_a_member_who_opens_the_link_is_told_to_use_the_account(app: Flask) -> None:
    here = room(app)
    page = here.client().get(f"/guest/{invite(here)}")

    assert "You are signed in" in page.text


def test_every_link_on_a_guests_pages_leads_somewhere(app: Flask) -> None:
    here = room(app)
    guest = enter(here, invite(here))
    pages = [guest.get(address) for address in (section_of(here), here.question())]

    links = {(a.get("href") or "").partition("#")[0] for page in pages for a in page.all("a")}
    inside = [link for link in links if link.startswith("/") and not link.startswith("/language/")]

    assert {link: guest.client.get(link, follow_redirects=True).status_code for link in inside} == dict.fromkeys(
        inside, 200
    )


def _is_own(app: Flask, rule: Rule) -> bool:
    """Whether a page belongs to one section; everything else that is not public does not exist for a guest."""
    return getattr(app.view_functions[rule.endpoint], "guard", None) in IN_SECTION and "section_id" in rule.arguments


def test_nothing_but_the_section_exists_for_a_guest(app: Flask) -> None:
    here = room(app)
    app.config["WTF_CSRF_ENABLED"] = False
    guest = enter(here, invite(here)).client
    found = {
        (rule.endpoint, method): getattr(guest, method.lower())(_address(rule, here, SECTION)).status_code
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
        if not _is_public(app, rule) and not _is_own(app, rule)
    }

    assert len(found) > 30
    assert {where: status for where, status in found.items() if status != 404} == {}


def test_no_page_of_another_section_or_organisation_exists_for_a_guest(app: Flask) -> None:
    here, there = room(app), room(app)
    app.config["WTF_CSRF_ENABLED"] = False
    guest = enter(here, invite(here)).client
    rules = [rule for rule in app.url_map.iter_rules() if _is_own(app, rule)]

    found = {
        (rule.endpoint, method, section): getattr(guest, method.lower())(_address(rule, where, section)).status_code
        for rule in rules
        for method in (rule.methods or set()) & {"GET", "POST"}
        for where, section in ((here, OTHER), (there, SECTION))
    }

    assert len(found) > 20
    assert {where: status for where, status in found.items() if status != 404} == {}


def _is_public(app: Flask, rule: Rule) -> bool:
    return getattr(app.view_functions[rule.endpoint], "guard", None) == "public"


def _address(rule: Rule, here: Room, section: str) -> str:
    ids = {
        "organisation_id": here.organisation.id, "system_id": here.system.id, "assessment_id": here.assessment.id,
        "section_id": section, "question_id": QUESTION,
    }  # fmt: skip
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: ids.get(found.group(1), "1"), rule.rule)


def test_everybody_who_did_something_has_a_name(app: Flask) -> None:
    here = room(app)
    invite(here)
    with app.app_context():
        former = factories.account("Gone", erased_at=factories.NOW)
        ids = {here.people[Role.OWNER].id, the_link(app).id, former.id, "unknown"}

        found = names_of(ids)

    owner = here.people[Role.OWNER].name
    assert sorted(found.values()) == ["Fatima Al-Sayed", owner, "a former member", "a former member"]


def test_the_trail_tells_of_link_code_and_confirmation(app: Flask) -> None:
    here = room(app)
    enter(here, invite(here))

    with app.app_context():
        events = storage.db.session.scalars(select(TrailLine.event)).all()
    assert [event for event in events if event.startswith("guest")] == ["guest-link-made", "guest-link-confirmed"]
