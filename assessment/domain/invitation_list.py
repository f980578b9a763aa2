"""A list of organisations to invite, as somebody typed it: which column is what, which rows can be taken, and why not.

The words for countries, activities and the like are handed in, because they are the reader's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.matching import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence


class Column(Enum):
    """What a column can hold, in the order of the template."""

    NAME = "name"
    COUNTRY = "country"
    ACTIVITY = "activity"
    SIZE = "size"
    CONTACT = "contact"
    EMAIL = "email"
    LANGUAGE = "language"
    FACILITATOR = "facilitator"
    HOLDING = "holding"


# How people head these columns in English, as `matching.plain` writes it; other languages are handed in.
SPELLINGS: dict[Column, tuple[str, ...]] = {
    Column.NAME: ("name", "organisation", "organization", "organisation name", "name of the organisation", "company"),
    Column.COUNTRY: ("country", "country code", "iso", "iso code", "nation"),
    Column.ACTIVITY: ("activity", "sector", "main activity", "what it does", "industry"),
    Column.SIZE: ("size", "size band", "employees", "number of people", "staff"),
    Column.CONTACT: ("contact", "contact person", "person", "contact name"),
    Column.EMAIL: ("email", "e mail", "e mail address", "email address", "mail", "contact email", "contact e mail"),
    Column.LANGUAGE: ("language", "language code", "lang", "language of the invitation"),
    Column.FACILITATOR: (
        "facilitator", "facilitator email", "facilitator e mail", "e mail of the facilitator", "hub",
    ),
    Column.HOLDING: ("holding", "group", "parent company", "belongs to"),
}  # fmt: skip
LONGEST: dict[Column, int] = {
    Column.NAME: 200, Column.COUNTRY: 100, Column.ACTIVITY: 100, Column.SIZE: 60, Column.CONTACT: 100,
    Column.EMAIL: 254, Column.LANGUAGE: 40, Column.FACILITATOR: 254, Column.HOLDING: 200,
}  # fmt: skip
# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@")
NEEDED = (Column.NAME, Column.COUNTRY)


class Problem(Enum):
    """Why a row cannot be taken."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    FORMULA = "formula"
    UNKNOWN_COUNTRY = "unknown-country"
    OTHER_COUNTRY = "other-country"
    UNKNOWN_ACTIVITY = "unknown-activity"
    UNKNOWN_SIZE = "unknown-size"
    BAD_ADDRESS = "bad-address"
    UNKNOWN_LANGUAGE = "unknown-language"
    UNKNOWN_FACILITATOR = "unknown-facilitator"
    TWICE = "twice"
    ALREADY = "already"

    @property
    def is_repetition(self) -> bool:
        """Whether the row is in order by itself, but says what is known."""
        return self in {Problem.TWICE, Problem.ALREADY}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a row: in which column, and what stands there; `row` is the one that it repeats."""

    problem: Problem
    column: Column
    text: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation to invite, with stored words: codes, ids, a normalised address."""

    name: str
    country: str
    activity: str = ""
    size: str = ""
    contact: str = ""
    email: str = ""
    language: str = "en"
    facilitator: str = ""
    holding: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """What tells it from others: its address, its name with its country; the first is stored."""
        by_name = _digest("name", plain(self.name), self.country)
        return (_digest("mail", self.email), by_name) if self.email else (by_name,)


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of a list: where it stands, what was typed, and either what it means or what is wrong with it."""

    number: int
    cells: Mapping[Column, str]
    entry: Entry | None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """What can stand in the cells, by `matching.plain`: names and codes lead to what is stored.

    `address` returns a mail address as it is stored, or an empty text for what is none. `countries_here` are those of
    the round; `language` is taken where none is named.
    """

    headers: Mapping[str, Column]
    countries: Mapping[str, str]
    activities: Mapping[str, str]
    sizes: Mapping[str, str]
    languages: Mapping[str, str]
    facilitators: Mapping[str, str]
    countries_here: Collection[str]
    language: str
    address: Callable[[str], str]


@dataclass
class _Seen:
    """The keys met so far: by which row, or (0) in the round already."""

    rows: dict[str, int] = field(default_factory=dict)


def columns_of(header: Sequence[str], headers: Mapping[str, Column]) -> dict[Column, int]:
    """Return where each column stands, the first of two equal ones; a column that nobody knows is left out."""
    english = {spelling: column for column, spellings in SPELLINGS.items() for spelling in spellings}
    found: dict[Column, int] = {}
    for place, title in enumerate(header):
        column = headers.get(plain(title)) or english.get(plain(title))
        if column is not None:
            found.setdefault(column, place)
    return found


def judge(
    rows: Iterable[tuple[int, Sequence[str]]], columns: Mapping[Column, int], words: Words, known: Collection[str]
) -> tuple[Judged, ...]:
    """Judge rows, given with their numbers in the sheet; `known` are the keys of those in the round already."""
    seen = _Seen(dict.fromkeys(known, 0))
    return tuple(_judge(number, _cells(row, columns), words, seen) for number, row in rows)


def _cells(row: Sequence[str], columns: Mapping[Column, int]) -> dict[Column, str]:
    return {column: " ".join(row[place].split()) if place < len(row) else "" for column, place in columns.items()}


def _judge(number: int, cells: Mapping[Column, str], words: Words, seen: _Seen) -> Judged:
    faults = [fault for column, text in cells.items() if (fault := _plain_fault(column, text))]
    faults += [Fault(Problem.MISSING, column) for column in NEEDED if not cells.get(column)]
    spoilt = {fault.column for fault in faults}
    meant: dict[Column, str] = {}
    for column, text in cells.items():
        if column not in spoilt:
            meant[column], problem = _meaning(column, text, words)
            if problem is not None:
                faults.append(Fault(problem, column, text))
    if faults:
        return Judged(number, cells, None, tuple(faults))
    entry = _entry(meant, words.language)
    met = [(key, seen.rows[key]) for key in entry.keys if key in seen.rows]
    if met:
        column = Column.EMAIL if met[0][0] == entry.keys[0] and entry.email else Column.NAME
        problem = Problem.TWICE if met[0][1] else Problem.ALREADY
        return Judged(number, cells, None, (Fault(problem, column, cells.get(column, ""), met[0][1]),))
    seen.rows |= dict.fromkeys(entry.keys, number)
    return Judged(number, cells, entry)


def _plain_fault(column: Column, text: str) -> Fault | None:
    if text.startswith(_FORMULA):
        return Fault(Problem.FORMULA, column, text)
    if len(text) > LONGEST[column]:
        return Fault(Problem.TOO_LONG, column, text)
    return None


def _meaning(column: Column, text: str, words: Words) -> tuple[str, Problem | None]:
    """Return what a cell means as it is stored, and what is wrong with it."""
    match column:
        case Column.NAME | Column.CONTACT | Column.HOLDING:
            return text, None
        case Column.COUNTRY:
            code = words.countries.get(plain(text), "")
            problem = Problem.UNKNOWN_COUNTRY if not code else Problem.OTHER_COUNTRY
            return code, None if code in words.countries_here else problem
        case Column.ACTIVITY:
            return _looked_up(text, words.activities, Problem.UNKNOWN_ACTIVITY)
        case Column.SIZE:
            return _looked_up(text, words.sizes, Problem.UNKNOWN_SIZE)
        case Column.LANGUAGE:
            found, problem_found = _looked_up(text, words.languages, Problem.UNKNOWN_LANGUAGE)
            return found or words.language, problem_found
        case Column.EMAIL:
            address = words.address(text) if text else ""
            return address, Problem.BAD_ADDRESS if text and not address else None
        case Column.FACILITATOR:
            found = words.facilitators.get(text.casefold(), "") if text else ""
            return found, Problem.UNKNOWN_FACILITATOR if text and not found else None


def _looked_up(text: str, table: Mapping[str, str], problem: Problem) -> tuple[str, Problem | None]:
    found = table.get(plain(text), "") if text else ""
    return found, problem if text and not found else None


def _entry(meant: Mapping[Column, str], language: str) -> Entry:
    given = {column.value: text for column, text in meant.items() if text}
    return Entry(**({"language": language} | given))


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
