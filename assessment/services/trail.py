"""Verifying the trail: whether every line is as it was written, none is missing, and the answers agree with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment import storage
from assessment.domain.trail import Event
from assessment.domain.trail_proof import LISTED, Claim, Fault, FaultKind, Proof
from assessment.services import anchors
from assessment.storage import acts, trail
from assessment.storage import anchors as kept

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assessment.services.anchors import Anchor
    from assessment.storage import DatabaseSession

# So many answers are looked up with one query.
_LOOKED_UP = 1000


@dataclass(frozen=True, slots=True)
class TrailReport:
    """What verification found.

    `count` is the number of faults, of which at most a thousand are listed. `newer` lines came after the last anchor:
    that none of them was cut off cannot be proven yet. `erased` lines lost their details because what they were about
    was deleted.
    """

    at: datetime
    lines: int
    newer: int
    erased: int
    anchors: int
    last_anchor: Anchor | None
    count: int
    faults: tuple[Fault, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.count == 0


@dataclass
class _Answers:
    """Compares what lines say they wrote with the history of answers, a batch at a time."""

    session: DatabaseSession
    agreed: int = 0
    waiting: list[Claim] = field(default_factory=list)
    missing: dict[str, Claim] = field(default_factory=dict)
    differing: list[Claim] = field(default_factory=list)

    def take(self, claims: Sequence[Claim]) -> None:
        self.waiting += claims
        if len(self.waiting) >= _LOOKED_UP:
            self.look_up()

    def look_up(self) -> None:
        wrong = trail.disagreeing(self.session, self.waiting) if self.waiting else []
        there = trail.existing(self.session, {claim.assessment for claim in wrong})
        self.agreed += len(self.waiting) - len(wrong)
        self.differing += [claim for claim in wrong if claim.assessment in there][: LISTED - len(self.differing)]
        self.missing |= {claim.assessment: claim for claim in wrong if claim.assessment not in there}
        self.waiting = []


def verify(at: datetime, copied: Sequence[str] | None = None) -> TrailReport:
    """Read the whole trail once and report every fault; nothing is written, and writers need not stop.

    `copied` are lines of anchors kept elsewhere, which prove more than those in the data folder: who can write
    there can put back an old copy of everything.
    """
    lines = kept.lines() if copied is None else copied
    counted, faults = anchors.check_anchors(lines, anchors.public_key())
    proof = Proof(trail.key(), {one.number: one.digest for one in counted})
    proof.faults, proof.count = faults, len(faults)
    with storage.snapshot() as session:
        answers = _Answers(session)
        for line, detail in trail.read(session):
            answers.take(proof.take(line, detail))
        answers.look_up()
        proof.finish(trail.head(session))
        _compare_answers(session, proof, answers)
    last = counted[-1] if counted else None
    newer = max(0, proof.last.number - (last.number if last else 0))
    return TrailReport(at, proof.lines, newer, proof.erased, len(counted), last, proof.count, tuple(proof.faults))


def note_restore(at: datetime) -> None:
    """Write into the trail that a backup was restored, and sign where it stands now: later anchors no longer count."""
    with acts.act(Event.RESTORED, by="", at=at):
        pass
    anchors.anchor(at, restored=True)


def _compare_answers(session: DatabaseSession, proof: Proof, answers: _Answers) -> None:
    """Blame lines whose answers are not in the history, and answers in the history that no line wrote."""
    for claim in answers.differing:
        proof.blame(FaultKind.ANSWER, claim.number, about=f"{claim.assessment} {claim.question}")
    for assessment, claim in answers.missing.items():
        if assessment not in proof.deleted:
            proof.blame(FaultKind.ANSWER, claim.number, about=assessment)
    for assessment in trail.existing(session, proof.erased_answers):
        proof.blame(FaultKind.ERASED, proof.erased_answers[assessment], about=assessment)
    if trail.count_changes(session) != answers.agreed:
        _blame_unrecorded(session, proof)
    for stale in trail.stale_answers(session, LISTED):
        proof.blame(FaultKind.STALE, 0, about=f"{stale[0]} {stale[1]}")


def _blame_unrecorded(session: DatabaseSession, proof: Proof) -> None:
    """Find the answers that no line wrote; only now is the memory spent that this takes."""
    second = Proof(proof.key, {})
    written = {
        hash((claim.assessment, claim.question, claim.version))
        for line, detail in trail.read(session)
        for claim in second.take(line, detail)
    }
    for row in trail.changes(session):
        if hash(row) not in written:
            proof.blame(FaultKind.UNRECORDED, 0, about=f"{row[0]} {row[1]}, version {row[2]}")
