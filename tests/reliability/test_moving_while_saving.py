"""One person moves an assessment to a newer version and back while others answer: nothing acknowledged is lost."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import pytest
from sqlalchemy import select

from assessment.domain.answer_json import from_text
from assessment.domain.answers import Answer
from assessment.services import answering, moving, trail
from assessment.services.answering import Outcome, Save
from assessment.services.conflicts import Stale
from assessment.services.identifiers import new_id
from assessment.services.moving import Change
from assessment.storage import answers, db
from assessment.storage.tables import AnswerChange, Assessment
from tests.conftest import LONG
from tests.factories import NOW
from tests.moves import NEWEST, mover

if TYPE_CHECKING:
    from flask import Flask

    from assessment.domain.access import Person

SAVES, MOVES = (500, 60) if LONG else (40, 6)
# Asked alike under one id; carried to another id, which is HAO-B4; and asked by the pilot list alone.
SAME, KEPT, DROPPED = "SYS-ADVERSE", "P1.3.2b", "P1.2.1"


class Who(NamedTuple):
    """An assessment, and who works on it."""

    id: str
    person: Person


def save(app: Flask, who: Who, question: str, over: threading.Event) -> list[str]:
    """Answer one question again and again, as pages of the present version would; return what was acknowledged."""
    acknowledged, number = [], 0
    while number < SAVES or not over.is_set():
        number += 1
        with app.app_context():
            version = db.session.get_one(Assessment, who.id).version
            row = answers.of_assessment(db.session, who.id, [question])[0]
            db.session.rollback()
            note = f"{question} {number}"
            wanted = [Save(question, row[1], Answer(options=("yes",), note=note))]
            try:
                done = answering.save_answers(
                    who.id, wanted, by=who.person.id, at=NOW, save_id=new_id(), version=version
                )
            except (answering.Moved, answering.NotOnTheForm):
                continue
            if done[0].outcome is Outcome.SAVED:
                acknowledged.append(note)
    return acknowledged


def go_to_and_fro(app: Flask, who: Who, over: threading.Event) -> int:
    """Move and undo again and again; return how often."""
    done = 0
    while done < MOVES:
        with app.app_context():
            row = db.session.get_one(Assessment, who.id)
            standing, change = moving.standing_move(row), Change(who.person, row.revision, NOW)
            db.session.rollback()
            try:
                if standing is None:
                    moving.move_assessment(who.id, NEWEST, change)
                else:
                    moving.undo_move(who.id, standing.id, change)
            except Stale:
                continue
            done += 1
    over.set()
    return done


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_whatever_was_acknowledged_is_in_the_history_and_no_move_wrote_over_what_both_versions_ask(
    any_app: Flask,
) -> None:
    with any_app.app_context():
        scene = mover()
        who = Who(scene.id, scene.person)
    over = threading.Event()
    with ThreadPoolExecutor(4) as pool:
        moves = pool.submit(go_to_and_fro, any_app, who, over)
        saving = [pool.submit(save, any_app, who, question, over) for question in (SAME, KEPT, DROPPED)]
        acknowledged = {note for one in saving for note in one.result()}
        assert moves.result() == MOVES

    with any_app.app_context():
        rows = db.session.execute(select(AnswerChange.question_id, AnswerChange.value, AnswerChange.origin)).all()
        written = {answer.note for _, value, _ in rows if (answer := from_text(value)) is not None}
        assert acknowledged <= written
        assert {origin for question, _, origin in rows if question == SAME} == {"typed"}
        newest = max((note for note in acknowledged if note.startswith(SAME)), key=lambda note: int(note.split()[1]))
        present = from_text(answers.of_assessment(db.session, who.id, [SAME])[0][2])
        assert present is not None
        assert present.note == newest
        assert trail.verify(NOW).is_sound
