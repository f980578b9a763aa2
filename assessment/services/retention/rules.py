"""The rules as a table, what is due by them, and applying them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from assessment.domain.settings import Group
from assessment.domain.trail import Event
from assessment.services import files, mail, settings
from assessment.services.erasing.assessments import delete_assessment
from assessment.services.retention import letters
from assessment.storage import acts, db, retention

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

# The members hear so long before an assessment is deleted; between the last warning and the deletion always so long.
FIRST, SECOND = timedelta(days=60), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Rule:
    """How long something is kept: the setting that says so in days, or none for what ends by itself."""

    name: str
    setting: str = ""

    def before(self, at: datetime, periods: dict[str, str]) -> datetime:
        """Return the time before which things are due."""
        return at - timedelta(days=int(periods[self.setting])) if self.setting else at


@dataclass(frozen=True, slots=True)
class IdleRule:
    """How long an assessment is kept that nobody works on."""

    name: str
    setting: str
    is_submitted: bool


RULES = (
    Rule("sessions"),
    Rule("sent-mail", "keep-sent-mail"),
    Rule("failed-mail", "keep-failed-mail"),
    Rule("jobs", "keep-jobs"),
    Rule("exports", "keep-exports"),
    Rule("documents", "keep-documents"),
    Rule("release-files", "keep-documents"),
    Rule("invitations", "keep-invitations"),
    Rule("guests", "keep-guests"),
    Rule("round-contacts", "keep-round-contacts"),
    Rule("removed-evidence", "keep-removed-evidence"),
    Rule("deleted-comments", "keep-deleted-comments"),
    Rule("trail-details", "keep-trail-details"),
)
IDLE_RULES = (
    IdleRule("idle-drafts", "keep-idle-drafts", is_submitted=False),
    IdleRule("submitted", "keep-submitted", is_submitted=True),
)


@dataclass(frozen=True, slots=True)
class Due:
    """What one rule would do today: how many rows go, and how many assessments' members are warned."""

    name: str
    days: int | None
    count: int
    warned: int = 0


def due_today(at: datetime) -> tuple[Due, ...]:
    """Return what applying every rule now would do; nothing is changed."""
    periods = settings.texts(Group.RETENTION)
    plain = [
        Due(rule.name, int(periods[rule.setting]) if rule.setting else None, _count(rule, at, periods))
        for rule in RULES
    ]
    return (*plain, *(_idle_due(rule, at, periods) for rule in IDLE_RULES))


def apply_rules(at: datetime) -> tuple[Due, ...]:
    """Apply every rule, each in an act of its own that says how much it took; return what was done."""
    periods = settings.texts(Group.RETENTION)
    done = [_apply(rule, at, periods) for rule in RULES]
    done += [_apply_idle(rule, at, periods) for rule in IDLE_RULES]
    files.sweep_files(at)
    return tuple(done)


def _count(rule: Rule, at: datetime, periods: dict[str, str]) -> int:
    return retention.count(db.session, rule.name, rule.before(at, periods))


def _apply(rule: Rule, at: datetime, periods: dict[str, str]) -> Due:
    days = int(periods[rule.setting]) if rule.setting else None
    if not _count(rule, at, periods):
        return Due(rule.name, days, 0)
    with acts.act(Event.RETENTION_APPLIED, by="", at=at, subject=rule.name) as done:
        count = retention.apply(done.session, rule.name, rule.before(at, periods))
        done.content |= {"count": count, "days": days}
        done.is_void = count == 0
    return Due(rule.name, days, count)


def _idle_due(rule: IdleRule, at: datetime, periods: dict[str, str]) -> Due:
    days = int(periods[rule.setting])
    warned = sum(len(_to_warn(rule, number, at, days)) for number in (0, 1))
    return Due(rule.name, days, len(_to_delete(rule, at, days)), warned)


def _apply_idle(rule: IdleRule, at: datetime, periods: dict[str, str]) -> Due:
    days, warned = int(periods[rule.setting]), 0
    doomed = _to_delete(rule, at, days)
    for number in (1, 0):
        for row in _to_warn(rule, number, at, days):
            warned += 1
            _warn(row, number, at)
    for row in doomed:
        delete_assessment(row[0], "", at, because=rule.name, quiet_since=at - timedelta(days=days))
    return Due(rule.name, days, len(doomed), warned)


_Idle = tuple[str, str, str, str]


def _to_warn(rule: IdleRule, number: int, at: datetime, days: int) -> Sequence[_Idle]:
    """Return the assessments whose members have been warned `number` times and are to hear once more."""
    ahead = (FIRST, SECOND)[number]
    rows = retention.idle(
        db.session, submitted=rule.is_submitted, quiet_since=at - timedelta(days=days) + ahead, warnings=number,
        warned_before=at - (FIRST - SECOND) if number else None,
    )  # fmt: skip
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _to_delete(rule: IdleRule, at: datetime, days: int) -> Sequence[_Idle]:
    rows = retention.idle(
        db.session, submitted=rule.is_submitted, quiet_since=at - timedelta(days=days), warnings=2,
        warned_before=at - SECOND,
    )  # fmt: skip
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _warn(row: _Idle, number: int, at: datetime) -> None:
    assessment_id, organisation_id, system, organisation = row
    day = (at + (FIRST, SECOND)[number]).date() + timedelta(days=1)
    with acts.act(Event.RETENTION_APPLIED, by="", at=at, subject=assessment_id) as done:
        retention.note_warning(done.session, assessment_id, number + 1, at)
        for email, language in retention.editors(done.session, organisation_id):
            letter = letters.warning(language, system, organisation, assessment_id, day)
            mail.post(done.session, "retention-warning", email, letter, at)
        done.content["warning"] = number + 1
