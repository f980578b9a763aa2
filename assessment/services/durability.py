"""Refusing to serve from a database that could forget what it acknowledged."""

from __future__ import annotations

from assessment.storage import db, schema


class NotDurable(RuntimeError):
    """The database is set so that a power cut could lose acknowledged answers."""


def require_durability() -> None:
    """Raise NotDurable, naming every weak setting, unless the database keeps what it acknowledges."""
    weak = schema.weak_settings()
    db.session.rollback()
    if weak:
        words = ", ".join(f"{name} is {value}" for name, value in weak)
        raise NotDurable(
            f"The database could lose acknowledged answers in a power cut: {words}. Set the safe defaults."
        )


def let_go() -> None:
    """Close every connection to the database of this process, which is about to fork."""
    db.session.remove()
    db.engine.dispose()
