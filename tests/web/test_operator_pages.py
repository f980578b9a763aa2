"""The operator's pages: finding, helping, suspending, merging; and nothing of answers or secrets."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from assessment import storage
from assessment.domain.access import Role
from assessment.domain.settings import Group, Kind, in_group
from assessment.domain.trail import Event
from assessment.services import jobs, members, work
from assessment.services import trail as trails
from assessment.services.mail import Letter, post
from assessment.storage import acts, db, round_board
from assessment.storage.tables import Account, Organisation
from assessment.web.operator.page_texts import JOBS, MAILS
from tests import factories, planted
from tests.factories import NOW
from tests.test_house_rules import ROOT

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import PageClient

PAGES = ["", "health", "organisations", "accounts", "invitations", "work", "retention", "settings"]


@pytest.fixture
def operator(app: Flask, client: PageClient) -> PageClient:
    with app.app_context():
        person = factories.account("Ola Operator", Role.OPERATOR)
        db.session.refresh(person)
    factories.sign_in(app, client.client, person)
    return client


def _one(app: Flask, query: str) -> object:
    with app.app_context():
        return db.session.execute(text(query)).scalar()


def _organisation(app: Flask, name: str = "Kisumu Health Network") -> str:
    with app.app_context():
        organisation = factories.organisation(name)
        factories.member(organisation)
        return organisation.id


@pytest.mark.parametrize("page", PAGES)
def test_each_page_of_operation_is_shown(operator: PageClient, page: str) -> None:
    assert operator.get(f"/operator/{page}").status == 200


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_operation_shows_an_answer_or_a_secret(app: Flask, operator: PageClient, page: str) -> None:
    with app.app_context():
        rows = planted.plant("confidential")
        with storage.transaction() as session:
            session.execute(text("update account set erased_at = null, name = 'Somebody' where name != 'Ola Operator'"))
    secrets = [str(rows[t][c]) for t, c in (
        ("answer", "value"), ("comment", "text"), ("invitation", "code_hash"), ("account", "password"),
        ("account", "tf_totp_secret"), ("mail_message", "text"), ("system", "name"), ("submission", "answers"),
    )]  # fmt: skip

    shown = operator.get(f"/operator/{page}").text

    assert [secret for secret in secrets if secret in shown] == []


def test_an_organisation_is_found_by_a_part_of_its_name(app: Flask, operator: PageClient) -> None:
    _organisation(app)
    _organisation(app, "100% Bank_")

    assert "Kisumu" in operator.get("/operator/organisations?q=health").text
    assert "Kisumu" not in operator.get("/operator/organisations?q=%25").text
    assert "No organisation has a name like this." in operator.get("/operator/organisations?q=zzz").text


def test_a_suspended_organisation_does_not_exist_for_its_members_until_it_is_restored(
    app: Flask, operator: PageClient
) -> None:
    id_ = _organisation(app)
    with app.app_context():
        owner = factories.member(db.session.get_one(Organisation, id_))
        db.session.refresh(owner)
    member = app.test_client()
    factories.sign_in(app, member, owner)
    address = f"/operator/organisations/{id_}"

    without = operator.post(f"{address}/suspension", {"reason": ""}, on=address)
    operator.post(f"{address}/suspension", {"reason": "double registration"}, on=address)
    suspended = member.get(f"/organisations/{id_}/data").status_code
    shown = operator.get(address).text
    operator.post(f"{address}/restoration", on=address)

    assert without.status == 422
    assert (suspended, "double registration" in shown) == (404, True)
    assert member.get(f"/organisations/{id_}/data").status_code == 200


def test_merging_shows_what_would_move_and_then_moves_it(app: Flask, operator: PageClient) -> None:
    with app.app_context():
        source, target = factories.organisation("Twin one"), factories.organisation("Twin two")
        both = factories.member(source, Role.OWNER)
        factories.member(target, Role.READER, both)
        factories.member(source, Role.EDITOR)
        factories.assessment(factories.system(source))
        ids = (source.id, target.id, both.id)
    address = f"/operator/organisations/{ids[0]}/merging"

    found = operator.get(f"{address}?q=twin")
    preview = operator.get(f"{address}?into={ids[1]}")
    operator.post(address, {"into": ids[1]}, on=f"{address}?into={ids[1]}")

    assert "Twin two" in found.text
    assert preview.words("dt")[:2] == ["AI systems", "Assessments"]
    assert preview.words("dd")[:2] == ["1", "1"]
    assert _one(app, "select count(*) from organisation") == 1
    assert _one(app, "select organisation_id from assessment") == ids[1]
    with app.app_context():
        roles = {m.id: m.role for m in members.list_members(ids[1])}
        assert len(roles) == 2
        assert roles[ids[2]] is Role.OWNER


def test_merging_moves_rows_of_every_table_and_leaves_the_trail_whole(app: Flask, operator: PageClient) -> None:
    with app.app_context():
        source = str(planted.plant()["organisation"]["id"])
        for table in ("answer", "answer_change"):
            with storage.transaction() as session:
                session.execute(text(f"delete from {table}"))  # noqa: S608 - our own names
        target = factories.organisation("Target").id
    address = f"/operator/organisations/{source}/merging"

    operator.post(address, {"into": target}, on=f"{address}?into={target}")

    with app.app_context():
        for table in ("system", "assessment", "submission", "evidence", "stored_document", "plan_action", "membership"):
            owners = db.session.execute(text(f"select organisation_id from {table}")).scalars().all()  # noqa: S608 - as above
            assert owners == [target]
        assert db.session.execute(text("select count(*) from consent")).scalar_one() == 0
        assert trails.verify(NOW).faults == ()


def test_an_organisation_cannot_be_merged_with_itself(app: Flask, operator: PageClient) -> None:
    id_ = _organisation(app)

    assert operator.get(f"/operator/organisations/{id_}/merging?into={id_}").status == 404


def test_ownership_is_handed_over_to_somebody_with_an_account(app: Flask, operator: PageClient) -> None:
    id_ = _organisation(app)
    with app.app_context():
        email = factories.account("New Owner").email
    address = f"/operator/organisations/{id_}"

    unknown = operator.post(f"{address}/owner", {"email": "nobody@example.org"}, on=address)
    operator.post(f"{address}/owner", {"email": email}, on=address)

    assert unknown.status == 422
    assert _one(app, "select count(*) from membership where role = 'owner'") == 2


def _person(app: Flask) -> tuple[str, str]:
    with app.app_context():
        person = factories.account("Amina Otieno")
        return person.id, person.email


def test_a_suspended_person_is_signed_out_and_stays_out(app: Flask, operator: PageClient) -> None:
    id_, _ = _person(app)
    with app.app_context():
        person = db.session.get_one(Account, id_)
    visitor = app.test_client()
    factories.sign_in(app, visitor, person)
    address = f"/operator/accounts/{id_}"
    before = visitor.get("/account").status_code

    page = operator.post(f"{address}/suspension", on=address)

    assert (before, visitor.get("/account").status_code) == (200, 302)
    assert "is suspended and signed out everywhere" in page.text
    assert operator.post(f"{address}/restoration", on=address).status == 200
    assert _one(app, "select active from account where name = 'Amina Otieno'")


def test_sessions_are_ended_without_suspending(app: Flask, operator: PageClient) -> None:
    id_, _ = _person(app)
    with app.app_context():
        person = db.session.get_one(Account, id_)
    visitor = app.test_client()
    factories.sign_in(app, visitor, person)

    operator.post(f"/operator/accounts/{id_}/sessions", on=f"/operator/accounts/{id_}")

    assert visitor.get("/account").status_code == 302


def test_a_reset_link_goes_to_the_person_and_is_not_shown(app: Flask, operator: PageClient) -> None:
    id_, email = _person(app)

    page = operator.post(f"/operator/accounts/{id_}/reset", on=f"/operator/accounts/{id_}")

    assert _one(app, "select recipient from mail_message where purpose = 'reset'") == email
    assert "/reset" not in page.text.replace(f"/operator/accounts/{id_}/reset", "")


def test_offices_are_given_and_taken_with_a_line_in_the_trail(app: Flask, operator: PageClient) -> None:
    id_, _ = _person(app)
    address = f"/operator/accounts/{id_}"

    operator.post(f"{address}/offices", {"offices": ["official", "facilitator"]}, on=address)
    given = _one(app, "select offices from account where name = 'Amina Otieno'")
    operator.post(f"{address}/offices", {}, on=address)

    assert set(str(given).split(",")) == {"official", "facilitator"}
    assert not _one(app, "select offices from account where name = 'Amina Otieno'")
    assert _one(app, "select count(*) from trail_line where event = 'offices-changed'") == 2


@pytest.mark.parametrize("act", ["suspension", "offices"])
def test_the_last_operator_stays(app: Flask, operator: PageClient, act: str) -> None:
    id_ = _one(app, "select id from account where name = 'Ola Operator'")

    page = operator.post(f"/operator/accounts/{id_}/{act}", on=f"/operator/accounts/{id_}")

    assert "Nobody else operates this service." in page.text
    assert _one(app, "select active from account where name = 'Ola Operator'")


def test_an_invitation_to_found_an_organisation_is_made_shown_once_and_taken_back(operator: PageClient) -> None:
    letter = operator.post("/operator/invitations", {"what": "found", "language": "en", "email": "a@example.org"})
    listed = operator.get("/operator/invitations")
    back = next(f.get("action", "") for f in listed.all("form") if f.get("action", "").endswith("/revocation"))

    taken = operator.post(back, on="/operator/invitations")

    assert letter.words("h1") == ["The invitation is ready"]
    assert "a@example.org" in listed.text
    assert "No invitation is open." in taken.text


def test_an_invitation_without_a_purpose_is_refused(operator: PageClient) -> None:
    assert operator.post("/operator/invitations", {"language": "en", "what": "king"}).status == 422


def test_a_test_message_is_sent_at_once(app: Flask, operator: PageClient) -> None:
    page = operator.post("/operator/work/test-mail", {"email": "ola@example.org"}, on="/operator/work")

    assert "The message was handed over" in page.text
    sent = list((app.config["SETTINGS"].instance / "mail").glob("*.eml"))
    assert [b"ola@example.org" in file.read_bytes() for file in sent] == [True]


def test_a_message_that_failed_is_sent_again_and_one_without_text_is_not(app: Flask, operator: PageClient) -> None:
    with app.app_context(), acts.act(Event.INVITED, by="", at=NOW) as done:
        waiting = post(done.session, "invitation", "waiting@example.org", Letter("Hello", "Words"), NOW)
        given_up = post(done.session, "invitation", "gone@example.org", Letter("Hello", ""), NOW)
        done.session.execute(text("update mail_message set attempts = 3, problem = 'down', next_attempt_at = null"))

    page = operator.get("/operator/work")
    again = operator.post(f"/operator/work/mail/{waiting}", on="/operator/work")

    assert page.text.count("Send now") == 1
    assert "The message is sent again" in again.text
    assert operator.post(f"/operator/work/mail/{given_up}", on="/operator/work").status == 404


def test_a_failed_job_is_tried_again(app: Flask, operator: PageClient) -> None:
    with app.app_context(), acts.act(Event.DATA_EXPORTED, by="", at=NOW) as done:
        jobs.want(done.session, jobs.Wanted(jobs.Kind.EXPORT, "a" * 64, {}), "", NOW)
        done.session.execute(text("update job set state = 'failed', attempts = 3, problem = 'failed'"))
    id_ = _one(app, "select id from job")

    operator.post(f"/operator/work/jobs/{id_}", on="/operator/work")

    assert _one(app, "select state from job") == "waiting"
    assert operator.post(f"/operator/work/jobs/{id_}", on="/operator/work").status == 404


def test_every_job_is_called_by_what_it_does(app: Flask, operator: PageClient) -> None:
    with app.app_context():
        work.schedule_tasks(NOW)

    rows = operator.get("/operator/work").words("th")

    assert "Applying the retention rules" in rows
    assert {kind.value for kind in jobs.Kind if kind is not jobs.Kind.PERIODIC} <= set(JOBS)
    assert {task.name for task in work.PERIODIC} <= set(JOBS)


def test_every_purpose_of_a_message_has_words() -> None:
    posting = re.compile(r'\bpost(?:_\w+)?\((?:done\.)?(?:session, )?"([a-z-]+)"')
    sources = (path.read_text("utf-8") for path in (ROOT / "assessment").rglob("*.py"))

    purposes = {purpose for source in sources for purpose in posting.findall(source)}

    assert len(purposes) > 8
    assert purposes | {round_board.INVITATION, round_board.REMINDER} <= set(MAILS)


def test_the_retention_page_says_what_is_due(app: Flask, operator: PageClient) -> None:
    with app.app_context():
        planted.plant()
        with storage.transaction() as session:
            session.execute(text("update mail_message set sent_at = :old"), {"old": NOW - timedelta(days=300)})

    assert "Messages that were sent" in operator.get("/operator/retention").text


def test_the_first_page_says_that_nothing_needs_attention_or_what_does(app: Flask, operator: PageClient) -> None:
    new = operator.get("/operator/")
    needed = [s for s in in_group(Group.OPERATOR) if s.name not in {"contact-hours", "register-address"}]
    fitting = {s.name: "help@example.org" if s.kind is Kind.EMAIL else "Ministry of Health" for s in needed}
    operator.post("/operator/settings/operator", fitting)
    calm = operator.get("/operator/")
    with app.app_context(), acts.act(Event.DATA_EXPORTED, by="", at=NOW) as done:
        jobs.want(done.session, jobs.Wanted(jobs.Kind.EXPORT, "a" * 64, {}), "", NOW)
        done.session.execute(text("update job set state = 'failed'"))
    busy = operator.get("/operator/")

    assert "Something needs your attention." in new.text
    assert "Postal address (not given yet)" in new.words("li")
    assert "Nothing needs your attention." in calm.text
    assert "1 failed" in busy.text
