"""The trail proves itself: every attack on it is reported, on both databases."""

from __future__ import annotations

from dataclasses import asdict, astuple, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert, select, update

from assessment import storage
from assessment.domain.trail import Event, Line, digest_of, seal
from assessment.domain.trail_proof import FaultKind
from assessment.services import anchors
from assessment.services import trail as trails
from assessment.storage import acts, db, trail
from assessment.storage.tables import AnswerChange, Assessment, StoredAnswer, TrailDetail, TrailHead, TrailLine
from tests import factories
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

LINES = 8
NUMBERS = range(1, LINES + 1)


@pytest.fixture
def filled(any_app: Flask) -> Iterator[Assessment]:
    """Give an assessment whose trail has eight lines, of which five wrote an answer."""
    with any_app.app_context():
        assessment = factories.assessment(factories.system(factories.organisation()))
        for number in range(3):
            with acts.act(Event.COMMENTED, by="amina", at=NOW, subject=f"subject{number}") as done:
                done.content["comment"] = f"c{number}"
        for version in range(1, 6):
            save(assessment, version)
        yield assessment
        db.session.rollback()


def save(assessment: Assessment, version: int, value: str = "") -> None:
    """Save an answer as the program does: the answer, its history and its line."""
    stored = value or f'{{"text":"version {version}"}}'
    row = {"assessment_id": assessment.id, "question_id": "HAO-A1", "version": version, "value": stored}
    by = {"changed_by": "amina", "changed_at": NOW}
    with acts.act(Event.ANSWERS_SAVED, by="amina", at=NOW, subject=assessment.id) as done:
        done.session.execute(insert(AnswerChange).values(**row, **by, save_id=f"save{version}"))
        done.session.execute(delete(StoredAnswer).where(StoredAnswer.assessment_id == assessment.id))
        done.session.execute(insert(StoredAnswer).values(**row, **by, is_valid=True))
        done.note_answer("HAO-A1", version, stored)


def found() -> set[tuple[FaultKind, int]]:
    return {(fault.kind, fault.number) for fault in trails.verify(NOW).faults}


def attack(*statements: Any) -> None:  # noqa: ANN401 - SQL statements have no common public type
    with storage.transaction() as session:
        for statement in statements:
            session.execute(statement)


def line(number: int) -> Line:
    row = db.session.execute(select(*TrailLine.__table__.columns).where(TrailLine.number == number)).one()
    return Line(**row._asdict())


