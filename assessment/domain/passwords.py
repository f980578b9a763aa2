"""Whether a password is easy to guess: counted in pieces that a guesser tries, not in kinds of characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator

MINIMUM = 12
# A bound on the work of one request. Nothing is ever cut off.
MAXIMUM = 1000
# A word that everybody uses counts as two unknown characters, a year or a walk over the keyboard as one, a repetition
# and a word about the person as none. Three unrelated words reach the sum.
ENOUGH = 6
_WORD_COUNTS = 2
_JUDGED = 120
_SHORTEST_WORD = 4
_LONGEST_WORD = 30
_SHORTEST_CONTEXT = 3
_SHORTEST_WALK = 3
_ROWS = (
    "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
    "abcdefghijklmnopqrstuvwxyz",
)  # fmt: skip
_STEPS = frozenset(step for row in _ROWS for step in (*pairwise(row), *pairwise(row[::-1])))
_LOOKALIKES = str.maketrans("@4831!05$7", "aabeiiosst")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Weakness(Enum):
    """Why a password is refused."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    COMMON = "one of the passwords that everybody uses"
    ABOUT_YOU = "made of words about the person, the organisation or this service"
    STRETCHED = "a few usual words, years, rows of keys or repetitions"


@dataclass(frozen=True, slots=True, order=True)
class _Piece:
    text: str
    counts: int
    is_about: bool = False


def weakness(password: str, common: Collection[str], about: Iterable[str] = ()) -> Weakness | None:
    """Return why a password is too easy to guess, or None.

    `common` are usual passwords and words in small letters, `about` words about the person and the place. Every
    character counts as typed; there is no rule about kinds of characters.
    """
    if len(password) < MINIMUM:
        return Weakness.TOO_SHORT
    if len(password) > MAXIMUM:
        return Weakness.TOO_LONG
    plain = password.casefold()
    if plain in common:
        return Weakness.COMMON
    known = frozenset(word.casefold() for word in about if len(word) >= _SHORTEST_CONTEXT)
    # What follows can only add, so a long password is judged by its beginning.
    begun = plain[:_JUDGED]
    readings = [_pieces(text, common, known) for text in sorted({begun, begun.translate(_LOOKALIKES)})]
    pieces = min(readings, key=_sum)
    if _sum(pieces) >= ENOUGH:
        return None
    return Weakness.ABOUT_YOU if any(piece.is_about for piece in pieces) else Weakness.STRETCHED


def _sum(pieces: Iterable[_Piece]) -> int:
    """Add up what the pieces count; a piece that occurred before counts nothing."""
    return sum({piece.text: piece.counts for piece in pieces}.values())


def _pieces(text: str, common: Container[str], about: Container[str]) -> list[_Piece]:
    """Cut a text into known pieces and single characters so that they count least, as a guesser would."""
    best: list[tuple[int, int, _Piece | None]] = [(0, 0, None)]
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - _LONGEST_WORD), end)
        known = ((start, _known(text[start:end], common, about)) for start in starts)
        best.append(min((best[at][0] + piece.counts, at, piece) for at, piece in known if piece is not None))
    return list(_walk_back(best))


def _walk_back(best: list[tuple[int, int, _Piece | None]]) -> Iterator[_Piece]:
    at = len(best) - 1
    while at > 0:
        _, start, piece = best[at]
        if piece is not None:
            yield piece
        at = start


def _known(part: str, common: Container[str], about: Container[str]) -> _Piece | None:
    if len(part) >= _SHORTEST_CONTEXT and part in about:
        return _Piece(part, 0, is_about=True)
    if _is_walk(part) or _YEAR.fullmatch(part):
        return _Piece(part, 1)
    if len(part) >= _SHORTEST_WORD and part in common:
        return _Piece(part, _WORD_COUNTS)
    return _Piece(part, 1) if len(part) == 1 else None


def _is_walk(part: str) -> bool:
    """Whether each key is beside the one before it, or is the same again."""
    if len(part) < _SHORTEST_WALK:
        return False
    return all(step in _STEPS or step[0] == step[1] for step in pairwise(part))
