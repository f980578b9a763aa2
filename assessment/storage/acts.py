"""An act: one transaction that ends with one line in the trail."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment import storage
from assessment.domain.trail import ANSWERS, DELETED, digest_of
from assessment.storage import trail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from assessment.domain.trail import Event
    from assessment.storage import DatabaseSession


@dataclass
class Act:
    """What an act writes down: set `subject` to the public id it is about, put what changed into `content`.

    `content` holds ids, versions, digests and codes, never an answer's text: it is kept apart from the hashed line,
    and what is personal in it can be erased. An act that changed nothing sets `is_void`, and leaves no line.
    """

    session: DatabaseSession
    subject: str = ""
    content: dict[str, object] = field(default_factory=dict)
    is_void: bool = False

    def note_answer(self, question: str, version: int, value: str) -> None:
        """Bind one new row of the history of answers to this line; its `subject` is the assessment.

        `value` is what is stored. Every row of `answer_change` needs this note in the act that writes it: verification
        of the trail reports rows without a line, and lines whose row is gone or differs.
        """
        noted = self.content.setdefault(ANSWERS, [])
        assert isinstance(noted, list)  # noqa: S101 - nothing else writes under this name
        noted.append([question, version, digest_of(value)])

    def note_deleted(self, *subjects: str) -> None:
        """Say what this act deleted, and erase who and what of every line about it; the lines stay."""
        self.content[DELETED] = sorted(subjects)
        trail.erase_details(self.session, subjects)


@contextmanager
def act(event: Event, *, by: str, at: datetime, subject: str = "") -> Iterator[Act]:
    """Give a session; commit what was done with it together with its line, or nothing of both.

    `by` is the id of an account or a guest link, or empty for the program itself.
    """
    with storage.transaction() as session:
        head = trail.lock_head(session)
        done = Act(session, subject)
        yield done
        if done.is_void:
            session.rollback()
        else:
            trail.append(session, head, trail.key(), (event, done.subject, by, at, done.content))
