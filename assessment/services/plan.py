"""The improvement plan: recommendations become actions, people change them, and can take back what they just did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from assessment.domain.actions import ActionState
from assessment.domain.trail import Event
from assessment.reports import plan_files
from assessment.reports.actions import actions
from assessment.reports.planned import ActionText, PlannedAction
from assessment.reports.typed import clip
from assessment.services import reporting, results
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.storage import acts, db, plans

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from assessment.reports.language import ReportLanguage
    from assessment.reports.plan_files import PlanWords
    from assessment.services.places import Place
    from assessment.storage.tables import PlanAction

TITLE, LEAD = 300, 100


class Stale(Exception):
    """Somebody else has changed the action meanwhile; `now` is how it stands."""

    def __init__(self, now: PlannedAction) -> None:
        """Keep how the action stands."""
        super().__init__(now.id)
        self.now = now


@dataclass(frozen=True, slots=True)
class Undo:
    """What takes a change back: actions to remove while they are new, or one to change back from this version."""

    added: tuple[str, ...] = ()
    id: str = ""
    version: int = 0
    text: ActionText | None = None


@dataclass(frozen=True, slots=True)
class AssessedSystem:
    """A system that actions can be about, with its newest assessment."""

    id: str
    name: str
    assessment_id: str


def plan_of(place: Place, system_id: str = "") -> list[PlannedAction]:
    """Return an organisation's plan, or that of one system: what is ahead by its date, then what is done or dropped."""
    rows = plans.of_organisation(db.session, _organisation(place), system_id)
    found = [_planned(*row) for row in rows]
    order = list(ActionState)

    def rank(one: PlannedAction) -> tuple[bool, bool, str, int]:
        due = one.text.due_on
        return not one.text.state.is_ahead, due is None, due.isoformat() if due else "", order.index(one.text.state)

    return sorted(found, key=rank)


def action_of(place: Place, action_id: str) -> PlannedAction:
    """Return one action of the place's organisation; NotFound otherwise."""
    row = plans.one(db.session, _organisation(place), action_id)
    if row is None:
        raise NotFound
    return _planned(*row)


def plan_as_sheet(place: Place, system_id: str, words: PlanWords) -> BytesIO:
    """Return the plan as an XLSX workbook."""
    return BytesIO(plan_files.spreadsheet(plan_of(place, system_id), words))


def plan_as_calendar(place: Place, system_id: str, words: PlanWords, at: datetime) -> BytesIO:
    """Return the dates of the plan as an ICS file."""
    return BytesIO(plan_files.calendar(plan_of(place, system_id), words, at))


def planned_questions(place: Place) -> frozenset[str]:
    """Return the questions of a system whose recommendations are in the plan and not dropped."""
    return plans.questions(db.session, place.system.id) if place.system else frozenset()


def systems_of(place: Place) -> list[AssessedSystem]:
    """Return the systems that actions can be about."""
    return [AssessedSystem(*row) for row in plans.systems(db.session, _organisation(place))]


def add_recommendations(
    place: Place, questions: Collection[str], words: tuple[str, ReportLanguage], by: str, at: datetime
) -> Undo:
    """Put recommendations of the present answers, named by their questions, into the plan.

    What is there already is not added again, nor what is not recommended. `words` is the language of the
    questionnaire and that of everything else. Nothing added gives an empty Undo.
    """
    rows = _recommended(place, questions, words)
    if not rows or place.system is None:
        return Undo()
    with acts.act(Event.PLAN_CHANGED, by=by, at=at, subject=_organisation(place)) as done:
        known = plans.questions(done.session, place.system.id)
        fresh = [row | _born(place, by, at) for row in rows if row["question_id"] not in known]
        done.is_void = not fresh
        if fresh:
            plans.add(done.session, fresh)
        added = tuple(str(row["id"]) for row in fresh)
        done.content |= {"added": list(added)}
    return Undo(added=added)


