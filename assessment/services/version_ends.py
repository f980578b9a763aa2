"""Retiring a version: its last day is announced; afterwards nothing starts with it, and what runs goes on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.rounds import RoundState
from assessment.domain.states import AssessmentState
from assessment.domain.trail import Event
from assessment.services.places import NotFound
from assessment.services.questionnaires import list_questionnaires
from assessment.storage import acts, db, publications, version_ends

if TYPE_CHECKING:
    from datetime import date, datetime

    from assessment.domain.access import Person
    from assessment.services.questionnaires import Listed


class DayPassed(ValueError):
    """The last day lies behind: a version is not ended backwards, and one that has ended does not come back."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One published version: since when it is served here, until when it is started, and what runs with it.

    `rounds` are the names of rounds that are not closed yet.
    """

    listed: Listed
    since: datetime | None
    last_day: date | None
    running: int
    submitted: int
    rounds: tuple[str, ...]

    def is_over(self, today: date) -> bool:
        """Whether nothing starts with it any more."""
        return self.last_day is not None and self.last_day < today


def last_days() -> dict[tuple[str, str], date]:
    """Return the last day of every version that has one, by (questionnaire, version)."""
    return version_ends.last_days(db.session)


def last_day_of(questionnaire: str, version: str) -> date | None:
    """Return the last day on which a version is started; None without an end."""
    return last_days().get((questionnaire, version))


def standings() -> tuple[Standing, ...]:
    """Return every published version, in the order of the list, with what runs with it."""
    ends, since = last_days(), publications.first_served(db.session)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for questionnaire, version, state, number in version_ends.in_use(db.session):
        counts[questionnaire, version][state == AssessmentState.SUBMITTED.value] += number
    rounds: dict[tuple[str, str], list[str]] = defaultdict(list)
    for questionnaire, version, state, name in version_ends.rounds(db.session):
        if state != RoundState.CLOSED.value:
            rounds[questionnaire, version].append(name)
    published = [one for one in list_questionnaires() if one.is_published]
    keys = [(one.questionnaire, one.version) for one in published]
    return tuple(
        Standing(one, since.get(key), ends.get(key), counts[key][0], counts[key][1], tuple(rounds[key]))
        for one, key in zip(published, keys, strict=True)
    )


def standing_of(questionnaire: str, version: str) -> Standing:
    """Return one published version; NotFound when there is none."""
    found = [one for one in standings() if (one.listed.questionnaire, one.listed.version) == (questionnaire, version)]
    if not found:
        raise NotFound
    return found[0]


def end_version(questionnaire: str, version: str, last_day: date | None, by: Person, at: datetime) -> None:
    """Set the last day on which a version is started, or take it back with None while it lies ahead.

    Raises NotFound for what is not published, and DayPassed for a day that has passed or a version that has ended.
    """
    standing_of(questionnaire, version)
    if last_day is not None and last_day < at.date():
        raise DayPassed
    with acts.act(Event.VERSION_END_SET, by=by.id, at=at, subject=f"{questionnaire}/{version}"[:60]) as done:
        found = version_ends.find(done.session, questionnaire, version)
        before = found.last_day if found else None
        if before is not None and before < at.date():
            raise DayPassed
        if last_day is None:
            version_ends.remove(done.session, questionnaire, version)
        else:
            values = {"questionnaire": questionnaire, "version": version, "last_day": last_day}
            version_ends.put(done.session, values | {"set_by": by.id, "set_at": at})
        done.is_void = before == last_day
        done.content |= {
            "edition": f"{questionnaire} {version}",
            "before": before.isoformat() if before else "",
            "last_day": last_day.isoformat() if last_day else "",
        }
