"""What becomes of one save of one answer, given what is stored: the rules by which nobody overwrites a colleague."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

# An answer in which nothing was chosen or typed is as good as none.
_NOTHING = frozenset({"", "{}"})


class Outcome(Enum):
    """What became of a save: `SAVED` also when it was saved already, `UNCHANGED` when there was nothing to do."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True)
class Version:
    """One stored version of an answer, and the save that wrote it; version 0 is the empty one before the first."""

    number: int
    value: str
    save_id: str = ""


NONE_YET = Version(0, "")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A value that somebody wants to store, and the version that their page showed when they began."""

    base: int
    value: str
    save_id: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome, and the version that holds the attempted value; after a conflict the one that is stored instead."""

    outcome: Outcome
    version: int
    writes: bool = False


def judge(attempt: Attempt, present: Version, known: tuple[Version, ...] = ()) -> Judgement:
    """Decide about an attempt.

    `known` holds those versions of the history that matter when the base is not the present version: the base itself,
    and whatever this save id wrote. In this order:

    1. This save id wrote this value, and nothing else afterwards: saved already. It is never applied twice, and never
       takes back what came later.
    2. The value is the one that is stored: unchanged.
    3. The base is the present version, or the present version was written by this save id (the same page was sent
       again with further changes): it is written as the next version.
    4. The value is that of the base: its author did not touch it, what was written meanwhile stays. Unchanged. But when
       this save id wrote what is stored, the author may have taken it back, or an older request may have come late:
       only the author can tell, so it is a conflict.
    5. Otherwise a conflict: nothing is written, and both values are shown.
    """
    own = max(
        (version for version in known if version.save_id == attempt.save_id),
        key=lambda version: version.number,
        default=None,
    )
    if own and attempt.base < own.number and same(own.value, attempt.value):
        return Judgement(Outcome.SAVED, own.number)
    if same(attempt.value, present.value):
        return Judgement(Outcome.UNCHANGED, present.number)
    base = next((version.value for version in (NONE_YET, *known) if version.number == attempt.base), None)
    is_untouched = base is not None and same(base, attempt.value)
    if attempt.base == present.number or (not is_untouched and _continues(attempt, own, present, known)):
        return Judgement(Outcome.SAVED, present.number + 1, writes=True)
    if is_untouched and not (own and own.number == present.number):
        # The page still shows the base: told the present version, it could overwrite what it has never shown.
        return Judgement(Outcome.UNCHANGED, attempt.base)
    return Judgement(Outcome.CONFLICT, present.number)


def _continues(attempt: Attempt, own: Version | None, present: Version, known: tuple[Version, ...]) -> bool:
    """Whether the same page is sent again with further changes; a former value of it may be a mere repetition."""
    if own is None or own.number != present.number:
        return False
    return not any(version.save_id == attempt.save_id and same(version.value, attempt.value) for version in known)


def same(one: str, other: str) -> bool:
    """Whether two stored values say the same."""
    return one == other or (one in _NOTHING and other in _NOTHING)
