"""Who translated and who reviewed what: two small files beside each catalogue.

`<domain>.reviewed` has the digest of each reviewed string, one a line. `<domain>.people` says of a digest who did what
and when: digest, `translated` or `reviewed`, date and name, with tabs between them. A string that no line names was
translated by whom the catalogue's header calls its last translator.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING

from assessment.content.translations.units import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessment.content.translations.pofile import Catalogue

_DIGEST = re.compile(r"[0-9a-f]{16}")
_LINE = re.compile(r"([0-9a-f]{16})\t(translated|reviewed)\t([0-9]{4}-[0-9]{2}-[0-9]{2})\t([^\t\n]{1,100})")
_ADDRESS = re.compile(r"\s*<[^>]*>")


class Pass(Enum):
    """What somebody did with a string."""

    TRANSLATED = "translated"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One string that somebody worked on."""

    digest: str
    what: str
    on: str
    name: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one domain in one language: the catalogue, what is reviewed, and who worked on it."""

    catalogue: Catalogue
    reviewed: frozenset[str] = frozenset()
    people: frozenset[Line] = frozenset()

    def with_catalogue(self, catalogue: Catalogue) -> Kept:
        """Return the same with another catalogue: a review stands only for the very texts that it looked at."""
        digests = {unit.digest for unit in catalogue.units if unit.state is not State.STALE and unit.is_filled}
        aside = {unit.digest for unit in catalogue.obsolete}
        people = frozenset(line for line in self.people if line.digest in digests | aside)
        return Kept(catalogue, self.reviewed & digests, people)


def read_reviewed(text: str) -> frozenset[str]:
    """Return the digests; a line that is none is left out."""
    return frozenset(line for line in text.split() if _DIGEST.fullmatch(line))


def write_reviewed(digests: Iterable[str]) -> str:
    """Return the digests as lines in order."""
    return "".join(f"{digest}\n" for digest in sorted(set(digests)))


def read_people(text: str) -> frozenset[Line]:
    """Return who did what; a line that is none is left out."""
    return frozenset(Line(*found.groups()) for line in text.splitlines() if (found := _LINE.fullmatch(line)))


def write_people(lines: Iterable[Line]) -> str:
    """Return who did what as lines in order."""
    return "".join(f"{one.digest}\t{one.what}\t{one.on}\t{one.name}\n" for one in sorted(set(lines)))


def digest_of(contents: Iterable[bytes]) -> str:
    """Return a short digest of several files."""
    return sha256(b"\0".join(sha256(content).digest() for content in contents)).hexdigest()[:16]


def translator(digest: str, people: Iterable[Line], otherwise: str) -> str:
    """Return who translated a string: the newest line about it, or whom the header names."""
    lines = sorted((one.on, one.name) for one in people if one.digest == digest and one.what == Pass.TRANSLATED.value)
    return lines[-1][1] if lines else _ADDRESS.sub("", otherwise).strip()


def is_same_person(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals, blanks and how letters are composed."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
