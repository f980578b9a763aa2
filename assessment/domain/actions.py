"""Where an action of an improvement plan can stand, and what can be made of it."""

from __future__ import annotations

from enum import Enum


class ActionState(Enum):
    """Where an action stands."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_ahead(self) -> bool:
        """Whether something is still to be done."""
        return self in {ActionState.OPEN, ActionState.IN_PROGRESS}


# What can be made of an action with one button, by where it stands.
STEPS = {
    ActionState.OPEN: (ActionState.IN_PROGRESS, ActionState.DONE, ActionState.DROPPED),
    ActionState.IN_PROGRESS: (ActionState.DONE, ActionState.OPEN, ActionState.DROPPED),
    ActionState.DONE: (ActionState.IN_PROGRESS,),
    ActionState.DROPPED: (ActionState.OPEN,),
}
