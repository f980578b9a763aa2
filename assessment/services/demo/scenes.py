"""One organisation of a demonstration while it is played through: who is in it, what it has, and its clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from assessment.domain.access import Role
from assessment.services import places
from assessment.services.steps import Decision
from assessment.storage import db, demo

if TYPE_CHECKING:
    from assessment.domain.access import Person
    from assessment.domain.answers import Answer
    from assessment.domain.population import Chance, Invented
    from assessment.domain.questionnaire import Questionnaire
    from assessment.services.demo.people import Staff
    from assessment.services.places import Place

# Stands behind every name, so that no page, report or export can be taken for that of something real.
MARK = " (demo)"
_NEVER = datetime.min.replace(tzinfo=UTC)
_SATURDAY = 5
_OPENS, _HOURS = 8, 9


@dataclass
class Scene:
    """One organisation while it is played through; `at` moves on with every step.

    `joins` is the place of the first round that it takes part in, counted from 0; who is late was forgotten on the list
    of the last one, and invited afterwards. Before it has joined, it has no id,
    no systems and no people. `former` has the last assessment of each system that was submitted, and what was answered.
    """

    number: int
    stage: str
    invented: Invented
    questionnaire: Questionnaire
    chance: Chance
    staff: Staff
    at: datetime = _NEVER
    joins: int = 2
    is_late: bool = False
    address: str = ""
    holding: str = ""
    organisation: str = ""
    systems: list[str] = field(default_factory=list)
    people: dict[Role, Person] = field(default_factory=dict)
    round_id: str = ""
    participant: str = ""
    assessments: list[str] = field(default_factory=list)
    given: dict[str, Answer] = field(default_factory=dict)
    former: dict[str, tuple[str, dict[str, Answer]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the organisation is called."""
        return f"{self.invented.name}{MARK}"

    def later(self, days: float) -> datetime:
        """Let time pass, and return the new time."""
        self.at += timedelta(days=days)
        return self.at

    def working_hour(self, day: datetime) -> datetime:
        """Return a moment of this day, or of the Friday before, at which people of the organisation work."""
        zone = ZoneInfo(self.invented.zone)
        local = day.astimezone(zone)
        local -= timedelta(days=max(0, local.weekday() - _SATURDAY + 1))
        morning = datetime.combine(local.date(), time(_OPENS), zone)
        return (morning + timedelta(hours=_HOURS * self.chance.random())).astimezone(day.tzinfo)

    def place(self, role: Role = Role.OWNER) -> Place:
        """Return the present assessment as somebody finds it now."""
        db.session.rollback()
        return places.find_place(self.people[role], {"assessment_id": self.assessments[-1]}, self.at)

    def decision(self, role: Role, days: float = 1) -> Decision:
        """Return that somebody decides after some days, on a fresh page."""
        db.session.rollback()
        return Decision(self.people[role], demo.revision(db.session, self.assessments[-1]), self.later(days))
