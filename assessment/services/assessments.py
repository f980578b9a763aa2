"""Starting an assessment, changing how much it asks and until when, and deleting it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content import languages
from assessment.domain import effort
from assessment.domain.comparable import age, main_first
from assessment.domain.questionnaire import Depth
from assessment.domain.states import AssessmentState
from assessment.domain.trail import Event
from assessment.services import questionnaires, version_ends
from assessment.services.conflicts import Stale
from assessment.services.identifiers import new_id
from assessment.storage import acts, assessments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from assessment.domain.access import Person
    from assessment.domain.questionnaire import Questionnaire
    from assessment.services.questionnaires import Listed
    from assessment.storage.tables import System


@dataclass(frozen=True, slots=True)
class Amount:
    """How much one depth of a questionnaire asks: its questions, and the minutes they take by the rule of `effort`."""

    depth: Depth
    questions: int
    minutes: int


def offered() -> tuple[Listed, ...]:
    """Return the published versions: the newest of each questionnaire, ALTAI first, then the older ones likewise."""
    found = [listed for listed in questionnaires.list_questionnaires() if listed.is_published]
    newest_first = sorted(found, key=lambda listed: age(listed.version), reverse=True)
    ordered = sorted(newest_first, key=lambda listed: main_first(listed.questionnaire))
    newest = newest_of_each(ordered)
    return (*newest, *(listed for listed in ordered if listed not in newest))


def startable(today: date) -> tuple[Listed, ...]:
    """Return the versions with which something can start on a day, in the order of `offered`: none that has ended."""
    ends = version_ends.last_days()
    last_days = [(listed, ends.get((listed.questionnaire, listed.version))) for listed in offered()]
    return tuple(listed for listed, last_day in last_days if last_day is None or last_day >= today)


def newest_of_each(listed: Sequence[Listed]) -> tuple[Listed, ...]:
    """Return the first version of each questionnaire, which in what is offered is its newest one."""
    first: dict[str, Listed] = {}
    for one in listed:
        first.setdefault(one.questionnaire, one)
    return tuple(first.values())


def amounts(questionnaire: Questionnaire) -> tuple[Amount, ...]:
    """Return how much each depth asks."""
    at_depth = [(depth, questionnaire.at_depth(depth)) for depth in Depth]
    return tuple(Amount(depth, len(asked), effort.total(asked)) for depth, asked in at_depth)


def start_assessment(  # noqa: PLR0913 - a sentence: what, how deep, by whom, when, after which
    system: System, questionnaire: Questionnaire, depth: Depth, by: Person, at: datetime, *, follows: str = ""
) -> str:
    """Start an assessment of a system, pinned to a questionnaire's fingerprint, in its language; return its id.

    `follows` is the assessment whose submission is shown beside the questions, to be confirmed or changed. Raises Stale
    when the version has ended.
    """
    id_, last_day = new_id(), version_ends.last_day_of(questionnaire.id, questionnaire.version)
    if last_day is not None and last_day < at.date():
        raise Stale
    values = first_values(system, questionnaire, depth, by, at) | {"id": id_, "follows": follows}
    with acts.act(Event.ASSESSMENT_STARTED, by=by.id, at=at, subject=id_) as done:
        assessments.add(done.session, values)
        done.content |= {"system": system.id, "fingerprint": questionnaire.fingerprint, "depth": depth.word}
        if follows:
            done.content["follows"] = follows
    return id_


def first_values(
    system: System, questionnaire: Questionnaire, depth: Depth, by: Person, at: datetime
) -> dict[str, object]:
    """Return the columns of an assessment that begins, but for its id."""
    return {
        "organisation_id": system.organisation_id, "system_id": system.id,
        "questionnaire": questionnaire.id, "version": questionnaire.version,
        "fingerprint": questionnaire.fingerprint, "language": questionnaire.language, "depth": int(depth),
        "state": AssessmentState.DRAFT.value, "created_by": by.id, "created_at": at, "changed_at": at,
    }  # fmt: skip


def change_depth(assessment_id: str, depth: Depth, by: Person, at: datetime) -> None:
    """Ask more or less. Every answer stays: what a shallower depth hides comes back with the deeper one.

    Raises Stale unless the assessment is open for answers: what is reviewed or signed is not changed under it. In a
    round everybody answers as much as its terms say.
    """
    with acts.act(Event.ASSESSMENT_CHANGED, by=by.id, at=at, subject=assessment_id) as done:
        found = assessments.find(done.session, assessment_id)
        if found is None or not AssessmentState(found.state).is_open or found.round_id:
            raise Stale
        done.is_void = found.depth == depth
        assessments.change(done.session, assessment_id, {"depth": int(depth), "changed_at": at})
        done.content["depth"] = depth.word


def set_due_date(assessment_id: str, due_on: date | None, by: Person, at: datetime) -> None:
    """Say until when an assessment should be done, or that there is no such day."""
    with acts.act(Event.ASSESSMENT_CHANGED, by=by.id, at=at, subject=assessment_id) as done:
        assessments.change(done.session, assessment_id, {"due_on": due_on})
        done.content["due_on"] = due_on.isoformat() if due_on else ""


def questionnaire_of(questionnaire: str, version: str, language: str) -> Questionnaire:
    """Return a published version in a language, or in its own where it is not complete in that one."""
    return languages.shown(questionnaire, version, language)
