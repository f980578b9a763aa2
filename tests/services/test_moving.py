"""Moving an assessment to a newer version: in one act, without loss, and undone at will."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from assessment.domain.answers import Answer
from assessment.domain.moving import Fate
from assessment.services import (
    answering,
    histories,
    moving,
    reporting,
    results,
    reviewing,
    sessions,
    submissions,
    successions,
    trail,
    version_ends,
)
from assessment.services.answering import Save
from assessment.services.conflicts import Stale
from assessment.services.identifiers import new_id
from assessment.services.moving import Change
from assessment.services.submissions import Validity
from assessment.storage import db, moves
from assessment.storage.tables import Comment, Evidence, PlanAction, Submission, TrailDetail, TrailLine
from tests import factories
from tests.moves import ALTAI, NEWEST, PILOT, Mover, mover, present

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

# Kept with another id, dropped, and with the same id in both versions.
KEPT, HOME, DROPPED, SAME = "P1.3.2b", "HAO-B4", "P1.2.1", "SYS-ADVERSE"
YES, NO = Answer(options=("yes",)), Answer(options=("no",))


@pytest.fixture
def scene(any_app: Flask) -> Iterator[Mover]:
    with any_app.app_context():
        yield mover()


@pytest.fixture
def quick(context: None) -> Mover:  # noqa: ARG001 - opened for the whole test
    return mover()


def test_the_newest_version_that_can_be_reached_is_offered(quick: Mover) -> None:
    assert moving.newer_version(quick.now(), factories.NOW.date()) == NEWEST


def test_a_chain_of_steps_leads_further_than_its_first(quick: Mover) -> None:
    way = successions.succession("altai", "2019.1", "2020.2")

    assert way is not None
    assert {len(link.lines) for link in way.links} == {2}
    assert moving.work_out(quick.now(), "2020.2")[1].answers == moving.work_out(quick.now(), "2020.1")[1].answers


def test_nothing_is_offered_where_nothing_is_newer(context: None) -> None:  # noqa: ARG001 - opened for the whole test
    pinned = {"version": ALTAI.version, "fingerprint": ALTAI.fingerprint}
    newest = factories.assessment(factories.system(factories.organisation()), **pinned)

    assert moving.newer_version(newest, factories.NOW.date()) == ""


@pytest.mark.parametrize("values", [{"round_id": "r" * 26}, {"state": "in-review"}, {"state": "submitted"}])
def test_what_is_closed_or_in_a_round_stays_with_its_version(context: None, values: dict[str, str]) -> None:  # noqa: ARG001 - opened for the whole test
    pinned = {"version": PILOT.version, "fingerprint": PILOT.fingerprint}
    row = factories.assessment(factories.system(factories.organisation()), **pinned | values)

    assert moving.newer_version(row, factories.NOW.date()) == ""


def test_a_move_is_one_act_that_pins_the_newer_version_and_stores_what_is_carried(scene: Mover) -> None:
    expected = moving.work_out(scene.now(), NEWEST)[1].answers
    lines = db.session.query(TrailLine).count()

    scene.move()

    row = scene.now()
    assert (row.version, row.fingerprint) == (ALTAI.version, ALTAI.fingerprint)
    assert present(scene) == expected
    newest = db.session.scalars(select(TrailLine).order_by(TrailLine.number.desc())).first()
    assert newest is not None
    assert (newest.event, db.session.query(TrailLine).count()) == ("assessment-moved", lines + 1)
    assert trail.verify(factories.NOW).is_sound


def test_an_undo_gives_back_the_identical_assessment(scene: Mover) -> None:
    before = (present(scene), scene.now().version, scene.now().fingerprint, results.subject(scene.place).digest)
    unchanged = scene.now().changed_at

    scene.move()
    scene.undo()

    row = scene.now()
    after = (present(scene), row.version, row.fingerprint)
    assert after == before[:3]
    assert row.changed_at > unchanged
    assert trail.verify(factories.NOW).is_sound


def test_answers_of_the_older_version_are_in_no_result_of_the_newer(quick: Mover) -> None:
    quick.move()

    assert set(results.present_answers(quick.place).answers) <= set(ALTAI.by_id)


def test_the_history_of_a_carried_answer_goes_on_and_that_of_the_older_one_stays(quick: Mover) -> None:
    quick.move()

    assert [one.origin for one in histories.history(quick.id, HOME)] == ["moved"]
    assert [one.origin for one in histories.history(quick.id, KEPT)] == ["typed"]


def test_an_answer_that_stays_what_it_was_gets_no_new_version(quick: Mover) -> None:
    quick.move()

    assert [one.origin for one in histories.history(quick.id, SAME)] == ["typed"]


def test_who_moves_an_assessment_has_not_given_its_answers(quick: Mover) -> None:
    other = sessions.person_of(factories.member(quick.organisation))
    change = Change(other, quick.now().revision, quick.later())

    moving.move_assessment(quick.id, NEWEST, change)

    assert not reviewing.answered_most(quick.id, other)
    assert reviewing.answered_most(quick.id, quick.person)


def test_a_page_from_before_cannot_move_an_assessment(quick: Mover) -> None:
    change = quick.change()
    quick.go("send-for-review", "withdraw")

    with pytest.raises(Stale):
        moving.move_assessment(quick.id, NEWEST, change)

    assert quick.now().version == "2019.1"


def test_nobody_moves_an_assessment_to_what_is_not_offered(quick: Mover) -> None:
    with pytest.raises(Stale):
        quick.move("2019.1")


def test_an_undo_keeps_what_was_answered_since_to_what_both_versions_ask(quick: Mover) -> None:
    quick.move()
    quick.give({SAME: NO, HOME: Answer(options=("not-in-place",))})

    quick.undo()

    assert [present(quick)[id_] for id_ in (SAME, KEPT)] == [NO, NO]


def test_what_only_the_newer_version_asks_comes_back_with_the_next_move(quick: Mover) -> None:
    quick.move()
    quick.give({"FR1": YES, "FR1.1": Answer(options=("started",))})
    quick.undo()
    assert "FR1" not in present(quick)

    quick.move()

    assert [present(quick)[id_] for id_ in ("FR1", "FR1.1")] == [YES, Answer(options=("started",))]


def test_an_older_answer_that_was_changed_after_an_undo_goes_before_what_waits(quick: Mover) -> None:
    quick.move()
    quick.give({HOME: Answer(options=("in-place-and-checked",))})
    quick.undo()
    quick.give({KEPT: NO})

    quick.move()

    assert present(quick)[HOME] == Answer(options=("not-in-place",))


def test_a_move_can_be_done_and_undone_over_and_over(quick: Mover) -> None:
    before = present(quick)
    for _ in range(3):
        quick.move()
        after = present(quick)
        quick.undo()
        assert present(quick) == before
    quick.move()

    assert present(quick) == after


def test_after_a_submission_a_move_stays(quick: Mover) -> None:
    quick.move()
    quick.go("send-for-review", "sign", "submit", "reopen")

    assert moving.standing_move(quick.now()) is None


def test_an_undo_waits_until_the_assessment_is_open(quick: Mover) -> None:
    quick.move()
    standing = moving.standing_move(quick.now())
    quick.go("send-for-review")

    assert standing is not None
    with pytest.raises(Stale):
        moving.undo_move(quick.id, standing.id, quick.change())


def test_a_submission_of_the_older_version_stays_what_it_was_to_the_byte(scene: Mover) -> None:
    scene.go("send-for-review", "sign", "submit")
    row = db.session.scalars(select(Submission)).one()
    frozen, score = (row.answers, row.score, row.digest), results.subject(scene.place, row.number)
    text = results.as_file(score.scored)
    scene.go("reopen")

    scene.move()

    again = results.subject(scene.place, row.number)
    assert (again.submission.answers, again.submission.score, again.submission.digest) == frozen  # type: ignore[union-attr] # it is one
    assert (results.as_file(again.scored), again.scored.scorecard) == (text, score.scored.scorecard)
    assert submissions.show_submission(scene.id, row.id)[1] is Validity.VOIDED


@pytest.mark.slow
def test_the_report_of_a_submission_of_the_older_version_keeps_every_byte(quick: Mover) -> None:
    quick.go("send-for-review", "sign", "submit")
    before = reporting.make_report(results.subject(quick.place, 1).scored)
    quick.go("reopen")

    quick.move()

    assert reporting.make_report(results.subject(quick.place, 1).scored) == before


def test_what_stands_beside_a_question_goes_along_and_comes_back(quick: Mover) -> None:
    for table in (Comment, Evidence, PlanAction):
        _beside(quick, table, KEPT)
    _beside(quick, Comment, DROPPED)

    quick.move()
    moved = moves.beside(db.session, quick.id)
    quick.undo()

    assert moved == {HOME: (1, 1, 1), DROPPED: (1, 0, 0)}
    assert moves.beside(db.session, quick.id) == {KEPT: (1, 1, 1), DROPPED: (1, 0, 0)}


def test_what_stood_at_one_of_several_questions_that_became_one_comes_back_to_it(quick: Mover) -> None:
    _beside(quick, Comment, "P1.3.1c")

    quick.move()
    joined = moves.beside(db.session, quick.id)
    quick.undo()

    assert (joined, moves.beside(db.session, quick.id)) == ({"HAO-B1": (1, 0, 0)}, {"P1.3.1c": (1, 0, 0)})


def test_what_was_said_since_goes_back_to_the_older_question(quick: Mover) -> None:
    quick.move()
    _beside(quick, Comment, HOME)

    quick.undo()

    assert moves.beside(db.session, quick.id) == {KEPT: (1, 0, 0)}


def test_an_answer_to_a_version_that_the_assessment_has_left_is_refused(quick: Mover) -> None:
    quick.move()
    late = [Save(DROPPED, 1, NO)]

    with pytest.raises(answering.Moved) as refused:
        answering.save_answers(quick.id, late, by="a", at=quick.later(), save_id=new_id(), version="2019.1")

    assert refused.value.version == NEWEST


def test_a_version_that_has_ended_is_not_offered(quick: Mover) -> None:
    end = factories.NOW.date()
    version_ends.end_version("altai", NEWEST, end, quick.person, factories.NOW)

    assert moving.newer_version(quick.now(), end) == NEWEST
    assert moving.newer_version(quick.now(), end + timedelta(days=1)) != NEWEST


def test_what_a_move_did_is_in_the_trail(quick: Mover) -> None:
    found = moving.move_assessment(quick.id, NEWEST, Change(quick.person, quick.now().revision, quick.later()))

    content = db.session.scalars(select(TrailDetail.content).order_by(TrailDetail.number.desc())).first() or ""
    assert f'"carried":{len(found.of(Fate.CARRIED))}' in content
    assert f'"retired":{len(found.retired)}' in content


def _beside(scene: Mover, table: type[Comment | Evidence | PlanAction], question: str) -> None:
    common = {"id": new_id(), "assessment_id": scene.id, "question_id": question}
    of_organisation = common | {"organisation_id": scene.organisation.id}
    row: Comment | Evidence | PlanAction
    if table is Comment:
        row = Comment(**common, text="Why?", written_by=scene.person.id, written_at=factories.NOW)
    elif table is Evidence:
        row = Evidence(**of_organisation, name="a", added_by=scene.person.id, added_at=factories.NOW)
    else:
        row = PlanAction(
            **of_organisation, system_id=scene.system.id, title="Do it", created_by=scene.person.id,
            created_at=factories.NOW, changed_at=factories.NOW,
        )  # fmt: skip
    factories._kept(row, {})  # noqa: SLF001 - rows without a factory of their own
