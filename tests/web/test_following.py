"""The pages that follow a round: who sees them, what they show, and what they keep to themselves."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest
from sqlalchemy import select, text

from assessment import storage
from assessment.domain.access import Role
from assessment.domain.purposes import Purpose
from assessment.domain.states import AssessmentState
from assessment.services import consents
from assessment.storage import db, submissions
from assessment.storage.tables import Assessment, MailMessage, Participant, Signature
from tests import factories, in_round, results
from tests.factories import NOW
from tests.pages import PageClient
from tests.services.rounds.test_board import OFFICER, fill

if TYPE_CHECKING:
    from flask import Flask

    from assessment.storage.tables import Account

FUTURE = date(2099, 12, 31)


def signed_in(app: Flask, person: Account) -> PageClient:
    client = app.test_client()
    factories.sign_in(app, client, person)
    return PageClient(client)


@pytest.fixture
def officer(app: Flask) -> PageClient:
    with app.app_context():
        person = factories.account("Olga Officer", Role.PROGRAMME_OFFICER)
    return signed_in(app, person)


@pytest.fixture
def of(app: Flask) -> str:
    """Give the id of a round with a participant at each place of the way."""
    with app.app_context():
        made = in_round.round_(countries={"KE": 3, "UG": 2}, closes_on=FUTURE)
        id_ = made.id
        fill(made)
        return id_


def participant(app: Flask, name: str) -> str:
    with app.app_context():
        found = db.session.scalar(select(Participant.id).where(Participant.name == name))
        assert found is not None
        return found


def standing(app: Flask, name: str) -> str:
    """Return the address of the check of a participant's standing submission."""
    with app.app_context():
        row = db.session.scalars(
            select(Assessment)
            .join(Participant, Participant.organisation_id == Assessment.organisation_id)
            .where(Participant.name == name)
        ).one()
        found = submissions.standing(db.session, row.id)
        assert found is not None
        return f"/programme/participants/{participant(app, name)}/submissions/{found.id}"


def board(of: str) -> str:
    return f"/programme/rounds/{of}/board"


def test_the_board_shows_everybody_with_their_stage(officer: PageClient, of: str) -> None:
    page = officer.get(board(of))

    assert [name for name in ("A invited", "F returned", "H checked", "I withdrawn") if name not in page.text] == []
    assert "2 of 5" in page.text


def test_the_board_is_filtered_by_the_address(officer: PageClient, of: str) -> None:
    page = officer.get(f"{board(of)}?stage=returned&order=done")

    assert "F returned" in page.text
    assert "A invited" not in page.text


@pytest.mark.parametrize("query", ["page=0", "page=9999999999", "page=x", "stage=x&order=x", "country=%22", "q=%22%3E"])
def test_an_address_that_makes_no_sense_shows_a_board_all_the_same(officer: PageClient, of: str, query: str) -> None:
    assert officer.get(f"{board(of)}?{query}").status == 200


def test_the_page_comes_again_by_itself_only_when_asked_to(officer: PageClient, of: str) -> None:
    assert ['http-equiv="refresh"' in officer.get(f"{board(of)}{query}").text for query in ("", "?refresh=y")] == [
        False,
        True,
    ]


def test_a_long_board_has_pages(app: Flask, officer: PageClient) -> None:
    with app.app_context():
        made = in_round.round_(closes_on=FUTURE).id
        with storage.transaction() as session:
            session.add_all(
                Participant(
                    id=f"{n:026d}", round_id=made, key=f"{n:064d}", name=f"Organisation {n:03d}", country="KE",
                    created_by="x", created_at=NOW,
                )
                for n in range(101)
            )  # fmt: skip

    assert "Organisation 100" in officer.get(f"{board(made)}?page=2").text
    assert "Organisation 100" not in officer.get(board(made)).text


def test_no_page_of_the_programme_shows_an_answer_a_system_or_a_score(app: Flask, officer: PageClient, of: str) -> None:
    with app.app_context(), storage.transaction() as session:
        session.execute(text("update system set name = 'SECRETSYSTEM'"))
        session.execute(text('update answer set value = replace(value, \'"note":"\', \'"note":"SECRETNOTE \')'))
    check = standing(app, "G submitted")
    pages = [board(of), f"/programme/participants/{participant(app, 'G submitted')}/help", check, f"{check}/return"]
    shown = "".join(officer.get(page).text for page in pages)

    assert "SECRET" not in shown


def test_answers_are_shown_where_they_are_shared(app: Flask, officer: PageClient, of: str) -> None:
    check = standing(app, "G submitted")
    before = officer.get(check).text
    with app.app_context():
        organisation = db.session.scalars(
            select(Participant.organisation_id).where(Participant.name == "G submitted")
        ).one()
        assert organisation is not None
        consents.decide_consent(organisation, Purpose.FACILITATOR, given=True, by=OFFICER, at=NOW)

    assert ("Answer:" in before, "Answer:" in officer.get(check).text) == (False, True)
    assert of


