"""Assessing again: a former answer is a proposal until somebody confirms it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from assessment import storage
from assessment.content import files
from assessment.domain import carrying, trend
from assessment.domain.access import Role
from assessment.domain.answers import Answer, Evidence, State
from assessment.domain.carrying import Carried
from assessment.domain.questionnaire import Depth
from assessment.services import (
    again,
    answers,
    assessments,
    progress,
    sessions,
    submissions,
    trail,
    version_changes,
)
from assessment.services.answering import Closed, Save, save_answers
from assessment.services.erasing.assessments import delete_assessment
from assessment.storage import db
from assessment.storage.tables import AnswerChange, Assessment, Comment, StoredAnswer, Submission
from assessment.storage.tables import Evidence as Proof
from tests import factories
from tests.domain import build
from tests.moves import ALTAI as NEWER
from tests.moves import Mover, mover
from tests.services.test_steps import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

ALTAI = files.load("altai", "2020.1")
LATER = factories.NOW + timedelta(days=365)
EASY = ("SYS-INTERACTS", "SYS-PERSONAL-DATA", "FR1")


def _begun() -> tuple[Scene, Assessment]:
    """Submit an assessment, and begin one that follows it."""
    organisation = factories.organisation()
    system = factories.system(organisation)
    made = factories.assessment(system)
    factories.answers(made, factories.every_answer(ALTAI))
    person = sessions.person_of(factories.member(organisation, Role.OWNER))
    scene = Scene(organisation, system, made, person)
    scene.go("send-for-review", "sign", "submit")
    id_ = assessments.start_assessment(system, ALTAI, Depth.FULL, person, LATER, follows=scene.id)
    found = db.session.get(Assessment, id_)
    assert found is not None
    return scene, found


@pytest.fixture
def begun(any_app: Flask) -> Iterator[tuple[Scene, Assessment]]:
    with any_app.app_context():
        yield _begun()


@pytest.fixture
def quick(context: None) -> tuple[Scene, Assessment]:  # noqa: ARG001 - opened for the whole test
    return _begun()


def _states(assessment: Assessment) -> dict[str, Carried]:
    found = again.compare_with_former(assessment, ALTAI)
    assert found is not None
    return {line.question.id: line.state for line in found.lines}


def _confirm(scene: Scene, assessment: Assessment, *questions: str, save: str = "first") -> int:
    return again.confirm_answers(assessment, ALTAI, questions, scene.person, LATER, save)


def test_at_first_everything_waits_to_be_confirmed_and_nothing_counts(begun: tuple[Scene, Assessment]) -> None:
    _, new = begun

    assert {_states(new)[question] for question in EASY} == {Carried.TO_CONFIRM}
    assert answers.given_answers(new.id) == {}
    assert progress.standing_of(new, ALTAI, LATER).total.done == 0


def test_a_confirmed_answer_is_the_persons_own_and_counts(begun: tuple[Scene, Assessment]) -> None:
    scene, new = begun

    assert _confirm(scene, new, *EASY) == 3

    assert set(answers.given_answers(new.id)) == set(EASY)
    assert {_states(new)[question] for question in EASY} == {Carried.UNCHANGED}
    kept = db.session.query(AnswerChange).filter_by(assessment_id=new.id).all()
    assert {(row.origin, row.changed_by, row.version) for row in kept} == {("confirmed", scene.person.id, 1)}
    assert [f for f in trail.verify(LATER).faults if f.about.startswith(new.id)] == []


def test_confirming_never_overwrites_what_somebody_answered_meanwhile(quick: tuple[Scene, Assessment]) -> None:
    scene, new = quick
    mine = Answer(State.DONT_KNOW)
    save_answers(new.id, [Save("FR1", 0, mine)], by=scene.person.id, at=LATER, save_id="mine")

    assert _confirm(scene, new, *EASY) == 2
    assert answers.given_answers(new.id)["FR1"] == mine


def test_confirming_twice_is_harmless(quick: tuple[Scene, Assessment]) -> None:
    scene, new = quick

    assert _confirm(scene, new, *EASY) == 3
    assert _confirm(scene, new, *EASY) == 0
    assert db.session.query(AnswerChange).filter_by(assessment_id=new.id).count() == 3


def test_an_answer_that_was_taken_back_can_be_confirmed_again(quick: tuple[Scene, Assessment]) -> None:
    scene, new = quick
    _confirm(scene, new, "FR1")
    save_answers(new.id, [Save("FR1", 1, None)], by=scene.person.id, at=LATER, save_id="back")

    assert _confirm(scene, new, "FR1", save="second") == 1
    assert _states(new)["FR1"] is Carried.UNCHANGED


def test_a_question_that_is_not_of_this_assessment_is_not_confirmed(quick: tuple[Scene, Assessment]) -> None:
    scene, new = quick

    assert _confirm(scene, new, "HAO-Z9") == 0


def test_a_change_asks_for_its_reason_and_keeps_it_in_the_history(quick: tuple[Scene, Assessment]) -> None:
    scene, new = quick
    save_answers(new.id, [Save("FR1", 0, Answer(options=("no",)))], by=scene.person.id, at=LATER, save_id="new")
    before = again.compare_with_former(new, ALTAI)
    assert before is not None
    assert [line.question.id for line in before.unexplained] == ["FR1"]

    reasons = {"FR1": " The model was replaced. ", "FR2": "Nothing changed here.", "SYS-INTERACTS": ""}
    assert again.explain_changes(new, ALTAI, reasons, scene.person, LATER, "why") == 1

    after = again.compare_with_former(new, ALTAI)
    assert after is not None
    assert after.unexplained == ()
    assert after.reasons == {"FR1": "The model was replaced."}
    assert answers.stored_answers(new.id)["FR1"].version == 2
    assert [f for f in trail.verify(LATER).faults if f.about.startswith(new.id)] == []


def test_the_same_reason_again_is_no_new_version(quick: tuple[Scene, Assessment]) -> None:
    scene, new = quick
    save_answers(new.id, [Save("FR1", 0, Answer(options=("no",)))], by=scene.person.id, at=LATER, save_id="new")
    kept = [
        again.explain_changes(new, ALTAI, {"FR1": reason}, scene.person, LATER, "why")
        for reason in ("It was replaced.", "It was replaced.", "It was retrained.")
    ]

    assert (kept, answers.stored_answers(new.id)["FR1"].version) == ([1, 0, 1], 3)


def test_nothing_is_confirmed_while_it_is_reviewed(quick: tuple[Scene, Assessment]) -> None:
    scene, new = quick
    with storage.transaction() as session:
        session.execute(update(Assessment).where(Assessment.id == new.id).values(state="in-review"))

    with pytest.raises(Closed):
        _confirm(scene, new, *EASY)


def test_a_reopened_submission_is_still_what_is_followed(quick: tuple[Scene, Assessment]) -> None:
    scene, new = quick
    scene.go("reopen")

    assert _states(new)["FR1"] is Carried.TO_CONFIRM


def test_an_assessment_that_follows_none_has_nothing_to_compare(quick: tuple[Scene, Assessment]) -> None:
    assert again.compare_with_former(quick[0].now(), ALTAI) is None


def test_new_wording_asks_anew_and_a_better_note_is_no_change() -> None:
    old = build.questionnaire(build.measure("R-A1"), build.measure("R-A2"), build.measure("R-A3"))
    reworded = build.measure("R-A2", options=build.YES_SOME_NO_VALUED)
    new = build.questionnaire(build.measure("R-A1"), reworded, build.measure("R-A3"), build.measure("R-A4"))
    former = build.answers({"R-A1": "started", "R-A2": "started", "R-A3": "started"})
    noted = Answer(options=("started",), evidence=Evidence.E3, note="Seen.")

    lines = carrying.compare((old, former), (new, {"R-A3": noted}), Depth.FULL)

    assert [line.state for line in lines] == [
        Carried.TO_CONFIRM, Carried.REWORDED, Carried.UNCHANGED, Carried.NEW,
    ]  # fmt: skip


def test_progress_over_time_reads_the_frozen_scores(quick: tuple[Scene, Assessment]) -> None:
    scene, new = quick
    everything = [question.id for question in ALTAI.questions]
    _confirm(scene, new, *everything)
    _confirm(scene, new, *everything, save="second")
    second = Scene(scene.organisation, scene.system, new, scene.person)
    second.go("send-for-review", "sign", "submit")

    ((found, courses),) = submissions.courses_of_system(scene.system.id)

    assert len(found) == 2
    assert {course.change for course in courses} <= {0, None}
    assert [len(course.points) for course in courses] == [2] * len(ALTAI.rows)


def test_a_withheld_score_is_no_zero() -> None:
    rows: list[dict[str, Any]] = [
        {"requirements": [{"id": "HAO", "score": None, "band": None, "target": "in-place"}]},
        {"requirements": [{"id": "HAO", "score": "0", "band": "not-yet", "target": "in-place"}]},
        {"requirements": [{"id": "HAO", "score": "1/3", "band": "started", "target": "in-place"}]},
    ]

    course = trend.courses(rows)[0]

    assert [point.score if point else 7 for point in course.points] == [None, 0, course.change]
    assert trend.courses([]) == ()


def test_deleting_leaves_nothing_but_a_line_and_a_sound_trail(begun: tuple[Scene, Assessment]) -> None:
    scene, new = begun
    _confirm(scene, new, *EASY)
    row = scene.now()
    delete_assessment(row.id, scene.person.id, LATER)
    assert trail.verify(LATER).is_sound

    delete_assessment(new.id, scene.person.id, LATER)
    assert trail.verify(LATER).is_sound


def test_deleting_takes_everything_of_one_and_nothing_of_another(begun: tuple[Scene, Assessment]) -> None:
    scene, new = begun
    _confirm(scene, new, *EASY)
    gone = scene.now().id

    delete_assessment(gone, scene.person.id, LATER)

    for table in (AnswerChange, StoredAnswer, Submission, Comment, Proof):
        assert db.session.query(table).filter_by(assessment_id=gone).count() == 0
    assert db.session.query(StoredAnswer).filter_by(assessment_id=new.id).count() == 3
    assert again.compare_with_former(new, ALTAI) is None


@pytest.fixture
def over_versions(context: None) -> tuple[Mover, Assessment]:  # noqa: ARG001 - opened for the whole test
    """Submit an assessment of the pilot list, and begin one of the newest list that follows it."""
    scene = mover()
    scene.go("send-for-review", "sign", "submit")
    id_ = assessments.start_assessment(scene.system, NEWER, Depth.FULL, scene.person, LATER, follows=scene.id)
    found = db.session.get(Assessment, id_)
    assert found is not None
    return scene, found


def _compared(assessment: Assessment) -> again.Comparison:
    found = again.compare_with_former(assessment, NEWER)
    assert found is not None
    return found


def test_answers_of_an_older_version_wait_where_the_crosswalk_keeps_them(
    over_versions: tuple[Mover, Assessment],
) -> None:
    lines = {line.question.id: line for line in _compared(over_versions[1]).lines}

    kept, worded, split = lines["HAO-B4"], lines["HAO-A3.1"], lines["FR2"]
    assert (kept.state, kept.former) == (Carried.TO_CONFIRM, Answer(options=("in-place",)))
    assert (worded.state, worded.former) == (Carried.REWORDED, Answer(options=("in-place",)))
    assert (split.state, split.former) == (Carried.REWORDED, None)
    assert [origin.question.id for origin in split.origins] == ["P1.1.1", "P7.2.1"]


def test_what_the_newer_version_does_not_ask_is_listed(over_versions: tuple[Mover, Assessment]) -> None:
    assert "P1.2.1" in [one.question.id for one in _compared(over_versions[1]).retired]


@pytest.mark.parametrize(("with_proposals", "count"), [(False, 1), (True, 2)], ids=["all-at-once", "one-by-one"])
def test_a_proposal_is_confirmed_only_by_itself(
    over_versions: tuple[Mover, Assessment], count: int, *, with_proposals: bool
) -> None:
    scene, new = over_versions
    questions = ("HAO-B4", "HAO-A3.1", "FR2")

    done = again.confirm_answers(
        new, NEWER, questions, scene.person, LATER, "first", with_proposals=with_proposals
    )  # fmt: skip

    assert (done, len(answers.given_answers(new.id))) == (count, count)


def test_who_answers_otherwise_than_proposed_owes_no_reason(over_versions: tuple[Mover, Assessment]) -> None:
    scene, new = over_versions
    saves = [Save("HAO-A3.1", 0, Answer(options=("started",))), Save("HAO-B4", 0, Answer(options=("started",)))]
    save_answers(new.id, saves, by=scene.person.id, at=LATER, save_id="typed")

    found = _compared(new)
    assert [line.question.id for line in found.of(Carried.ANEW)] == ["HAO-A3.1"]
    assert [line.question.id for line in found.unexplained] == ["HAO-B4"]


def test_a_course_compares_only_what_asks_the_same(over_versions: tuple[Mover, Assessment]) -> None:
    scene, new = over_versions
    factories.answers(new, factories.every_answer(NEWER))
    later = Mover(scene.organisation, scene.system, new, scene.person, hours=100)
    later.go("send-for-review", "sign", "submit")

    ((found, courses),) = submissions.courses_of_system(scene.system.id)

    assert [one.version for one in found] == ["2019.1", NEWER.version]
    known = [course for course in courses if course.points[0] is not None]
    assert len(known) == 7
    assert {(course.points[0].is_comparable, course.change) for course in known if course.points[0]} == {(False, None)}


def test_rows_stay_comparable_over_a_chain_of_patches() -> None:
    rows = version_changes.rows_alike("altai", "2020.1", "2020.2")

    assert rows == {row.id for row in ALTAI.rows}
    assert version_changes.rows_alike("altai", "2019.1", "2020.2") == frozenset()
    assert version_changes.questions_alike("altai", "2019.1", "2020.1") == (33, len(ALTAI.questions))
