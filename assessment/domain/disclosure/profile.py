"""The profile of a questionnaire: its rows in their order, and to which row each sub-section belongs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessment.domain.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Profile:
    """The rows in their order, and the row of each sub-section."""

    rows: tuple[str, ...] = ()
    row_of: Mapping[str, str] = field(default_factory=dict)


def profile_of(versions: Iterable[Questionnaire]) -> Profile:
    """Return the profile of versions that are released together; of one with the same id the first tells."""
    rows: dict[str, None] = {}
    row_of: dict[str, str] = {}
    for version in versions:
        rows |= dict.fromkeys(row.id for row in version.rows)
        for row in version.rows:
            row_of = {part.id: row.id for part in row.subsections} | row_of
    return Profile(tuple(rows), row_of)
