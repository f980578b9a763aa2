"""What is translated: a source with its key, and what one language has for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

# Key, text and plural: what tells one string from all others of a domain.
Name = tuple[str, str, str]
INTERFACE = "interface"


class State(Enum):
    """How far one string is in one language."""

    MISSING = "missing"
    STALE = "stale"
    DRAFT = "draft"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Source:
    """One string to be translated; `limit` is the most characters a translation may have, 0 when there is no limit.

    `is_format` says that a percent sign begins a placeholder.
    """

    key: str
    text: str
    plural: str = ""
    note: str = ""
    places: tuple[str, ...] = ()
    limit: int = 0
    is_format: bool = False

    @property
    def name(self) -> Name:
        """What tells it from all others."""
        return self.key, self.text, self.plural


@dataclass(frozen=True, slots=True)
class Unit:
    """What a catalogue or a file of a translator says about one string.

    `forms` has one text, or one for each plural form; `was` is the digest of the forms that the file was written with,
    and `state` what the file itself claims.
    """

    key: str
    text: str
    plural: str = ""
    forms: tuple[str, ...] = ("",)
    state: State = State.MISSING
    previous: str = ""
    previous_plural: str = ""
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    was: str = ""
    line: int = 0

    @property
    def name(self) -> Name:
        """What tells it from all others."""
        return self.key, self.text, self.plural

    @property
    def is_filled(self) -> bool:
        """Whether every form has a text."""
        return all(self.forms)

    @property
    def digest(self) -> str:
        """What a review stands for: key, source and translation."""
        sources = (self.text, self.plural) if self.plural else (self.text,)
        return short_digest(self.key, *sources, *self.forms)


def short_digest(*texts: str) -> str:
    """Return the first half of the digest of texts, in hexadecimal."""
    return sha256("\0".join(texts).encode()).hexdigest()[:16]


def state_of(unit: Unit | None, reviewed: frozenset[str]) -> State:
    """Return how far a string is: stale before all else, reviewed only with the very text that was looked at."""
    if unit is None or not any(unit.forms):
        return State.MISSING
    if unit.state is State.STALE:
        return State.STALE
    if not unit.is_filled:
        return State.MISSING
    return State.REVIEWED if unit.digest in reviewed else State.DRAFT
