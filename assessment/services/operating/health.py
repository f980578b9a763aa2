"""Whether the service can answer, and how much work there is: cheap enough to be asked every few seconds."""

from __future__ import annotations

from assessment.storage import operating


def answers() -> bool:
    """Whether the database answers."""
    return operating.answers()


def jobs_by_state() -> dict[str, int]:
    """Return how many jobs wait, run and have failed."""
    return operating.jobs_by_state()
