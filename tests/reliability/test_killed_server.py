"""The server is killed at random moments while people save: every answer that was acknowledged is there."""

from __future__ import annotations

import http.client
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from assessment.domain.answer_json import from_text
from assessment.services import trail as trails
from assessment.storage import db
from assessment.storage.tables import AnswerChange, StoredAnswer
from tests import factories
from tests.conftest import LONG
from tests.factories import NOW
from tests.long_figures import record_long_figure
from tests.serving import Server, Writer

if TYPE_CHECKING:
    from flask import Flask

ROUNDS = 200 if LONG else 3
# Two people share each question, so that some saves are refused while others are cut off.
QUESTIONS = ("HAO-B2", "HAO-B2", "HAO-B3", "HAO-B4")


@dataclass
class Seen:
    """What people know: what they were told is saved, and what they sent without ever hearing back."""

    saved: dict[tuple[str, int], str] = field(default_factory=dict)
    maybe: set[tuple[str, str]] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, writer: Writer, question: str, own: str) -> None:
        """Save one text after another until the server is gone."""
        try:
            base = writer.see()[question]
            for number in range(100_000):
                note = f"{own} {number}"
                with self.lock:
                    self.maybe.add((question, note))
                status, told = writer.save(question, base, note)
                assert status in {200, 409}, told
                with self.lock:
                    self.maybe.discard((question, note))
                    if told["outcome"] == "saved":
                        self.saved[question, told["version"]] = note
                base = told["version"]
        except (OSError, http.client.HTTPException):
            return
        finally:
            writer.close()


def history() -> dict[tuple[str, int], str]:
    """Return every text of the history, by question and version."""
    db.session.rollback()
    rows = db.session.execute(select(AnswerChange.question_id, AnswerChange.version, AnswerChange.value))
    return {(row[0], row[1]): answer.note for row in rows if (answer := from_text(row[2]))}


def present() -> dict[str, tuple[int, str]]:
    rows = db.session.execute(select(StoredAnswer.question_id, StoredAnswer.version, StoredAnswer.value))
    return {row[0]: (row[1], answer.note) for row in rows if (answer := from_text(row[2]))}


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_every_acknowledged_answer_survives_a_killed_server(any_app: Flask) -> None:
    chance, seen, server = random.Random(20261125), Seen(), Server(any_app)
    kind = any_app.config["SQLALCHEMY_DATABASE_URI"].split(":")[0]
    rounds = ROUNDS if kind == "sqlite" else ROUNDS // 2
    with any_app.app_context():
        organisation = factories.organisation()
        assessment = factories.assessment(factories.system(organisation)).id
        people = [factories.member(organisation) for _ in QUESTIONS]
        for number in range(rounds):
            server.start()
            try:
                writers = [Writer(server, assessment, "HAO").sign_in(person) for person in people]
                save_until_killed(server, writers, seen, f"round {number}", chance)
            finally:
                server.kill()
            check(seen)
        report = trails.verify(NOW)

    assert report.is_sound, report.faults
    assert len(seen.saved) >= rounds, "people did save meanwhile"
    record_long_figure(
        f"kill -9 of the server during saves, {kind}",
        f"{rounds} rounds, {len(seen.saved):,} acknowledged, {len(seen.maybe)} cut off, 0 lost",
    )


def save_until_killed(server: Server, writers: list[Writer], seen: Seen, words: str, chance: random.Random) -> None:
    """Kill the server at a random moment after a random number of saves."""
    enough = len(seen.saved) + chance.randrange(1, 60)
    with ThreadPoolExecutor(len(writers)) as pool:
        at_work = [
            pool.submit(seen.write, writer, question, f"{words}.{place}")
            for place, (writer, question) in enumerate(zip(writers, QUESTIONS, strict=True))
        ]
        while len(seen.saved) < enough and not any(one.done() for one in at_work):
            time.sleep(0.001)
        time.sleep(chance.random() * 0.03)
        server.kill()
    for one in at_work:
        one.result()


def check(seen: Seen) -> None:
    """Compare what people know with what is stored."""
    kept = history()
    lost = {place: note for place, note in seen.saved.items() if kept.get(place) != note}
    unknown = {
        place: note for place, note in kept.items() if place not in seen.saved and (place[0], note) not in seen.maybe
    }
    last = {question: max(version for known, version in kept if known == question) for question, _ in kept}

    assert lost == {}, "what was acknowledged is there"
    assert unknown == {}, "what is there was sent by somebody"
    assert present() == {question: (version, kept[question, version]) for question, version in last.items()}
