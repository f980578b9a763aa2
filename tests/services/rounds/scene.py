"""A round with people around it, for tests of rounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assessment.domain.access import Person, Role
from assessment.domain.questionnaire import Depth
from assessment.domain.rounds import Terms
from assessment.services import sessions
from assessment.services.rounds import managing, reading
from tests import factories

if TYPE_CHECKING:
    from assessment.services.rounds.reading import Known

# The factories' day is 25 November 2026.
TERMS = Terms(
    "East Africa 2026", "altai", "2020.1", Depth.FULL, date(2026, 11, 1), date(2026, 12, 31), {"KE": 20, "UG": 15},
    ("en",), "First wave.",
)  # fmt: skip


@dataclass
class Scene:
    """One round and the officer who runs it."""

    officer: Person
    round_id: str

    @property
    def round(self) -> Known:
        return reading.find_round(self.officer, self.round_id, factories.NOW)

    def change(self, **terms: object) -> None:
        """Change some of the terms."""
        known = self.round
        new = replace(known.terms, **terms)  # type: ignore[arg-type] # tests name what exists
        managing.change_round(self.round_id, new, known.revision, self.officer, factories.NOW)

    def open(self) -> None:
        managing.open_round(self.round_id, self.round.revision, self.officer, factories.NOW)

    def close(self) -> None:
        managing.close_round(self.round_id, self.round.revision, self.officer, factories.NOW)


def scene(*, is_open: bool = True, **terms: object) -> Scene:
    """Make a round, open unless told otherwise, with an officer."""
    officer = sessions.person_of(factories.account("Odile Mbeki", Role.PROGRAMME_OFFICER))
    wanted = replace(TERMS, **terms)  # type: ignore[arg-type] # tests name what exists
    made = Scene(officer, managing.make_round(wanted, officer, factories.NOW))
    if is_open:
        made.open()
    return made
