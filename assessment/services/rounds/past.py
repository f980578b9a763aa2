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


_EVENTS = {
    Event.PARTICIPANTS_REMINDED.value: Mark.REMINDED,
    Event.PARTICIPANT_WITHDRAWN.value: Mark.WITHDRAWN,
    Event.INVITED.value: Mark.INVITED_AGAIN,
}
# What a change was about, by what its line says.
_CHANGES = {
    "facilitator": Mark.BOUND,
    "extended_to": Mark.EXTENDED,
    "checked": Mark.CHECKED,
}


def _mark(event: str, said: dict[str, object]) -> Mark | None:
    """Return what a line of the trail tells of a participant; None for what stands elsewhere, or was taken back."""
    if event != Event.PARTICIPANT_CHANGED.value:
        return _EVENTS.get(event)
    name = next((name for name in _CHANGES if name in said), "")
    if name == "checked" and not said[name]:
        return None
    return _CHANGES.get(name, Mark.CHANGED)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
