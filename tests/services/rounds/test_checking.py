"""Checking submissions: gaps are seen, answers are not, and what is returned comes back with its remarks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select

from assessment import storage
from assessment.domain.access import Person, Role
from assessment.domain.answers import Evidence
from assessment.domain.coherence import Kind
from assessment.domain.purposes import Purpose
from assessment.services import consents, reviewing
from assessment.services import submissions as reopening
from assessment.services.conflicts import Stale
from assessment.services.mail import Letter
from assessment.services.places import NotFound
from assessment.services.rounds import board, checking
from assessment.services.rounds.checking import Return
from assessment.services.steps import Decision
from assessment.storage import assessments, db, participants_followed, submissions
from assessment.storage import consents as stored
from assessment.storage.tables import MailMessage, Participant, StoredAnswer
from tests import factories, in_round, results
from tests.factories import NOW
from tests.services.rounds.test_board import HELPER, OFFICER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from assessment.services.places import Place

LATER = NOW + timedelta(days=1)


@pytest.fixture
def given(any_app: Flask) -> Iterator[tuple[Participant, Place, str]]:
    """Give a participant, its place and its standing submission."""
    with any_app.app_context():
        made, place = in_round.submitted(in_round.round_())
        assert place.assessment is not None
        found = submissions.standing(db.session, place.assessment.id)
        assert found is not None
        yield made, place, found.id


Given = tuple[Participant, "Place", str]


def decision(place: Place, by: Person = OFFICER) -> Decision:
    assert place.assessment is not None
    row = assessments.find(db.session, place.assessment.id)
    assert row is not None
    return Decision(by, row.revision, LATER, lambda language: Letter(f"Returned {language}", "."))


def test_the_check_says_which_questions_and_not_what_was_answered(given: Given) -> None:
    seen = checking.examine(OFFICER, given[0].id, given[2])

    assert seen.observations
    assert (seen.shown, seen.system) == (None, "")


def test_an_open_question_is_found(given: Given) -> None:
    assert given[1].assessment is not None
    before = checking.examine(OFFICER, given[0].id, given[2]).observations
    question = next(id_ for id_, answer in results.example().answers.items() if answer.options)
    with storage.transaction() as session:
        session.execute(delete(StoredAnswer).where(StoredAnswer.question_id == question))
    after = checking.examine(OFFICER, given[0].id, given[2]).observations

    assert len([one for one in after if one.kind is Kind.OPEN]) > len([one for one in before if one.kind is Kind.OPEN])


def test_a_high_grade_without_a_file_or_a_word_is_found(given: Given) -> None:
    assert given[1].assessment is not None
    question, answer = next((id_, one) for id_, one in results.example().answers.items() if one.options)
    results.store_answers(given[1].assessment, {question: replace(answer, evidence=Evidence.E3, note="")})

    seen = checking.examine(OFFICER, given[0].id, given[2]).observations

    assert question in [one.questions[0] for one in seen if one.kind is Kind.UNSUPPORTED]


def test_answers_are_shown_to_whom_the_organisation_lets_see_them(given: Given) -> None:
    assert given[1].organisation is not None
    consents.decide_consent(given[1].organisation.id, Purpose.FACILITATOR, given=True, by=OFFICER, at=NOW)

    assert checking.examine(OFFICER, given[0].id, given[2]).shown


def test_consent_that_was_withdrawn_hides_answers_at_once(given: Given) -> None:
    assert given[1].organisation is not None
    for given_now in (True, False):
        consents.decide_consent(given[1].organisation.id, Purpose.FACILITATOR, given=given_now, by=OFFICER, at=NOW)

    assert checking.examine(OFFICER, given[0].id, given[2]).shown is None


@pytest.mark.parametrize(
    ("wording", "readers"),
    [(1, {HELPER.id}), (2, {OFFICER.id, HELPER.id})],
    ids=["first", "second"],
)
def test_a_decision_opens_the_answers_to_those_its_wording_names(given: Given, wording: int, readers: set[str]) -> None:
    assert given[1].organisation is not None
    decided = {"organisation_id": given[1].organisation.id, "purpose": "facilitator", "wording": wording}
    with storage.transaction() as session:
        stored.add(session, decided | {"given": True, "decided_by": OFFICER.id, "decided_at": NOW})
        participants_followed.change(session, given[0].id, {"facilitator_id": HELPER.id})

    asked = {person.id: checking.examine(person, given[0].id, given[2]).shown for person in (OFFICER, HELPER)}
    assert {id_ for id_, shown in asked.items() if shown} == readers


def test_a_submission_of_somebody_elses_participant_does_not_exist(given: Given) -> None:
    with pytest.raises(NotFound):
        checking.examine(HELPER, given[0].id, given[2])


def test_a_submission_of_another_organisation_does_not_exist_there(given: Given) -> None:
    other, _ = in_round.submitted(in_round.round_(), "Another")

    with pytest.raises(NotFound):
        checking.examine(OFFICER, other.id, given[2])


def test_what_is_returned_is_open_again_and_void(given: Given) -> None:
    made, place, submission = given
    assert place.assessment is not None
    checking.return_submission(OFFICER, made.id, submission, decision(place), Return("Please complete.", {}))
    row = assessments.find(db.session, place.assessment.id)

    assert row is not None
    assert (row.state, submissions.standing(db.session, row.id)) == ("returned", None)


def test_the_remarks_stand_where_a_reviewers_stand(given: Given) -> None:
    made, place, submission = given
    assert place.assessment is not None
    giving = Return("Please complete.", {"HAO-B4": "Still open."})
    checking.return_submission(OFFICER, made.id, submission, decision(place), giving)
    review = reviewing.review_of(place.assessment)

    assert [(one.question, one.text) for one in review.remarks] == [("HAO-B4", "Still open.")]
    assert (review.history[0].remark, review.by_programme) == ("Please complete.", True)


def test_those_are_told_who_send_it_again(given: Given) -> None:
    made, place, submission = given
    assert place.organisation is not None
    owner = factories.member(place.organisation)
    factories.member(place.organisation, Role.READER)
    checking.return_submission(OFFICER, made.id, submission, decision(place), Return("Please complete.", {}))

    assert list(db.session.scalars(select(MailMessage.recipient))) == [owner.email]


def test_of_two_who_return_at_once_one_is_told_to_look_again(given: Given) -> None:
    made, place, submission = given
    first = decision(place)
    stale = replace(first, revision=first.revision + 1)

    with pytest.raises(Stale):
        checking.return_submission(OFFICER, made.id, submission, stale, Return("Please complete.", {}))


def test_what_the_organisation_has_reopened_itself_is_not_there_to_be_returned(given: Given) -> None:
    made, place, submission = given
    assert place.assessment is not None
    reopening.reopen(place.assessment.id, decision(place), "A mistake.")

    with pytest.raises(NotFound):
        checking.return_submission(OFFICER, made.id, submission, decision(place), Return("Please complete.", {}))


def test_more_time_can_be_given_with_the_return(given: Given) -> None:
    made, place, submission = given
    giving = Return("Please complete.", {}, date(2027, 1, 31))
    checking.return_submission(OFFICER, made.id, submission, decision(place), giving)
    row = db.session.get(Participant, made.id, populate_existing=True)

    assert row is not None
    assert row.extended_to == date(2027, 1, 31)


def test_a_checked_submission_stands_on_the_board_and_can_be_unchecked(given: Given) -> None:
    made, _, submission = given
    stages = []
    for undo in (False, True):
        checking.mark_checked(OFFICER, made.id, submission, LATER, undo=undo)
        stages.append(board.show_board(OFFICER, made.round_id, board.Wish()).lines[0].stage.value)

    assert stages == ["checked", "submitted"]