def test_an_honest_trail_is_sound(filled: Assessment) -> None:
    report = trails.verify(NOW)

    assert (report.is_sound, report.lines, report.newer) == (True, LINES, LINES), report.faults
    assert filled.id


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("column", ["at", "event", "subject", "commitment", "previous", "digest"])
def test_a_changed_character_of_any_column_is_reported(column: str) -> None:
    unnoticed = []
    for number in (1, 4, LINES):
        before = getattr(line(number), column)
        for position in {0, len(before) // 2, len(before) - 1}:
            other = "x" if before[position] != "x" else "y"
            changed = before[:position] + other + before[position + 1 :]
            attack(update(TrailLine).where(TrailLine.number == number).values({column: changed}))
            if (FaultKind.CHANGED, number) not in found():
                unnoticed.append((number, position))
        attack(update(TrailLine).where(TrailLine.number == number).values({column: before}))

    assert unnoticed == []
    assert found() == set()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("column", ["salt", "actor", "content"])
def test_a_changed_detail_is_reported(column: str) -> None:
    attack(update(TrailDetail).where(TrailDetail.number == 2).values({column: "ab" * 13}))

    assert found() == {(FaultKind.DETAIL, 2)}


@pytest.mark.usefixtures("filled")
def test_a_removed_detail_is_reported() -> None:
    attack(delete(TrailDetail).where(TrailDetail.number == 2))

    assert found() == {(FaultKind.DETAIL, 2)}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("number", [1, 3])
def test_a_removed_line_is_reported(number: int) -> None:
    attack(delete(TrailLine).where(TrailLine.number == number))

    assert found() == {(FaultKind.REMOVED, number)}


@pytest.mark.usefixtures("filled")
def test_a_renumbered_line_is_reported_where_it_was_and_where_it_is() -> None:
    attack(update(TrailLine).where(TrailLine.number == LINES).values(number=99))

    assert {FaultKind.REMOVED, FaultKind.CHANGED} <= {kind for kind, _ in found()}


@pytest.mark.usefixtures("filled")
def test_two_swapped_lines_are_both_reported_as_swapped() -> None:
    for table in (TrailLine, TrailDetail):
        attack(*[update(table).where(table.number == a).values(number=b) for a, b in ((2, 99), (3, 2), (99, 3))])

    assert found() == {(FaultKind.SWAPPED, 2), (FaultKind.SWAPPED, 3)}


@pytest.mark.usefixtures("filled")
def test_a_cut_end_is_reported_by_the_head() -> None:
    attack(delete(TrailLine).where(TrailLine.number > 2), delete(AnswerChange), delete(StoredAnswer))

    assert found() == {(FaultKind.TRUNCATED, 3)}


@pytest.mark.usefixtures("filled")
def test_a_cut_end_with_a_mended_head_is_reported_by_the_anchor() -> None:
    anchors.anchor(NOW)
    attack(
        delete(TrailLine).where(TrailLine.number > 2),
        delete(AnswerChange),
        delete(StoredAnswer),
        update(TrailHead).values(number=2, digest=line(2).digest),
    )

    assert found() == {(FaultKind.TRUNCATED, 3)}


@pytest.mark.usefixtures("filled")
def test_a_wiped_trail_is_reported_by_the_anchor() -> None:
    anchors.anchor(NOW)
    attack(*[delete(table) for table in (TrailLine, TrailDetail, TrailHead, AnswerChange, StoredAnswer)])

    assert found() == {(FaultKind.TRUNCATED, 1)}


@pytest.mark.usefixtures("filled")
def test_a_wrong_head_is_reported() -> None:
    attack(update(TrailHead).values(number=2, digest=line(2).digest))

    assert found() == {(FaultKind.HEAD, LINES)}


@pytest.mark.usefixtures("filled")
def test_a_line_forged_with_an_unkeyed_hash_is_reported_as_forged() -> None:
    forged = Line(LINES + 1, "2026-11-25T09:30:00.000000Z", "submitted", "x", "00" * 32, line(LINES).digest, "")
    words = [str(value) for value in astuple(forged)[:-1]]
    forged = replace(forged, digest=digest_of("\n".join(words)))
    attack(
        insert(TrailLine).values(**asdict(forged)),
        update(TrailHead).values(number=forged.number, digest=forged.digest),
    )

    assert found() == {(FaultKind.FORGED, LINES + 1)}


@pytest.mark.usefixtures("filled")
def test_a_whole_chain_written_anew_with_another_key_is_reported() -> None:
    key, previous = b"a key of one's own", line(1).previous
    for number in NUMBERS:
        old = line(number)
        fresh = Line(number, old.at, old.event, old.subject, old.commitment, previous, "")
        previous = seal(key, fresh)
        values = {"previous": fresh.previous, "digest": previous}
        attack(update(TrailLine).where(TrailLine.number == number).values(**values))
    attack(update(TrailHead).values(number=LINES, digest=previous))

    assert {(FaultKind.CHANGED, number) for number in NUMBERS} <= found()


def test_an_old_copy_that_was_continued_is_reported_by_the_anchor(filled: Assessment) -> None:
    anchors.anchor(NOW)
    attack(
        *[delete(table).where(table.number > LINES - 1) for table in (TrailLine, TrailDetail)],
        delete(AnswerChange).where(AnswerChange.version == 5),
        update(StoredAnswer).values(version=4, value='{"text":"version 4"}'),
        update(TrailHead).values(number=LINES - 1, digest=line(LINES - 1).digest),
    )
    save(filled, 5, '{"text":"another"}')

    assert found() == {(FaultKind.REPLACED, LINES)}


def test_a_line_of_another_history_is_reported_where_it_does_not_fit(filled: Assessment) -> None:
    last = line(LINES)
    attack(
        *[delete(table).where(table.number > LINES - 2) for table in (TrailLine, TrailDetail)],
        update(TrailHead).values(number=LINES - 2, digest=line(LINES - 2).digest),
    )
    with acts.act(Event.COMMENTED, by="amina", at=NOW, subject=filled.id):
        pass
    attack(
        insert(TrailLine).values(**asdict(last)),
        update(TrailHead).values(number=LINES, digest=last.digest),
    )

    assert (FaultKind.SPLICED, LINES) in found()


@pytest.mark.usefixtures("filled")
def test_a_changed_answer_in_the_history_is_reported_with_its_line() -> None:
    attack(update(AnswerChange).where(AnswerChange.version == 3).values(value='{"text":"never said"}'))

    assert (FaultKind.ANSWER, 6) in found()


@pytest.mark.usefixtures("filled")
def test_a_removed_answer_in_the_history_is_reported_with_its_line() -> None:
    attack(delete(AnswerChange).where(AnswerChange.version == 3))

    assert found() == {(FaultKind.ANSWER, 6)}


def test_an_answer_that_no_line_wrote_is_reported(filled: Assessment) -> None:
    row = {"assessment_id": filled.id, "question_id": "HAO-B1", "version": 1, "value": "{}"}
    by = {"changed_by": "amina", "changed_at": NOW}
    attack(
        insert(AnswerChange).values(**row, **by, save_id="forged"),
        insert(StoredAnswer).values(**row, **by, is_valid=True),
    )

    assert {kind for kind, _ in found()} == {FaultKind.UNRECORDED}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("values", [{"value": '{"text":"never said"}'}, {"version": 4}])
def test_a_present_answer_that_is_not_the_last_of_its_history_is_reported(values: dict[str, object]) -> None:
    attack(update(StoredAnswer).values(**values))

    assert {kind for kind, _ in found()} == {FaultKind.STALE}


@pytest.mark.usefixtures("filled")
def test_a_removed_assessment_without_a_line_of_its_deletion_is_reported() -> None:
    attack(delete(Assessment))

    assert FaultKind.ANSWER in {kind for kind, _ in found()}


@pytest.mark.usefixtures("filled")
def test_erasing_details_to_hide_a_changed_answer_is_reported() -> None:
    attack(update(TrailDetail).values(salt="", actor="", content=""))

    assert (FaultKind.ERASED, 4) in found()


def test_a_deletion_that_is_written_down_leaves_the_trail_sound(filled: Assessment) -> None:
    with acts.act(Event.ASSESSMENT_DELETED, by="amina", at=NOW, subject=filled.id) as done:
        done.session.execute(delete(Assessment).where(Assessment.id == filled.id))
        done.note_deleted(filled.id)
    report = trails.verify(NOW)

    assert (report.is_sound, report.erased) == (True, 5), report.faults


@pytest.mark.usefixtures("filled")
def test_lines_after_the_last_anchor_are_counted() -> None:
    anchors.anchor(NOW)
    with acts.act(Event.COMMENTED, by="amina", at=NOW):
        pass
    report = trails.verify(NOW)

    assert (report.is_sound, report.newer, report.anchors) == (True, 1, 1)


@pytest.mark.usefixtures("filled")
def test_an_anchor_is_made_once_for_one_line() -> None:
    assert anchors.anchor(NOW) == anchors.anchor(NOW + timedelta(days=1))


def anchors_file(app: Flask) -> Path:
    return Path(app.instance_path) / "anchors.jsonl"


@pytest.fixture
def anchored(any_app: Flask, filled: Assessment) -> Path:
    """Give the file of three anchors."""
    for version in (6, 7, 8):
        anchors.anchor(NOW)
        save(filled, version)
    return anchors_file(any_app)


@pytest.mark.parametrize(("old", "new"), [('"number":9', '"number":1'), ('"restored":false', '"restored":true')])
def test_a_changed_anchor_is_reported(anchored: Path, old: str, new: str) -> None:
    anchored.write_text(anchored.read_text("utf-8").replace(old, new), "utf-8")

    assert FaultKind.ANCHOR in {kind for kind, _ in found()}


def test_a_removed_anchor_is_reported_by_the_one_after_it(anchored: Path) -> None:
    first, _, third = anchored.read_text("utf-8").splitlines(keepends=True)
    anchored.write_text(first + third, "utf-8")

    assert FaultKind.ANCHOR in {kind for kind, _ in found()}


def test_an_anchor_signed_with_another_key_is_reported(anchored: Path) -> None:
    (anchored.parent / "anchor-key").unlink()
    anchors.anchor(NOW)
    public, lines = anchors.public_key(), anchored.read_text("utf-8").splitlines()

    assert len(anchors.check_anchors(lines, public)[1]) == 3
    assert anchors.check_anchors(lines[3:], public)[0] == []


def test_a_torn_last_anchor_does_not_count_and_is_replaced(anchored: Path) -> None:
    whole = anchored.read_text("utf-8")
    anchored.write_text(whole[:-40], "utf-8")
    before = trails.verify(NOW)
    anchors.anchor(NOW)
    after = trails.verify(NOW)

    assert (before.is_sound, before.anchors, after.is_sound, after.anchors) == (True, 2, True, 3)


def test_anchors_are_checked_with_the_public_key_alone(anchored: Path) -> None:
    counted, faults = anchors.check_anchors(anchored.read_text("utf-8").splitlines(), anchors.public_key())

    assert ([one.number for one in counted], faults) == ([8, 9, 10], [])


def test_a_copy_of_the_anchors_shows_that_everything_was_put_back(anchored: Path) -> None:
    copied = anchored.read_text("utf-8").splitlines()
    anchored.write_text(copied[0] + "\n", "utf-8")
    attack(
        *[delete(table).where(table.number > LINES) for table in (TrailLine, TrailDetail)],
        delete(AnswerChange).where(AnswerChange.version > 5),
        update(StoredAnswer).values(version=5, value='{"text":"version 5"}'),
        update(TrailHead).values(number=LINES, digest=line(LINES).digest),
    )

    assert trails.verify(NOW).is_sound
    assert {(fault.kind, fault.number) for fault in trails.verify(NOW, copied).faults} == {
        (FaultKind.TRUNCATED, LINES + 1)
    }


def test_a_restore_that_is_written_down_leaves_the_trail_sound(anchored: Path) -> None:
    attack(
        *[delete(table).where(table.number > LINES) for table in (TrailLine, TrailDetail)],
        delete(AnswerChange).where(AnswerChange.version > 5),
        update(StoredAnswer).values(version=5, value='{"text":"version 5"}'),
        update(TrailHead).values(number=LINES, digest=line(LINES).digest),
    )
    trails.note_restore(NOW)
    report = trails.verify(NOW)

    assert (report.is_sound, report.newer) == (True, 0), report.faults
    assert len(anchored.read_text("utf-8").splitlines()) == 4


def test_the_private_key_is_readable_only_by_its_owner(anchored: Path) -> None:
    assert (anchored.parent / "anchor-key").stat().st_mode & 0o077 == 0


def test_reading_the_head_gives_nothing_before_the_first_act(any_app: Flask) -> None:
    with any_app.app_context():
        assert trail.head(db.session) is None
        assert anchors.anchor(NOW) is None
        assert trails.verify(NOW).is_sound
