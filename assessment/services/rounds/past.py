"""What has happened to a participant, when, and who of the programme did it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.trail import Event
from assessment.services import people
from assessment.storage import db, participants_followed

if TYPE_CHECKING:
    from assessment.storage.tables import Participant


class Mark(Enum):
    """What can have happened to a participant."""

    INVITED = "invited"
    INVITED_AGAIN = "invited-again"
    OPENED = "opened"
    REMINDED = "reminded"
    CHANGED = "changed"
    BOUND = "bound"
    EXTENDED = "extended"
    WITHDRAWN = "withdrawn"
    STARTED = "started"
    SENT_FOR_REVIEW = "sent-for-review"
    SIGNED = "signed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REOPENED = "reopened"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that happened; `who` is empty for who is gone, and for members of the organisation itself."""

    mark: Mark
    at: datetime
    who: str = ""


_STEPS = {
    "in-review": Mark.SENT_FOR_REVIEW,
    "signed": Mark.SIGNED,
    "submitted": Mark.SUBMITTED,
}


def history(row: Participant, started: list[tuple[str, datetime]]) -> tuple[Past, ...]:
    """Return what happened, the newest first; who acted inside the organisation is not named."""
    found = [Past(Mark.STARTED, at) for _, at in started]
    acted: list[tuple[Mark, datetime, str]] = [(Mark.INVITED, row.created_at, row.created_by)]
    if row.opened_at:
        found.append(Past(Mark.OPENED, row.opened_at))
    for step in participants_followed.steps_of(db.session, [id_ for id_, _ in started]):
        if step.before == "submitted":
            mark = Mark.RETURNED if step.after == "returned" else Mark.REOPENED
            acted.append((mark, step.changed_at, step.changed_by if mark is Mark.RETURNED else ""))
        elif step.after in _STEPS:
            found.append(Past(_STEPS[step.after], step.changed_at))
    for event, at, actor, said in participants_followed.lines_about(db.session, row):
        mark_of = _mark(event, said)
        if mark_of:
            acted.append((mark_of, _moment(at), actor))
    names = people.names_of({actor for _, _, actor in acted}, former="")
    found += [Past(mark, at, names.get(actor, "")) for mark, at, actor in acted]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _mark(event: str, said: dict[str, object]) -> Mark | None:
    """Return what a line of the trail tells of a participant."""
    match event:
        case Event.PARTICIPANTS_REMINDED.value:
            return Mark.REMINDED
        case Event.PARTICIPANT_WITHDRAWN.value:
            return Mark.WITHDRAWN
        case Event.INVITED.value:
            return Mark.INVITED_AGAIN
        case Event.PARTICIPANT_CHANGED.value if "facilitator" in said:
            return Mark.BOUND
        case Event.PARTICIPANT_CHANGED.value if "extended_to" in said:
            return Mark.EXTENDED
        case Event.PARTICIPANT_CHANGED.value if "checked" in said:
            return Mark.CHECKED if said["checked"] else None
        case Event.PARTICIPANT_CHANGED.value:
            return Mark.CHANGED
        case _:
            return None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
