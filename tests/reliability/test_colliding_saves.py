"""Pairs of people save the same answer at the same time: one is saved, the other is told and shown both texts."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from assessment.domain.answer_json import from_text
from assessment.services import trail as trails
from assessment.storage import db
from assessment.storage.tables import AnswerChange
from tests import factories
from tests.conftest import LONG
from tests.factories import NOW
from tests.long_figures import record_long_figure
from tests.serving import Server, Writer, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from assessment.storage.tables import Account

PAIRS = 10_000 if LONG else 150
AT_ONCE = 4
QUESTIONS = ("HAO-B2", "HAO-B3", "HAO-B4", "HAO-B5")


@pytest.fixture
def server(any_app: Flask) -> Iterator[Server]:
    yield from serve(Server(any_app))


def collide(server: Server, assessment: str, question: str, people: list[Account]) -> Counter[str]:
    """Let two people save one answer again and again from the same version; count what they were told."""
    writers = [Writer(server, assessment, "HAO").sign_in(person) for person in people]
    together, told = threading.Barrier(2), Counter[str]()
    bases = [0, 0]

    def work(own: int) -> None:
        writer = writers[own]
        for number in range(PAIRS // AT_ONCE):
            bases[own] = writer.see()[question]
            together.wait(300)
            # Both have seen the same version; half of the pairs send as pages without script do.
            note, is_page = f"{own} wrote {number}", number % 2 == 0
            if is_page:
                status, page = writer.send(question, max(bases), note)
                outcome = {303: "saved", 409: "conflict"}.get(status, str(status))
                if outcome == "conflict":
                    assert note in page, "the author is shown what was refused"
                    assert f"{1 - own} wrote {number}" in page, "beside what is stored instead"
            else:
                status, answer = writer.save(question, max(bases), note)
                outcome = str(answer.get("outcome", status))
            told[outcome] += 1
            if outcome == "saved":
                told[f"{question} {note}"] += 1
            together.wait(300)
        writer.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work, own) for own in (0, 1)]:
            done.result()
    return told


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_of_two_who_collide_one_is_saved_and_the_other_is_told(server: Server) -> None:
    with server.app.app_context():
        organisation = factories.organisation()
        assessment = factories.assessment(factories.system(organisation)).id
        people = [factories.member(organisation) for _ in range(2 * AT_ONCE)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            pairs = [
                pool.submit(collide, server, assessment, question, people[2 * n : 2 * n + 2])
                for n, question in enumerate(QUESTIONS)
            ]
            told = sum((pair.result() for pair in pairs), Counter[str]())
        collisions = PAIRS // AT_ONCE * AT_ONCE
        rows = db.session.execute(select(AnswerChange.question_id, AnswerChange.value)).all()
        kept = {f"{question} {answer.note}" for question, value in rows if (answer := from_text(value))}
        acknowledged = {words for words in told if " wrote " in words}
        report = trails.verify(NOW)

    assert (told["saved"], told["conflict"]) == (collisions, collisions), told.most_common(4)
    assert acknowledged == kept, "what was acknowledged is kept, and nothing else is"
    assert report.is_sound, report.faults
    kind = server.app.config["SQLALCHEMY_DATABASE_URI"].split(":")[0]
    record_long_figure(
        f"pairs of colliding saves, two processes, {kind}", f"{collisions:,}, 0 lost, {collisions:,} told"
    )
