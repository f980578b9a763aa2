"""The actions of an improvement plan as pages, spreadsheets and reports show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.actions import ActionState

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class ActionText:
    """What people decide about an action; `effort` is S, M, L or empty."""

    title: str
    note: str = ""
    lead: str = ""
    effort: str = ""
    due_on: date | None = None
    state: ActionState = ActionState.OPEN


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """One action of a plan, about a system; `question` is the question whose recommendation it follows, if any."""

    id: str
    version: int
    system_id: str
    system: str
    assessment_id: str
    question: str
    text: ActionText

    def is_late(self, today: date) -> bool:
        """Whether it should have been done by now."""
        due = self.text.due_on
        return due is not None and due < today and self.text.state.is_ahead
