"""Saving answers: nothing acknowledged is lost, applied twice or written over unseen, on each kind of database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from assessment import storage
from assessment.domain.answer_form import NotOnTheForm
from assessment.domain.answers import Answer, Evidence, State
from assessment.domain.trail import ANSWERS
from assessment.services import answering, histories
from assessment.services.answering import Outcome, Save
from assessment.services.answers import stored_answers
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.storage import db
from assessment.storage.tables import Assessment, TrailDetail, TrailLine
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from assessment.services.answering import Result

YES, NO = Answer(options=("yes",)), Answer(options=("no",))
SOME = Answer(options=("to-some-extent",))
Q, R = "HAO-A1", "HAO-A2"


@dataclass
class Desk:
    """One assessment and the people who answer it."""

    assessment: str
    amina: str
    bo: str
    saves: int = 0

    def save(self, question: str, base: int, answer: Answer | None, by: str = "", save_id: str = "") -> Result:
        return self.save_all([Save(question, base, answer)], by, save_id)[0]

    def save_all(self, saves: list[Save], by: str = "", save_id: str = "") -> tuple[Result, ...]:
        self.saves += 1
        at = factories.NOW + timedelta(minutes=self.saves)
        return answering.save_answers(
            self.assessment, saves, by=by or self.amina, at=at, save_id=save_id or f"save-{self.saves}"
        )

    def stored(self, question: str = Q) -> tuple[int, Answer | None]:
        found = stored_answers(self.assessment, [question])
        return (found[question].version, found[question].answer) if question in found else (0, None)

    def lines(self) -> list[TrailLine]:
        return list(db.session.scalars(select(TrailLine).order_by(TrailLine.number)))

    def close(self) -> None:
        with storage.transaction() as session:
            session.execute(update(Assessment).values(state="in-review"))


@pytest.fixture
def desk(any_app: Flask) -> Iterator[Desk]:
    with any_app.app_context():
        organisation = factories.organisation()
        assessment = factories.assessment(factories.system(organisation)).id
        amina = factories.account("Amina Otieno").id
        yield Desk(assessment, amina, factories.account("Bo Chen").id)


def test_a_first_answer_is_stored_as_version_one(desk: Desk) -> None:
    result = desk.save(Q, 0, YES)

    assert (result.outcome, result.version, desk.stored()) == (Outcome.SAVED, 1, (1, YES))


def test_an_answer_based_on_the_present_version_becomes_the_next_one(desk: Desk) -> None:
    desk.save(Q, 0, YES)

    assert desk.save(Q, 1, NO, desk.bo).outcome is Outcome.SAVED
    assert desk.stored() == (2, NO)


def test_what_both_changed_is_not_applied_and_shows_what_the_other_wrote(desk: Desk) -> None:
    desk.save(Q, 0, YES)
    desk.save(Q, 1, NO, desk.bo)

    result = desk.save(Q, 1, SOME)

    assert result.outcome is Outcome.CONFLICT
    assert result.theirs is not None
    assert (result.mine, result.theirs.answer, result.theirs.name, result.version) == (SOME, NO, "Bo Chen", 2)
    assert desk.stored() == (2, NO)


def test_the_other_answers_of_a_request_with_a_conflict_are_saved(desk: Desk) -> None:
    desk.save(Q, 0, YES, desk.bo)

    results = desk.save_all([Save(Q, 0, NO), Save(R, 0, NO)])

    assert [result.outcome for result in results] == [Outcome.CONFLICT, Outcome.SAVED]
    assert desk.stored(R) == (1, NO)


def test_the_same_answer_from_two_people_is_no_conflict(desk: Desk) -> None:
    desk.save(Q, 0, YES, desk.bo)

    assert desk.save(Q, 0, YES).outcome is Outcome.UNCHANGED
    assert desk.stored() == (1, YES)


def test_an_answer_its_author_did_not_touch_leaves_a_colleagues_change_alone(desk: Desk) -> None:
    desk.save(Q, 0, YES)
    desk.save(Q, 1, NO, desk.bo)

    assert desk.save(Q, 1, YES).outcome is Outcome.UNCHANGED
    assert desk.stored() == (2, NO)


def test_a_repeated_save_gives_the_first_result_and_writes_nothing(desk: Desk) -> None:
    desk.save(Q, 0, YES, save_id="once-only")
    before = len(desk.lines())

    again = desk.save(Q, 0, YES, save_id="once-only")

    assert (again.outcome, again.version, len(desk.lines())) == (Outcome.SAVED, 1, before)


def test_a_repeated_save_never_takes_back_what_came_later(desk: Desk) -> None:
    desk.save(Q, 0, YES, save_id="once-only")
    desk.save(Q, 1, NO, desk.bo)

    again = desk.save(Q, 0, YES, save_id="once-only")

    assert (again.outcome, again.version, desk.stored()) == (Outcome.SAVED, 1, (2, NO))


def test_a_page_sent_again_with_a_further_change_is_no_conflict_with_itself(desk: Desk) -> None:
    desk.save(Q, 0, YES, save_id="one-page")

    assert desk.save(Q, 0, NO, save_id="one-page").outcome is Outcome.SAVED
    assert desk.stored() == (2, NO)


def test_a_late_repetition_of_a_pages_first_save_does_not_undo_its_second(desk: Desk) -> None:
    desk.save(Q, 0, YES, save_id="one-page")
    desk.save(Q, 0, NO, save_id="one-page")

    assert desk.save(Q, 0, YES, save_id="one-page").outcome is Outcome.CONFLICT
    assert desk.stored() == (2, NO)


def test_a_version_from_the_future_is_a_conflict(desk: Desk) -> None:
    desk.save(Q, 0, YES, desk.bo)

    assert desk.save(Q, 9, NO).outcome is Outcome.CONFLICT


def test_a_draft_is_kept_as_typed_and_marked(desk: Desk) -> None:
    draft = Answer(State.NOT_APPLICABLE, note="ask Bo\n  about this ")

    desk.save("HAO-B2", 0, draft)

    found = stored_answers(desk.assessment)["HAO-B2"]
    assert (found.answer, found.is_valid) == (draft, False)


def test_an_answer_can_be_taken_back(desk: Desk) -> None:
    desk.save(Q, 0, YES)

    assert desk.save(Q, 1, None).outcome is Outcome.SAVED
    assert desk.stored() == (2, None)


def test_an_empty_answer_to_an_open_question_is_nothing(desk: Desk) -> None:
    assert desk.save(Q, 0, None).outcome is Outcome.UNCHANGED
    assert desk.lines() == []


def test_a_text_that_is_too_long_is_given_back_and_the_rest_is_saved(desk: Desk) -> None:
    results = desk.save_all([Save(Q, 0, Answer(options=("yes",), note="x" * 10_001)), Save(R, 0, NO)])

    assert [result.outcome for result in results] == [Outcome.TOO_LONG, Outcome.SAVED]
    assert desk.stored() == (0, None)


def test_ticks_in_another_order_are_the_same_answer(desk: Desk) -> None:
    desk.save("HAO-B1", 0, Answer(options=("on-the-loop", "in-the-loop")))

    assert desk.save("HAO-B1", 1, Answer(options=("in-the-loop", "on-the-loop"))).outcome is Outcome.UNCHANGED


@pytest.mark.parametrize(
    "save",
    [
        Save("XX-1", 0, YES),
        Save(Q, 0, Answer(options=("started",))),
        Save("HAO-A6", 0, Answer(cells=(("nobody", "likely"),))),
    ],
)
def test_what_no_form_offers_is_refused_whole(desk: Desk, save: Save) -> None:
    with pytest.raises(NotOnTheForm):
        desk.save_all([Save(R, 0, NO), save])

    assert desk.stored(R) == (0, None)


def test_a_closed_assessment_takes_no_answers(desk: Desk) -> None:
    desk.close()

    with pytest.raises(answering.Closed):
        desk.save(Q, 0, YES)

    assert desk.stored() == (0, None)


def test_an_unknown_assessment_is_not_found(desk: Desk) -> None:
    desk.assessment = new_id()

    with pytest.raises(NotFound):
        desk.save(Q, 0, YES)


def test_one_request_writes_one_line_that_names_versions_and_digests_and_no_text(desk: Desk) -> None:
    desk.save_all([Save(Q, 0, Answer(options=("yes",), note="a secret")), Save(R, 0, NO)])

    content = db.session.scalars(select(TrailDetail.content)).one()
    assert len(desk.lines()) == 1
    assert f'"{ANSWERS}":[["{Q}",1,' in content
    assert "secret" not in content


def test_a_former_version_is_restored_as_a_new_one(desk: Desk) -> None:
    desk.save(Q, 0, YES)
    desk.save(Q, 1, NO, desk.bo)

    result = answering.restore_answer(
        desk.assessment, Q, 1, base=2, by=desk.amina, at=factories.NOW, save_id="restoring"
    )

    assert (result.outcome, desk.stored()) == (Outcome.SAVED, (3, YES))
    assert [version.origin for version in histories.history(desk.assessment, Q)] == ["restored", "typed", "typed"]


def test_restoring_over_an_unseen_change_is_a_conflict(desk: Desk) -> None:
    desk.save(Q, 0, YES)
    desk.save(Q, 1, NO)
    desk.save(Q, 2, SOME, desk.bo)

    result = answering.restore_answer(
        desk.assessment, Q, 1, base=2, by=desk.amina, at=factories.NOW, save_id="restoring"
    )

    assert (result.outcome, desk.stored()) == (Outcome.CONFLICT, (3, SOME))


def test_undoing_a_save_gives_former_answers_back_but_not_over_a_colleagues(desk: Desk) -> None:
    desk.save(Q, 0, YES)
    desk.save_all([Save(Q, 1, NO), Save(R, 0, YES)], save_id="mistake")
    desk.save(R, 1, NO, desk.bo)

    answering.undo_save(desk.assessment, "mistake", [Q, R], by=desk.amina, at=factories.NOW, save_id="undoing")

    assert (desk.stored(Q), desk.stored(R)) == ((3, YES), (2, NO))


def test_the_history_tells_who_wrote_what_and_what_was_there_before(desk: Desk) -> None:
    desk.save(Q, 0, YES)
    desk.save(Q, 1, Answer(options=("yes",), evidence=Evidence.E2), desk.bo)

    newest, first = histories.history(desk.assessment, Q)

    assert (newest.name, newest.before, first.name, first.before) == ("Bo Chen", YES, "Amina Otieno", None)
