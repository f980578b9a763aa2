"""Reminders go to those whose turn it is, in their language, once in three days, and to nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from assessment.domain.access import Role
from assessment.domain.standing_in_round import Group, Obstacle
from assessment.services import invitations, work
from assessment.services.identifiers import hashed, new_id, new_token
from assessment.services.mail import Letter
from assessment.services.places import NotFound
from assessment.services.rounds import reminding
from assessment.storage import db
from assessment.storage.tables import Invitation, MailMessage, Participant
from tests import factories, in_round
from tests.factories import NOW
from tests.services.rounds.test_board import HELPER, OFFICER, fill

if TYPE_CHECKING:
    from flask import Flask

    from assessment.services.rounds.reminding import Due
    from assessment.storage.tables import Round

EVERYBODY = tuple(Group)


def write(due: Due, token: str) -> Letter:
    return Letter(f"Reminder {due.language}", f"{due.line.name} {token}")


def sent() -> dict[str, str]:
    rows = db.session.execute(
        select(MailMessage.recipient, MailMessage.text).where(MailMessage.purpose == "round-reminder")
    )
    return {row[0]: row[1] for row in rows}


def due(of: Round, *groups: Group) -> list[str]:
    return [one.line.name for one in reminding.preview(OFFICER, of.id, groups or EVERYBODY, NOW).due]


def test_only_those_are_reminded_who_have_something_to_do(any_app: Flask) -> None:
    with any_app.app_context():
        fill(of := in_round.round_())

        assert due(of) == ["A invited", "B opened", "C accepted", "D under way", "F returned"]


@pytest.mark.parametrize(
    ("group", "names"),
    [
        (Group.NOT_OPENED, ["A invited"]),
        (Group.NOT_STARTED, ["B opened", "C accepted"]),
        (Group.UNDER_WAY, ["D under way"]),
        (Group.RETURNED, ["F returned"]),
    ],
)
def test_one_group_can_be_chosen(any_app: Flask, group: Group, names: list[str]) -> None:
    with any_app.app_context():
        fill(of := in_round.round_())

        assert due(of, group) == names


def test_each_gets_one_mail_at_their_address(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        first, second = in_round.participant(of, "A"), in_round.participant(of, "B", opened_at=NOW)

        assert reminding.remind(OFFICER, of.id, EVERYBODY, write, NOW) == 2
        assert set(sent()) == {first.email, second.email}


def test_nobody_is_reminded_twice_in_three_days(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        in_round.participant(of)
        reminding.remind(OFFICER, of.id, EVERYBODY, write, NOW)

        again = [reminding.remind(OFFICER, of.id, EVERYBODY, write, NOW + timedelta(days=d)) for d in (0, 2, 3)]

        assert again == [0, 0, 1]


def test_the_participant_is_told_to_have_been_reminded(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        made = in_round.participant(of)
        reminding.remind(OFFICER, of.id, EVERYBODY, write, NOW)
        row = db.session.get(Participant, made.id, populate_existing=True)

        assert row is not None
        assert (row.reminders, row.reminded_at) == (1, NOW)


def test_languages_are_counted(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        for language in ("fr", "en", "fr"):
            in_round.participant(of, language=language)

        assert reminding.preview(OFFICER, of.id, EVERYBODY, NOW).by_language == {"fr": 2, "en": 1}


@pytest.mark.parametrize(
    ("values", "obstacle"),
    [
        ({"reminded_at": NOW - timedelta(days=2)}, Obstacle.RECENT),
        ({"created_at": NOW - timedelta(days=2)}, Obstacle.RECENT),
        ({"email": ""}, Obstacle.NO_ADDRESS),
    ],
)
def test_who_is_held_back_is_counted_with_the_reason(any_app: Flask, values: Any, obstacle: Obstacle) -> None:  # noqa: ANN401 - columns
    with any_app.app_context():
        of = in_round.round_()
        in_round.participant(of, **values)

        assert reminding.preview(OFFICER, of.id, EVERYBODY, NOW).held_back == {obstacle: 1}


def test_who_cannot_be_reached_by_mail_gets_no_other(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        in_round.mail(in_round.participant(of), given_up=True)

        assert reminding.preview(OFFICER, of.id, EVERYBODY, NOW).held_back == {Obstacle.UNDELIVERABLE: 1}


def test_without_an_address_of_a_contact_the_owner_is_written_to(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        _, organisation = in_round.accepted(of, email="")
        owner = factories.member(organisation)

        assert [one.address for one in reminding.preview(OFFICER, of.id, EVERYBODY, NOW).due] == [owner.email]


def test_after_the_end_only_those_with_more_time_are_reminded(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_(state="closed")
        in_round.participant(of, "A")
        in_round.participant(of, "B", extended_to=date(2027, 1, 31))

        assert due(of) == ["B"]


def test_the_link_in_a_reminder_opens_the_invitation_and_the_former_code_still_does(any_app: Flask) -> None:
    with any_app.app_context():
        of, code = in_round.round_(), "ABCD2345"
        row = Invitation(
            id=new_id(), email="a@example.org", token_hash=hashed(new_token()), code_hash=hashed(code),
            created_by=new_id(), created_at=NOW, expires_at=NOW + timedelta(days=60),
        )  # fmt: skip
        factories._kept(row, {})  # noqa: SLF001 - a row without a factory of its own
        made = in_round.participant(of, invitation_id=row.id)
        reminding.remind(OFFICER, of.id, EVERYBODY, write, NOW)
        token = sent()[made.email].split()[-1]

        assert [
            found.id if (found := find(secret, NOW)) else ""
            for find, secret in ((invitations.find_by_link, token), (invitations.find_by_code, code))
        ] == [row.id, row.id]


def test_a_facilitator_reminds_only_who_is_bound_to_them(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        mine = in_round.participant(of, facilitator_id=HELPER.id)
        in_round.participant(of, "Somebody else's")
        reminding.remind(HELPER, of.id, EVERYBODY, write, NOW)

        assert set(sent()) == {mine.email}


def test_a_round_out_of_reach_reminds_nobody(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        in_round.participant(of)
        factories.account("Faith", Role.FACILITATOR)

        with pytest.raises(NotFound):
            reminding.remind(HELPER, of.id, EVERYBODY, write, NOW)


def deliver(at: datetime) -> None:
    """Let the worker do what is due at this time, mail among it."""
    work.schedule_tasks(NOW)
    while work.work_once(lambda: at):
        pass


def received(of: Participant) -> datetime | None:
    return db.session.execute(select(MailMessage.sent_at).where(MailMessage.recipient == of.email)).scalar_one()


def test_the_worker_sends_each_when_work_begins_in_its_country(any_app: Flask) -> None:
    # 09:30 in Greenwich: a Wednesday noon in Nairobi, half past four in the morning in New York, and late at
    # night on Kiribati.
    with any_app.app_context():
        of = in_round.round_(countries={"KE": 3, "US": 1, "KI": 1})
        there = [in_round.participant(of, country, country=country) for country in ("KE", "US", "KI")]
        reminding.remind(OFFICER, of.id, EVERYBODY, write, NOW)
        log = []
        for hours in (0, 4, 5, 11, 12):
            deliver(NOW + timedelta(hours=hours))
            log.append([received(one) is not None for one in there])

    assert log == [
        [True, False, False],
        [True, False, False],
        [True, True, False],
        [True, True, False],
        [True, True, True],
    ]


def test_a_reminder_that_would_come_after_the_last_day_leaves_at_once(any_app: Flask) -> None:
    with any_app.app_context():
        saturday = datetime(2026, 12, 5, 9, 0, tzinfo=UTC)
        of = in_round.round_(closes_on=date(2026, 12, 6))
        made = in_round.participant(of)
        reminding.remind(OFFICER, of.id, EVERYBODY, write, saturday)
        deliver(saturday)

        assert received(made) == saturday


@pytest.mark.parametrize(
    ("last_day", "hours"),
    [(date(2027, 1, 20), 71), (date(2026, 12, 30), 0)],
    ids=["it waits for the end of Christmas", "the last day is near"],
)
def test_nobody_is_reminded_on_a_public_holiday_unless_the_last_day_is_near(
    any_app: Flask, last_day: date, hours: int
) -> None:
    christmas = datetime(2026, 12, 25, 7, 0, tzinfo=UTC)
    with any_app.app_context():
        of = in_round.round_(closes_on=last_day)
        made = in_round.participant(of, country="KE", invited_at=christmas - timedelta(days=10))
        reminding.remind(OFFICER, of.id, EVERYBODY, write, christmas)
        for later in (0, 70, 71):
            deliver(christmas + timedelta(hours=later))

        assert received(made) == christmas + timedelta(hours=hours)
