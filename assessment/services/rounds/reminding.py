"""Reminders to those whose turn it is: who, how many in which language, and the mails; none so soon after another.

They arrive in the working hours of the country, unless the last day is over before these begin.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from assessment.domain.standing_in_round import Delivery, Group, Obstacle
from assessment.domain.trail import Event
from assessment.services import mail
from assessment.services.identifiers import hashed, new_token
from assessment.services.rounds import board, reach, submitting
from assessment.storage import acts, db, invitations, participants, participants_followed, round_board

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from assessment.domain.access import Person
    from assessment.services.mail import Letter
    from assessment.services.rounds.board import Line
    from assessment.storage.tables import Participant, Round

PAUSE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody who needs a reminder now: where it goes, in which language, and until when they have time.

    `invitation` is the one that nobody has used yet; its link is made new, its code stays as it was.
    """

    line: Line
    group: Group
    address: str
    language: str
    last_day: date
    invitation: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would be reminded, and how many others belong to the groups but are held back, by the reason."""

    round: Round
    due: tuple[Due, ...] = ()
    held_back: Mapping[Obstacle, int] = field(default_factory=dict)

    @property
    def by_group(self) -> Counter[Group]:
        """How many of each group."""
        return Counter(one.group for one in self.due)

    @property
    def by_language(self) -> Counter[str]:
        """How many in each language, most first."""
        return Counter(dict(Counter(one.language for one in self.due).most_common()))


class Writer(Protocol):
    """Writes a reminder; `token` opens the invitation of who has not accepted it yet, else it is empty."""

    def __call__(self, due: Due, token: str) -> Letter:
        """Return the letter in the language of whom it is due to."""


def preview(person: Person, round_id: str, groups: Collection[Group], at: datetime) -> Preview:
    """Return who of these groups would be reminded now. Raises NotFound."""
    found = reach.find_round(person, round_id)
    limit = reach.facilitator_of(person)
    rows = {row[0].id: row[0] for row in round_board.participants(db.session, round_id, limit)}
    owners: dict[str, tuple[str, str]] = {}
    without = [row.organisation_id for row in rows.values() if not row.email and row.organisation_id]
    for organisation, address, language in participants.owners(db.session, without) if without else ():
        owners[organisation] = (address, language)
    unused = participants_followed.invitations(
        db.session, [row.invitation_id for row in rows.values() if row.invitation_id]
    )
    due: list[Due] = []
    held: Counter[Obstacle] = Counter()
    for line in board.lines_of(round_id, limit):
        row = rows[line.id]
        if line.group not in groups or line.group is None:
            continue
        to = (row.email, row.language) if row.email else owners.get(row.organisation_id or "", ("", ""))
        obstacle = _obstacle(line, row, (found, to[0]), at)
        if obstacle is not None:
            held[obstacle] += 1
            continue
        invitation = row.invitation_id if row.invitation_id in unused and row.organisation_id is None else ""
        due.append(Due(line, line.group, *to, submitting.last_day(found, row), invitation or ""))
    return Preview(found, tuple(due), held)


def remind(person: Person, round_id: str, groups: Collection[Group], write: Writer, at: datetime) -> int:
    """Write a reminder to everybody of these groups who needs one now; return to how many. Raises NotFound."""
    due = preview(person, round_id, groups, at).due
    secrets = {one.line.id: new_token() for one in due if one.invitation}
    letters = [(one, write(one, secrets.get(one.line.id, ""))) for one in due]
    reached: list[str] = []
    with acts.act(Event.PARTICIPANTS_REMINDED, by=person.id, at=at, subject=round_id) as done:
        for one, letter in letters:
            if not participants_followed.remind(done.session, one.line.id, at - PAUSE, at):
                continue
            if one.invitation:
                renewed: dict[str, object] = {"token_hash": hashed(secrets[one.line.id])}
                invitations.renew(done.session, one.invitation, renewed)
            to = (one.address, one.line.country)
            mail.post_by_day(done.session, round_board.REMINDER, to, letter, (at, one.last_day))
            reached.append(one.line.id)
        done.content |= {"participants": reached, "groups": sorted(group.value for group in groups)}
        done.is_void = not reached
    return len(reached)


def _obstacle(line: Line, row: Participant, where: tuple[Round, str], at: datetime) -> Obstacle | None:
    round_, address = where
    if not submitting.accepts(round_, row, at):
        return Obstacle.OVER
    if at - max(line.invited_at, line.reminded_at or line.invited_at) < PAUSE:
        return Obstacle.RECENT
    if not address:
        return Obstacle.NO_ADDRESS
    if line.delivery is Delivery.FAILED:
        return Obstacle.UNDELIVERABLE
    return None