def test_the_csv_has_a_line_for_each_and_guards_against_formulas(app: Flask, officer: PageClient) -> None:
    with app.app_context():
        made = in_round.round_(closes_on=FUTURE)
        id_ = made.id
        in_round.participant(made, "=HYPERLINK(1)")
    content = officer.client.get(f"/programme/rounds/{id_}/board.csv").get_data()
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))

    assert (row["ORGANISATION"], row["STAGE"], row["DONE_PERCENT"]) == ("'=HYPERLINK(1)", "invited", "0")


def test_the_spreadsheet_has_the_lines_that_the_filters_leave(officer: PageClient, of: str) -> None:
    content = officer.client.get(f"/programme/rounds/{of}/board.xlsx?stage=returned").get_data()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None

    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["F returned"]


PAGES = [
    "rounds/{round}/board", "rounds/{round}/board.csv", "rounds/{round}/board.xlsx", "rounds/{round}/reminders",
    "rounds/{round}/undelivered", "participants/{participant}/help", "{check}", "{check}/return",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_facilitator_finds_only_what_is_bound_to_them(app: Flask, of: str, page: str) -> None:
    with app.app_context():
        mine, other = (factories.account(name, Role.FACILITATOR) for name in ("Faith", "Fred"))
        with storage.transaction() as session:
            session.execute(
                text("update participant set facilitator_id = :id where name = 'G submitted'"), {"id": mine.id}
            )
    made = participant(app, "G submitted")
    check = standing(app, "G submitted").removeprefix("/programme/")
    address = "/programme/" + page.format(round=of, participant=made, check=check)

    assert [signed_in(app, who).client.get(address).status_code for who in (mine, other)] == [200, 404]


def test_a_facilitator_sees_nobody_elses_participants_on_the_board(app: Flask, of: str) -> None:
    with app.app_context():
        mine = factories.account("Faith", Role.FACILITATOR)
        with storage.transaction() as session:
            session.execute(
                text("update participant set facilitator_id = :id where name = 'G submitted'"), {"id": mine.id}
            )
    page = signed_in(app, mine).get(board(of))

    assert ("G submitted" in page.text, "A invited" in page.text, "Who helps them" in page.text) == (True, False, False)


def test_those_ticked_are_bound_to_a_facilitator(app: Flask, officer: PageClient, of: str) -> None:
    with app.app_context():
        faith = factories.account("Faith", Role.FACILITATOR)
    ticked = participant(app, "A invited")
    values = {"participant": ticked, "facilitator": faith.id}
    page = officer.post(f"/programme/rounds/{of}/facilitator", values, on=board(of))

    assert "1 participant has another facilitator now." in page.text
    assert "Facilitator: Faith" in page.text


def test_all_that_a_filter_leaves_are_bound_at_once(app: Flask, officer: PageClient, of: str) -> None:
    with app.app_context():
        faith = factories.account("Faith", Role.FACILITATOR)
    address = f"/programme/rounds/{of}/facilitator?stage=submitted"
    page = officer.post(address, {"all": "y", "facilitator": faith.id}, on=board(of))

    assert "1 participant has another facilitator now." in page.text


def test_reminders_are_shown_before_they_are_sent(app: Flask, officer: PageClient, of: str) -> None:
    page = officer.get(f"/programme/rounds/{of}/reminders")

    assert "Send 5 reminders" in page.text
    assert "A invited is invited to find out how trustworthy its AI systems are" in page.text
    with app.app_context():
        assert db.session.scalars(select(MailMessage.id).where(MailMessage.purpose == "round-reminder")).all() == []


def test_reminders_that_are_sent_carry_the_words_added_in_their_language(
    app: Flask, officer: PageClient, of: str
) -> None:
    values = {"send": "y", "group": "under-way", "note-en": "We meet on Monday."}
    page = officer.post(f"/programme/rounds/{of}/reminders", values)
    with app.app_context():
        (mail,) = db.session.scalars(select(MailMessage.text).where(MailMessage.purpose == "round-reminder"))

    assert "1 reminder is on its way." in page.text
    assert "We meet on Monday." in mail
    assert "D under way" in mail


def test_whom_mail_does_not_reach_is_listed_with_the_reason(app: Flask, officer: PageClient, of: str) -> None:
    with app.app_context():
        made = db.session.scalars(select(Participant).where(Participant.name == "A invited")).one()
        in_round.mail(made, given_up=True)

    assert "refused: no such mailbox" in officer.get(f"/programme/rounds/{of}/undelivered").text
    assert "1 mail not delivered" in officer.get(board(of)).text


def test_the_help_desk_changes_a_contact(app: Flask, officer: PageClient, of: str) -> None:
    address = f"/programme/participants/{participant(app, 'A invited')}"
    values = {"contact": "Juma", "email": "juma@example.org", "language": "en"}
    page = officer.post(f"{address}/contact", values, on=f"{address}/help")

    assert "The contact has been changed." in page.text
    assert "Contact changed" in page.text
    assert of


def test_what_is_no_address_is_said_at_the_field(app: Flask, officer: PageClient, of: str) -> None:
    address = f"/programme/participants/{participant(app, 'A invited')}"
    page = officer.post(
        f"{address}/contact", {"contact": "J", "email": "nowhere", "language": "en"}, on=f"{address}/help"
    )

    assert page.status == 422
    assert of


def test_the_help_desk_invites_again_and_shows_the_code_once(app: Flask, officer: PageClient, of: str) -> None:
    address = f"/programme/participants/{participant(app, 'A invited')}"
    page = officer.post(f"{address}/invitation", on=f"{address}/help")

    assert "big-code" in page.text
    assert "Invited again" in officer.get(f"{address}/help").text
    assert of


def test_a_participant_gets_more_time(app: Flask, officer: PageClient, of: str) -> None:
    address = f"/programme/participants/{participant(app, 'D under way')}"
    page = officer.post(f"{address}/extension", {"until": "2100-01-31"}, on=f"{address}/help")

    assert "The last day has been changed for this participant." in page.text
    assert of


def test_a_day_that_has_passed_is_refused(app: Flask, officer: PageClient, of: str) -> None:
    address = f"/programme/participants/{participant(app, 'D under way')}"

    assert officer.post(f"{address}/extension", {"until": "2020-01-31"}, on=f"{address}/help").status == 422
    assert of


def test_a_submission_is_marked_as_checked(app: Flask, officer: PageClient, of: str) -> None:
    address = standing(app, "G submitted")
    officer.post(f"{address}/check", on=address)

    assert officer.get(f"{board(of)}?stage=submitted").text.count("G submitted") == 0


def test_the_check_says_that_it_is_not_about_truth(app: Flask, officer: PageClient, of: str) -> None:
    assert "nobody has verified that" in officer.get(standing(app, "G submitted")).text
    assert of


def test_what_was_returned_stands_with_its_remarks_before_the_organisation(
    app: Flask, officer: PageClient, of: str
) -> None:
    address = standing(app, "G submitted")
    values = {
        "remark": "Please complete it.", "lines-0-question": "HAO-B4", "lines-0-text": "Say more here.",
        "revision": "1",
    }  # fmt: skip
    officer.post(f"{address}/return", values)
    with app.app_context():
        row = db.session.scalars(
            select(Assessment)
            .join(Participant, Participant.organisation_id == Assessment.organisation_id)
            .where(Participant.name == "G submitted")
        ).one()
        place = in_round.place_of(row)
    page = results.member_of(app, place).get(f"/assessments/{row.id}/review")

    assert [words for words in (
        "The programme has returned your submission", "Say more here.", "Please complete it.", "Olga Officer",
    ) if words not in page.text] == []  # fmt: skip
    assert officer.client.get(address).status_code == 404
    assert of


def test_a_return_without_a_general_remark_is_refused(app: Flask, officer: PageClient, of: str) -> None:
    page = officer.post(f"{standing(app, 'G submitted')}/return", {"revision": "1"})

    assert page.status == 422
    assert of


def over(app: Flask) -> tuple[PageClient, str, str]:
    """Make a signed assessment in a round that is over; return its owner, its address and its id."""
    with app.app_context():
        made = in_round.round_(closes_on=datetime.now(UTC).date() - timedelta(days=3))
        _, assessment = in_round.started(made, state=AssessmentState.SIGNED)
        results.store_answers(assessment, results.example().answers)
        signature = Signature(
            assessment_id=assessment.id, statement="We stand for it.", signer_name="A", answers_digest="0" * 64,
            signed_by="x", signed_at=NOW,
        )  # fmt: skip
        factories._kept(signature, {})  # noqa: SLF001 - a row without a factory of its own
        place = in_round.place_of(assessment)
    return results.member_of(app, place), f"/assessments/{assessment.id}", assessment.id


def test_nothing_is_submitted_into_a_round_that_is_over_and_the_page_says_so(app: Flask) -> None:
    owner, address, id_ = over(app)
    page = owner.post(f"{address}/submit", {"revision": "1", "open_questions": "y"}, on=f"{address}/review")
    with app.app_context():
        state = db.session.scalar(select(Assessment.state).where(Assessment.id == id_))

    assert (page.status, state) == (422, "signed")
    assert "It cannot be submitted into the round now" in page.text


def test_an_assessment_is_taken_out_of_a_round_after_a_question(app: Flask) -> None:
    owner, address, id_ = over(app)
    page = owner.post(f"{address}/leave-round", {"revision": "1"})
    with app.app_context():
        round_id = db.session.scalar(select(Assessment.round_id).where(Assessment.id == id_))

    assert "The assessment is out of the round." in page.text
    assert round_id == ""


def test_an_organisation_reads_what_it_takes_part_in_and_who_sees_what(app: Flask) -> None:
    with app.app_context():
        faith = factories.account("Faith", Role.FACILITATOR)
        _, organisation = in_round.accepted(in_round.round_(closes_on=FUTURE), facilitator_id=faith.id)
        person = factories.member(organisation)
    page = signed_in(app, person).get(f"/organisations/{organisation.id}")

    assert [words for words in (
        "“Autumn 2026”", "31 December 2099", "Your facilitator is Faith.", "but not what you answer",
    ) if words not in page.text] == []  # fmt: skip