def add_action(place: Place, system_id: str, text: ActionText, by: str, at: datetime) -> Undo:
    """Add an action of the organisation's own about one of its assessed systems; NotFound for any other."""
    system = next((one for one in systems_of(place) if one.id == system_id), None)
    if system is None:
        raise NotFound
    row = _born(place, by, at) | {"system_id": system.id, "assessment_id": system.assessment_id} | _values(text)
    with acts.act(Event.PLAN_CHANGED, by=by, at=at, subject=_organisation(place)) as done:
        plans.add(done.session, [row | {"question_id": ""}])
        done.content |= {"added": [row["id"]]}
    return Undo(added=(str(row["id"]),))


def change_action(place: Place, seen: tuple[str, int], text: ActionText, by: str, at: datetime) -> Undo:
    """Change an action as seen in a version; raise Stale when there is a newer one. An equal text changes nothing."""
    action_id, version = seen
    before = action_of(place, action_id)
    if before.version != version:
        raise Stale(before)
    if before.text == text:
        return Undo()
    key = (_organisation(place), action_id, version)
    with acts.act(Event.PLAN_CHANGED, by=by, at=at, subject=_organisation(place)) as done:
        is_changed = plans.change(done.session, key, _values(text) | {"changed_at": at})
        done.is_void = not is_changed
        done.content |= {"changed": action_id, "version": version + 1, "state": text.state.value}
    if not is_changed:
        raise Stale(action_of(place, action_id))
    return Undo(id=action_id, version=version + 1, text=before.text)


def move_action(place: Place, seen: tuple[str, int], state: ActionState, by: str, at: datetime) -> Undo:
    """Put an action into another state."""
    return change_action(place, seen, replace(action_of(place, seen[0]).text, state=state), by, at)


def undo(place: Place, undone: Undo, by: str, at: datetime) -> None:
    """Take a change back; raise Stale when somebody has changed the action since, NotFound when all are gone."""
    if undone.text is not None:
        change_action(place, (undone.id, undone.version), undone.text, by, at)
        return
    with acts.act(Event.PLAN_CHANGED, by=by, at=at, subject=_organisation(place)) as done:
        removed = plans.remove_new(done.session, _organisation(place), undone.added)
        done.is_void = not removed
        done.content |= {"removed": list(undone.added)}
    if not removed:
        raise NotFound


def _recommended(
    place: Place, questions: Collection[str], words: tuple[str, ReportLanguage]
) -> list[dict[str, object]]:
    edition = reporting.edition_of(results.subject(place).scored, *words)
    chosen = tuple(one for one in edition.report.advice if one.question in questions)
    efforts = {one.question: one.effort.value if one.effort else "" for one in chosen}
    return [
        {
            "question_id": action.id, "effort": efforts[action.id], "state": ActionState.OPEN.value, "note": "",
            "title": clip(action.task, TITLE), "lead": clip(action.lead, LEAD), "due_on": None,
        }
        for action in actions(edition, chosen)
    ]  # fmt: skip


def _born(place: Place, by: str, at: datetime) -> dict[str, object]:
    """Return what every new action begins with."""
    return {
        "id": new_id(), "organisation_id": _organisation(place), "version": 1, "created_by": by, "created_at": at,
        "changed_at": at, "system_id": place.system.id if place.system else "",
        "assessment_id": place.assessment.id if place.assessment else "",
    }  # fmt: skip


def _values(text: ActionText) -> dict[str, object]:
    return {
        "title": text.title, "note": text.note, "lead": text.lead, "effort": text.effort, "due_on": text.due_on,
        "state": text.state.value,
    }  # fmt: skip


def _planned(row: PlanAction, system: str) -> PlannedAction:
    text = ActionText(row.title, row.note, row.lead, row.effort, row.due_on, ActionState(row.state))
    return PlannedAction(row.id, row.version, row.system_id, system, row.assessment_id, row.question_id, text)


def _organisation(place: Place) -> str:
    if place.organisation is None:
        raise NotFound
    return place.organisation.id
