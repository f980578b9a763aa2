"""Proving a restored installation: scores come out the same, the trail is whole, and a line says it was restored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.services import recomputing, trail

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.services.recomputing import Recomputed
    from assessment.services.trail import TrailReport


@dataclass(frozen=True, slots=True)
class Verified:
    """What was proven after a restore."""

    scores: Recomputed
    trail: TrailReport

    @property
    def is_sound(self) -> bool:
        """Whether everything is as it was."""
        return not self.scores.differing and self.trail.is_sound


def verify_restored(at: datetime) -> Verified:
    """Compute every frozen score anew and verify the trail; write the restore down, whatever they came to."""
    found = Verified(recomputing.recompute_submissions(), trail.verify(at))
    trail.note_restore(at)
    return found
