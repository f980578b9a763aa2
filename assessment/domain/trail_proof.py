"""Proving a trail: reads its lines in order, once, and names every one that is not as it was written."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from assessment.domain.trail import ANSWERS, DELETED, START, Event, Line, commit_to, seal

if TYPE_CHECKING:
    from collections.abc import Mapping

# So many faults are listed one by one; of more, only the number is kept.
LISTED = 1000
# So many lines without their seal are tried against each other's numbers, to tell swapped from changed.
_COMPARED = 200
_DELETING = {event.value for event in (Event.ASSESSMENT_DELETED, Event.ORGANISATION_DELETED, Event.ACCOUNT_ERASED)}
ANSWERING = {event.value for event in (Event.ANSWERS_SAVED, Event.ANSWER_RESTORED, Event.ANSWERS_IMPORTED)}


class FaultKind(Enum):
    """What can be wrong, in words that follow "line 12 …"."""

    CHANGED = "was changed"
    REMOVED = "was removed"
    SWAPPED = "was swapped with another line"
    FORGED = "was written without the installation's key"
    SPLICED = "does not continue the line before it: it belongs to another history"
    TRUNCATED = "was cut off at the end"
    HEAD = "is not what the head of the trail says"
    REPLACED = "is not the one that was signed in an anchor"
    DETAIL = "has details that were changed or removed"
    ERASED = "had its details erased although what it is about still exists"
    ANSWER = "wrote an answer that was changed or removed since"
    UNRECORDED = "an answer stands in the history that no line has written"
    STALE = "an answer is not the last of its history"
    ANCHOR = "has an anchor that the signature does not fit"


@dataclass(frozen=True, slots=True)
class Fault:
    """One line, or a run of lines up to `last`, with what is wrong; `about` names an assessment where that helps."""

    kind: FaultKind
    number: int
    last: int = 0
    about: str = ""

    def __str__(self) -> str:
        """Say it in a sentence."""
        place = f"line {self.number} " if self.number else ""
        if self.last > self.number:
            place = f"each of lines {self.number} to {self.last} "
        return f"{place}{self.kind.value}{f' ({self.about})' if self.about else ''}"


@dataclass(frozen=True, slots=True)
class Detail:
    """What opens a line's commitment; all three are empty when it was erased."""

    salt: str
    actor: str
    content: str


@dataclass(frozen=True, slots=True)
class Claim:
    """That a line wrote one version of one answer, whose value has this digest."""

    number: int
    assessment: str
    question: str
    version: int
    digest: str


@dataclass
class Proof:
    """Takes the lines of a trail in order of their numbers and collects what is wrong with them.

    `anchored` are the digests that were signed, by number. Memory does not grow with the trail: what is kept is the
    last line, the anchors, the first faults and the ids of what was deleted.
    """

    key: bytes
    anchored: Mapping[int, str]
    faults: list[Fault] = field(default_factory=list)
    count: int = 0
    lines: int = 0
    erased: int = 0
    deleted: set[str] = field(default_factory=set)
    erased_answers: dict[str, int] = field(default_factory=dict)
    _last: Line = field(default_factory=lambda: Line(0, "", "", "", "", "", START))
    _last_is_sealed: bool = True
    _unsealed: list[Line] = field(default_factory=list)

    @property
    def last(self) -> Line:
        """The last line taken; number 0 before the first."""
        return self._last

    def blame(self, kind: FaultKind, number: int, last: int = 0, about: str = "") -> None:
        """Note a fault."""
        self.count += 1
        if len(self.faults) < LISTED:
            self.faults.append(Fault(kind, number, last, about))

    def take(self, line: Line, detail: Detail | None) -> list[Claim]:
        """Check one line against the one before it and return the answers that it says it wrote."""
        self.lines += 1
        follows = line.number == self._last.number + 1
        if not follows:
            self.blame(FaultKind.REMOVED, self._last.number + 1, line.number - 1)
        is_sealed = hmac.compare_digest(seal(self.key, line), line.digest)
        if not is_sealed:
            self._take_unsealed(line)
        elif follows and self._last_is_sealed and line.previous != self._last.digest:
            self.blame(FaultKind.SPLICED, line.number)
        if is_sealed and self.anchored.get(line.number, line.digest) != line.digest:
            self.blame(FaultKind.REPLACED, line.number)
        self._last, self._last_is_sealed = line, is_sealed
        return self._open(line, detail) if is_sealed else []

    def finish(self, head: tuple[int, str] | None) -> None:
        """Compare the end with the head row and with the anchors, and tell swapped lines from changed ones."""
        last = self._last
        end = max((*self.anchored, head[0] if head else 0))
        if end > last.number:
            self.blame(FaultKind.TRUNCATED, last.number + 1, end)
        elif (head or (0, START)) != (last.number, last.digest):
            self.blame(FaultKind.HEAD, last.number)
        for line in self._unsealed:
            others = (other.number for other in self._unsealed if other is not line)
            is_swapped = any(seal(self.key, replace(line, number=other)) == line.digest for other in others)
            self.blame(FaultKind.SWAPPED if is_swapped else FaultKind.CHANGED, line.number)
        self.faults.sort(key=lambda fault: fault.number)

    def _take_unsealed(self, line: Line) -> None:
        if line.digest in _without_key(line):
            self.blame(FaultKind.FORGED, line.number)
        elif len(self._unsealed) < _COMPARED:
            self._unsealed.append(line)
        else:
            self.blame(FaultKind.CHANGED, line.number)

    def _open(self, line: Line, detail: Detail | None) -> list[Claim]:
        """Check the commitment of a line that is sealed, and read what it opens."""
        if detail is not None and detail == Detail("", "", ""):
            self.erased += 1
            if line.event in ANSWERING:
                self.erased_answers.setdefault(line.subject, line.number)
            return []
        if detail is None or not _opens(line, detail):
            self.blame(FaultKind.DETAIL, line.number)
            return []
        content: dict[str, Any] = json.loads(detail.content)
        self.deleted.update(content.get(DELETED, ()))
        if line.event in _DELETING:
            self.deleted.add(line.subject)
        return [Claim(line.number, line.subject, *answer) for answer in content.get(ANSWERS, ())]


def _opens(line: Line, detail: Detail) -> bool:
    try:
        return hmac.compare_digest(commit_to(detail.salt, detail.actor, detail.content), line.commitment)
    except ValueError:
        return False


def _without_key(line: Line) -> tuple[str, str]:
    """Return what somebody gets who knows how a line is hashed but not the key."""
    words = "\n".join((str(line.number), line.at, line.event, line.subject, line.commitment, line.previous))
    return hashlib.sha256(words.encode()).hexdigest(), seal(b"", line)
