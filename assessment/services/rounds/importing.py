"""Inviting many at once: a list is read, looked at row by row, and imported when that is confirmed; nothing twice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from assessment import storage
from assessment.domain import invitation_list
from assessment.domain.invitation_list import NEEDED, Column, Judged
from assessment.domain.trail import Event
from assessment.mail.message import is_address
from assessment.services.accounts import as_address
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.services.rounds import inviting
from assessment.storage import acts, db, round_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.domain.invitation_list import Words
    from assessment.services.rounds.inviting import Writer
    from assessment.storage.tables import RoundSheet

KEEP = timedelta(days=1)
# The row with the titles of the columns is looked for in so many rows: people put a heading above it.
_TOP = 20


class NoColumns(ValueError):
    """No row names the columns that are needed; `titles` are what stands in the first row."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__("no columns")
        self.titles = tuple(title for title in titles if title)


@dataclass(frozen=True, slots=True)
class Looked:
    """A list as it was read: its columns, every row judged, and what became of it."""

    id: str
    name: str
    columns: tuple[Column, ...]
    unknown: tuple[str, ...]
    rows: tuple[Judged, ...]
    imported_at: datetime | None
    imported: int

    @property
    def valid(self) -> tuple[Judged, ...]:
        """The rows that can be imported."""
        return tuple(row for row in self.rows if row.entry is not None)

    @property
    def repeated(self) -> tuple[Judged, ...]:
        """The rows that say what is known already."""
        return tuple(row for row in self.rows if row.faults and row.faults[0].problem.is_repetition)

    @property
    def wrong(self) -> tuple[Judged, ...]:
        """The rows that have to be mended."""
        return tuple(row for row in self.rows if row.faults and not row.faults[0].problem.is_repetition)


def keep_list(
    round_id: str, rows: list[list[str]], name: str, headers: Mapping[str, Column], how: tuple[Person, datetime]
) -> str:
    """Keep a list for a day, for who has sent it; return its id. Raises NoColumns."""
    _split(rows, headers)
    by, at = how
    id_ = new_id()
    values = {
        "id": id_, "round_id": round_id, "name": name[:120], "rows": json.dumps(rows, ensure_ascii=False),
        "created_by": by.id, "created_at": at, "imported_at": None, "imported": 0,
    }  # fmt: skip
    with storage.transaction() as session:
        round_sheets.add(session, values)
    return id_


def look(round_id: str, list_id: str, words: Words, by: Person) -> Looked:
    """Return a list with every row judged against itself and the round; raises NotFound."""
    found = _found(round_id, list_id, by)
    known = inviting.known_keys(db.session, round_id)
    rows, columns, unknown = _split(json.loads(found.rows), words.headers)
    judged = invitation_list.judge(rows, columns, words, known)
    return Looked(
        found.id, found.name, tuple(sorted(columns, key=list(Column).index)), unknown, judged, found.imported_at,
        found.imported,
    )  # fmt: skip


def import_list(  # noqa: PLR0913, PLR0917 - a sentence: to what, which list, in which words, by whom, when
    round_id: str, list_id: str, words: Words, writer: Writer, by: Person, at: datetime
) -> int:
    """Invite whom the valid rows of a list name, and return how many; a list works once.

    What is in the round by now is left alone. Raises NotFound, or NotInviting, and nobody is invited then.
    """
    looked = look(round_id, list_id, words, by)
    entries = [row.entry for row in looked.valid if row.entry is not None]
    with acts.act(Event.PARTICIPANTS_INVITED, by=by.id, at=at, subject=round_id) as done:
        made = inviting.invite_within(done.session, round_id, entries, writer, (by.id, at, list_id))
        if not round_sheets.use_up(done.session, list_id, len(made), at):
            done.is_void = True
            return looked.imported
        done.content |= {"list": list_id, "count": len(made)}
    return len(made)


def address(typed: str) -> str:
    """Return a mail address as it is stored; empty for what is none."""
    found = as_address(typed)
    return found if is_address(found) else ""


def sweep_lists(at: datetime) -> None:
    """Forget the lists of yesterday."""
    with storage.transaction() as session:
        round_sheets.sweep(session, at - KEEP)


def _found(round_id: str, list_id: str, by: Person) -> RoundSheet:
    found = round_sheets.find(db.session, list_id, round_id, by.id)
    if found is None:
        raise NotFound
    return found


def _split(
    rows: list[list[str]], headers: Mapping[str, Column]
) -> tuple[list[tuple[int, list[str]]], dict[Column, int], tuple[str, ...]]:
    """Return the rows below the titles with their numbers, where the columns stand, and titles that nobody knows."""
    for place, row in enumerate(rows[:_TOP]):
        columns = invitation_list.columns_of(row, headers)
        if all(column in columns for column in NEEDED):
            unknown = tuple(title for at, title in enumerate(row) if title.strip() and at not in columns.values())
            below = [(number, cells) for number, cells in enumerate(rows[place + 1 :], place + 2)]
            return [one for one in below if any(cell.strip() for cell in one[1])], columns, unknown
    first = next((row for row in rows if any(cell.strip() for cell in row)), [])
    raise NoColumns(first)
