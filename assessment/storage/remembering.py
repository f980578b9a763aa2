"""Answers of the database that are asked for again within one transaction: read once, forgotten with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessment.storage import DatabaseSession

Thing = TypeVar("Thing")


def once(session: DatabaseSession, key: str, ask: Callable[[], Thing]) -> Thing:
    """Return what is asked for, read at most once in the present transaction of the session."""
    own = session()
    held = own.info.get(key)
    if held is not None and held[0] is own.get_transaction():
        return cast("Thing", held[1])
    found = ask()
    own.info[key] = (own.get_transaction(), found)
    return found


def forget(session: DatabaseSession, key: str) -> None:
    """Let it be read anew: the transaction itself changes it."""
    session.info.pop(key, None)
