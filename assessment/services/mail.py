"""The outbox: what is to be sent is written with the act it belongs to, and sent later, outside the request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from assessment import storage
from assessment.content.public_holidays import is_public_holiday
from assessment.content.working_weeks import working_week
from assessment.domain.working_week import HELD_BACK, next_moment
from assessment.mail.errors import MailError, NotSent, UnusableMessage
from assessment.mail.message import LONGEST_SUBJECT, Message, compose
from assessment.mail.sending import opened
from assessment.services.identifiers import new_id
from assessment.storage import db, mail
from assessment.storage.keys import settings as installed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from assessment.config import Settings
    from assessment.mail.sending import Sender
    from assessment.storage import DatabaseSession

# The pause after each failed attempt; after the last one a message is given up.
PAUSES = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1), timedelta(hours=4),
    timedelta(hours=12), timedelta(hours=24),
)  # fmt: skip
# A worker that dies while it sends leaves its message to others after this time.
LEASE = timedelta(minutes=2)
BATCH = 50
# Marks that turn the direction of a text serve sentences; in a subject mail programs take them for a trick.
_DIRECTIONS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a message, in the language of whoever gets it."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one round of sending came to."""

    sent: int = 0
    postponed: int = 0
    given_up: int = 0


def post(session: DatabaseSession, purpose: str, recipient: str, letter: Letter, at: datetime) -> str:
    """Put a message into the outbox inside the caller's transaction; return its id.

    `purpose` says in one word why it is sent (invitation, reset, …) and is all that stays of it for long.
    """
    values = _waiting(purpose, recipient, letter, at)
    mail.add(session, values)
    return str(values["id"])


def post_by_day(
    session: DatabaseSession, purpose: str, to: tuple[str, str], letter: Letter, when: tuple[datetime, date]
) -> None:
    """Put a message into the outbox that arrives in working hours; `to` is an address and the country of that clock.

    `when` is now, and the last day on which the message is of use, by the same clock. When the next working hours are
    after it, the message goes at once; when holidays could hold it back until after it, it does not wait for them.
    """
    (recipient, country), (at, latest) = to, when
    week = working_week(country)
    opening = next_moment(week, at)
    left = latest - opening.astimezone(week.zone).date()
    clock = {"country": country if left >= HELD_BACK else "", "next_attempt_at": opening if left >= timedelta() else at}
    mail.add(session, _waiting(purpose, recipient, letter, at) | clock)


def post_many(session: DatabaseSession, purpose: str, letters: Sequence[tuple[str, Letter]], at: datetime) -> None:
    """Put messages, given with their recipients, into the outbox together; each costs a third of one by itself."""
    mail.add_many(session, [_waiting(purpose, recipient, letter, at) for recipient, letter in letters])


def _waiting(purpose: str, recipient: str, letter: Letter, at: datetime) -> dict[str, object]:
    subject = " ".join(letter.subject.translate(_DIRECTIONS).split())[:LONGEST_SUBJECT]
    return {
        "id": new_id(), "purpose": purpose, "recipient": recipient, "country": "", "subject": subject,
        "text": letter.text, "attempts": 0, "problem": "", "created_at": at, "next_attempt_at": at,
    }  # fmt: skip


def deliver_due(at: datetime, limit: int = BATCH) -> Delivery:
    """Send what is due; what fails is tried again after growing pauses, then given up with its problem noted.

    One server that is down costs one attempt of each message and no more than its patience. Nothing is locked while a
    message is being sent; if the program dies between sending and noting it, the message is sent a second time under
    the same Message-ID. A message for the working hours of a country waits for them, after a failed attempt too, and
    for the end of a public holiday.
    """
    settings = installed()
    waiting = mail.due(db.session, at, limit)
    if not waiting:
        return Delivery()
    openings = {row.id: _opening(row.country, at) if row.country else at for row in waiting}
    early = [(row.id, row.attempts) for row in waiting if openings[row.id] > at]
    messages = [
        (row.id, row.recipient, row.subject, row.text, row.attempts) for row in waiting if openings[row.id] <= at
    ]
    db.session.rollback()
    if early:
        with storage.transaction() as session:
            for id_, attempts in early:
                mail.put_off(session, id_, attempts, openings[id_])
    outcomes = _send(messages, settings, at) if messages else []
    waits = outcomes.count("postponed") + len(early)
    return Delivery(outcomes.count("sent"), waits, outcomes.count("given up"))


def _opening(country: str, at: datetime) -> datetime:
    return next_moment(working_week(country), at, partial(is_public_holiday, country))


def _send(messages: Sequence[_Waiting], settings: Settings, at: datetime) -> list[str]:
    try:
        with opened(settings.mail_url, settings.instance) as sender:
            return [_attempt(sender, settings, message, at) for message in messages]
    except NotSent as error:
        return [_postpone(message, str(error), at) for message in messages]


def outbox_counts() -> tuple[int, int]:
    """Return how many messages wait to be sent, and how many were given up."""
    return mail.counts(db.session)


_Waiting = tuple[str, str, str, str, int]


def _attempt(sender: Sender, settings: Settings, message: _Waiting, at: datetime) -> str:
    id_, recipient, subject, text, attempts = message
    with storage.transaction() as session:
        if not mail.claim(session, id_, attempts, at + LEASE):
            return "taken"
    try:
        sender.send(compose(Message(id_, recipient, subject, text), settings.mail_from, at))
    except UnusableMessage as error:
        return _note_failure(id_, len(PAUSES), error, at)
    except MailError as error:
        return _note_failure(id_, attempts, error, at)
    with storage.transaction() as session:
        # The text is not needed any more, and may hold a secret link.
        mail.change(session, id_, {"sent_at": at, "next_attempt_at": None, "problem": "", "text": ""})
    return "sent"


def _postpone(message: _Waiting, problem: str, at: datetime) -> str:
    id_, _, _, _, attempts = message
    with storage.transaction() as session:
        if not mail.claim(session, id_, attempts, at + LEASE):
            return "taken"
    return _note_failure(id_, attempts, NotSent(problem), at)


def _note_failure(id_: str, attempts: int, error: MailError, at: datetime) -> str:
    again = at + PAUSES[attempts] if attempts < len(PAUSES) else None
    values: dict[str, object] = {"problem": str(error)[:255], "next_attempt_at": again}
    if isinstance(error, UnusableMessage):
        # It can never be sent. Other texts stay, so that an operator can send them once the server works again; the
        # retention of failed mail forgets them.
        values["text"] = ""
    with storage.transaction() as session:
        mail.change(session, id_, values)
    return "postponed" if again else "given up"


def post_alone(purpose: str, recipient: str, letter: Letter, at: datetime) -> None:
    """Put a message into the outbox that belongs to no act."""
    with storage.transaction() as session:
        post(session, purpose, recipient, letter, at)
