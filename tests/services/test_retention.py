"""Retention: each rule takes what is due and nothing else, warns before, and leaves proof; a preview only looks."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text, update

from assessment import storage
from assessment.domain.access import Role
from assessment.domain.settings import SETTINGS, Group, in_group
from assessment.domain.trail import Event
from assessment.services import settings
from assessment.services import trail as trails
from assessment.services.erasing.assessments import delete_assessment
from assessment.services.retention.rules import IDLE_RULES, RULES, Due, apply_rules, due_today
from assessment.services.sessions import person_of
from assessment.storage import acts, blobs, db
from assessment.storage.tables import Assessment
from tests import factories, in_round, planted
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask

DAY = timedelta(days=1)
TABLES = {
    "sessions": "session", "sent-mail": "mail_message", "failed-mail": "mail_message", "jobs": "job",
    "exports": "stored_document", "documents": "stored_document", "release-files": "release_file",
    "invitations": "invitation", "removed-evidence": "evidence", "deleted-comments": "comment",
}  # fmt: skip
PREPARATION = {
    "failed-mail": "update mail_message set sent_at = null, next_attempt_at = null",
    "exports": "update stored_document set kind = 'export'",
}


def _rows(table: str) -> int:
    return int(db.session.execute(text(f"select count(*) from {table}")).scalar_one())  # noqa: S608 - our own names


def _days(rule: str) -> int:
    found = next(one for one in RULES if one.name == rule).setting
    return int(SETTINGS[found].default) if found else 0


def _quiet() -> None:
    """Put a row with the time NOW into every table; answers are left out, because no line of the trail wrote them."""
    planted.plant()
    with storage.transaction() as session:
        for table in ("answer", "answer_change"):
            session.execute(text(f"delete from {table}"))  # noqa: S608 - our own names


def _due(found: tuple[Due, ...], name: str) -> Due:
    return next(due for due in found if due.name == name)


@pytest.mark.parametrize("rule", TABLES)
def test_a_rule_takes_rows_when_their_time_has_come_and_not_before(any_app: Flask, rule: str) -> None:
    with any_app.app_context():
        _quiet()
        if rule in PREPARATION:
            with storage.transaction() as session:
                session.execute(text(PREPARATION[rule]))
        end = NOW + timedelta(days=_days(rule))

        apply_rules(end)
        before = _rows(TABLES[rule])
        done = apply_rules(end + timedelta(seconds=1))

        assert (before, _due(done, rule).count, _rows(TABLES[rule])) == (1, 1, 0)


@pytest.mark.parametrize("rule", [*(r.name for r in RULES), *(r.name for r in IDLE_RULES)])
def test_the_preview_says_what_is_done_afterwards_and_changes_nothing(context: None, rule: str) -> None:
    _quiet()
    at = NOW + timedelta(days=4000)
    counts = {table: _rows(table) for table in TABLES.values()}

    preview = due_today(at)

    assert counts == {table: _rows(table) for table in TABLES.values()}
    if rule not in {"removed-evidence", "deleted-comments"}:
        assert _due(preview, rule) == _due(apply_rules(at), rule)
    assert context is None


@pytest.mark.usefixtures("context")
def test_every_period_of_the_settings_has_a_rule() -> None:
    used = {rule.setting for rule in (*RULES, *IDLE_RULES)} - {""}

    assert used == {setting.name for setting in in_group(Group.RETENTION)}


@pytest.mark.usefixtures("context")
def test_what_was_taken_is_proven_in_the_trail() -> None:
    _quiet()

    apply_rules(NOW + 8 * DAY)

    lines = db.session.execute(text("select subject from trail_line where event = 'retention-applied'")).scalars().all()
    assert {"sent-mail", "sessions"} <= set(lines)
    assert trails.verify(NOW).faults == ()


@pytest.mark.usefixtures("context")
def test_nothing_due_leaves_no_line() -> None:
    apply_rules(NOW)

    assert _rows("trail_line") == 0


@pytest.mark.usefixtures("context")
def test_guests_lose_their_names_and_keep_their_answers_author() -> None:
    _quiet()

    apply_rules(NOW + 366 * DAY)

    name, email = db.session.execute(text("select name, email from guest_link")).one()
    assert (name, email) == ("", "")


def _contacts(name: str) -> tuple[str, str]:
    row = db.session.execute(text("select contact, email from participant where name = :name"), {"name": name}).one()
    return row[0], row[1]


def test_a_round_forgets_whom_it_was_addressed_to_and_not_where_they_stood(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_(closes_on=date(2026, 12, 31))
        kept = in_round.participant(of, "Mercy", email="amina@example.org", opened_at=NOW)
        ended = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)
        apply_rules(ended + 400 * DAY)
        before = _contacts("Mercy")
        due = _due(due_today(ended + 401 * DAY), "round-contacts").count
        apply_rules(ended + 401 * DAY)

        assert (before, due, _contacts("Mercy")) == (("Amina Otieno", "amina@example.org"), 1, ("", ""))
        row = db.session.execute(text("select key, opened_at is not null from participant")).one()
        assert (row[0], bool(row[1])) == (kept.id, True)
        lines = db.session.execute(text("select subject from trail_line where event = 'retention-applied'")).scalars()
        assert "round-contacts" in set(lines)


def test_who_was_given_more_time_is_remembered_as_much_longer(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_(closes_on=date(2026, 12, 31))
        in_round.participant(of, "Mercy", email="amina@example.org", extended_to=date(2027, 1, 31))
        apply_rules(datetime(2026, 12, 31, 12, 0, tzinfo=UTC) + 401 * DAY)

        assert _contacts("Mercy")[1] == "amina@example.org"


@pytest.mark.usefixtures("context")
def test_old_details_of_the_trail_are_emptied_but_those_that_prove_answers() -> None:
    for event in (Event.COMMENTED, Event.ANSWERS_SAVED):
        with acts.act(event, by="amina", at=NOW, subject="somewhere"):
            pass

    apply_rules(NOW + 1826 * DAY)

    rows = db.session.execute(text("select actor from trail_detail where number <= 2 order by number")).scalars().all()
    assert rows == ["", "amina"]
    assert trails.verify(NOW).faults == ()


@pytest.mark.usefixtures("context")
def test_a_file_goes_with_the_last_row_that_names_it() -> None:
    _quiet()
    digest = blobs.store().put(io.BytesIO(b"minutes"), 100).digest
    with storage.transaction() as session:
        session.execute(text("update evidence set digest = :d"), {"d": digest})

    apply_rules(NOW + 31 * DAY)

    assert not blobs.store().has(digest)


def _idle(**values: object) -> str:
    organisation = factories.organisation()
    for role in (Role.OWNER, Role.EDITOR, Role.READER):
        factories.member(organisation, role)
    return factories.assessment(factories.system(organisation), **values).id


def _warned() -> int:
    return int(
        db.session.execute(text("select count(*) from mail_message where purpose = 'retention-warning'")).scalar_one()
    )


@pytest.mark.parametrize(("state", "days"), [("draft", 730), ("signed", 730), ("submitted", 1825)])
@pytest.mark.usefixtures("context")
def test_an_idle_assessment_is_warned_about_twice_and_then_deleted(state: str, days: int) -> None:
    _idle(state=state)
    log = []
    for day in (days + ahead for ahead in (-70, -61, -60, -59, -31, -30, -29, -28, -1, 0, 1, 2, 3)):
        apply_rules(NOW + day * DAY + timedelta(minutes=1))
        log.append((day, _warned(), _rows("assessment")))

    first = next(day for day, warned, _ in log if warned == 2)
    second = next(day for day, warned, _ in log if warned == 4)
    gone = next(day for day, _, count in log if count == 0)
    assert (first, second, gone) == (days - 60, days - 29, days + 2)
    assert log[-1][1] == 4
    assert trails.verify(NOW).faults == ()


@pytest.mark.usefixtures("context")
def test_work_on_an_assessment_starts_the_time_anew() -> None:
    id_ = _idle()
    apply_rules(NOW + 671 * DAY)
    apply_rules(NOW + 702 * DAY)
    with storage.transaction() as session:
        session.execute(update(Assessment).where(Assessment.id == id_).values(changed_at=NOW + 705 * DAY))

    apply_rules(NOW + 800 * DAY)
    assert (_rows("assessment"), _warned()) == (1, 4)

    apply_rules(NOW + (705 + 671) * DAY)
    assert _warned() == 6


@pytest.mark.usefixtures("context")
def test_an_assessment_that_somebody_works_on_while_the_rules_are_applied_stays() -> None:
    id_ = _idle()

    delete_assessment(id_, "", NOW, because="idle-drafts", quiet_since=NOW)
    before = _rows("assessment")
    delete_assessment(id_, "", NOW, because="idle-drafts", quiet_since=NOW + DAY)

    assert (before, _rows("assessment")) == (1, 0)


@pytest.mark.usefixtures("context")
def test_a_job_that_stood_still_for_years_still_gives_thirty_days() -> None:
    _idle()
    late = NOW + 2000 * DAY

    for day in (0, 1, 29, 31, 45, 61):
        apply_rules(late + day * DAY)
    assert _rows("assessment") == 1

    apply_rules(late + 62 * DAY)
    assert _rows("assessment") == 0


@pytest.mark.usefixtures("context")
def test_the_warning_names_the_day_and_the_way_to_keep_it() -> None:
    id_ = _idle()

    apply_rules(NOW + 671 * DAY)

    subject, words = db.session.execute(text("select subject, text from mail_message limit 1")).one()
    assert subject.startswith("An assessment will be deleted on ")
    assert f"/assessments/{id_}" in words
    assert "Triage helper" in words


@pytest.mark.usefixtures("context")
def test_another_period_is_used_at_once() -> None:
    _quiet()
    operator = person_of(factories.account("Ola", Role.OPERATOR))
    given = {s.name: s.default for s in in_group(Group.RETENTION)} | {"keep-sent-mail": "1"}
    settings.change_settings(Group.RETENTION, given, operator, NOW)

    assert _due(due_today(NOW + 2 * DAY), "sent-mail").count == 1
