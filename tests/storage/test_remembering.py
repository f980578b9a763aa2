"""What is read once in a transaction: never older than the transaction, and anew after its own writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.storage import db, remembering

if TYPE_CHECKING:
    from flask import Flask


def ask(numbers: list[int]) -> int:
    numbers.append(len(numbers))
    return numbers[-1]


def test_a_transaction_asks_once(any_app: Flask) -> None:
    asked: list[int] = []
    with any_app.app_context():
        db.session.connection()
        found = [remembering.once(db.session, "number", lambda: ask(asked)) for _ in range(3)]

    assert found == [0, 0, 0]


def test_the_next_transaction_asks_anew(any_app: Flask) -> None:
    asked: list[int] = []
    with any_app.app_context():
        found = []
        for _ in range(2):
            db.session.connection()
            found.append(remembering.once(db.session, "number", lambda: ask(asked)))
            db.session.rollback()

    assert found == [0, 1]


def test_what_was_forgotten_is_asked_for_anew(any_app: Flask) -> None:
    asked: list[int] = []
    with any_app.app_context():
        db.session.connection()
        remembering.once(db.session, "number", lambda: ask(asked))
        remembering.forget(db.session, "number")

        assert remembering.once(db.session, "number", lambda: ask(asked)) == 1
