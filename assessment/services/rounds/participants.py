"""The participants of a round: who they are, changing and withdrawing one, putting a new invitation in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.invitation_list import Entry
from assessment.domain.trail import Event
from assessment.services.places import NotFound
from assessment.services.rounds import inviting
from assessment.services.rounds.inviting import Already
from assessment.storage import acts, db, invitations, organisations, participants

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.services.invitations import Invited
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Invitation, Organisation, Participant


@dataclass(frozen=True, slots=True)
class Listed:
    """A participant as the list shows it; `organisation` is the name that it gave itself, once it takes part."""

    id: str
    entry: Entry
    organisation: str
    is_accepted: bool
    is_opened: bool
    is_withdrawn: bool
    expires_at: datetime | None

    @property
    def can_be_renewed(self) -> bool:
        """Whether a new code would help."""
        return not self.organisation


def search(round_id: str, words: str, start: int = 0) -> tuple[list[Listed], int]:
    """Return participants of a round by name, fifty from `start` on, and how many there are."""
    rows, total = participants.search(db.session, round_id, words, start)
    return [_listed(row[0], row[1], row[2]) for row in rows], total


def find_participant(participant_id: str) -> tuple[Listed, str]:
    """Return a participant and the id of its round; raise NotFound."""
    found = participants.with_everything(db.session, participant_id)
    if found is None:
        raise NotFound
    return _listed(found[0], found[1], found[2]), found[0].round_id


def change_participant(participant_id: str, entry: Entry, by: Person, at: datetime) -> None:
    """Change what is written about a participant. Raises NotFound or Already.

    Of an organisation that takes part only its holding follows; for all else its own words count.
    """
    with acts.act(Event.PARTICIPANT_CHANGED, by=by.id, at=at, subject=participant_id) as done:
        row = _standing(done.session, participant_id)
        others = [
            one for one in participants.known(done.session, row.round_id) if one[0] != row.key
        ]  # fmt: skip
        met = {key for one in others for key in (one[0], *inviting.keys_of(one[1], one[2], one[3]))}
        if met.intersection(entry.keys):
            raise Already
        participants.change(done.session, participant_id, inviting.columns(entry))
        if row.invitation_id:
            values: dict[str, object] = {"email": entry.email, "language": entry.language}
            invitations.renew(done.session, row.invitation_id, values)
        if row.organisation_id:
            organisations.change(done.session, row.organisation_id, {"holding": entry.holding})


def withdraw_participant(participant_id: str, by: Person, at: datetime) -> None:
    """Take an organisation out of its round; its link and code are dead, its answers stay its own."""
    with acts.act(Event.PARTICIPANT_WITHDRAWN, by=by.id, at=at, subject=participant_id) as done:
        row = _standing(done.session, participant_id)
        participants.change(done.session, participant_id, {"withdrawn_at": at})
        if row.invitation_id:
            invitations.revoke(done.session, row.invitation_id, None, at)


def put_in_place(
    session: DatabaseSession, row: Participant, former: Invitation | None, made: Invited, how: tuple[str, datetime]
) -> None:
    """Put a new invitation in the place of the former one within the caller's act; one that was used is left."""
    by, at = how
    if former is not None and former.accepted_at is None:
        invitations.revoke(session, former.id, None, at)
    participants.add_invitations(session, [inviting.stored_invitation(made, by, at)])
    participants.point(session, row.id, made.id)


def entry_of(row: Participant) -> Entry:
    """Return what is written about a participant."""
    return Entry(
        row.name, row.country, row.activity, row.size, row.contact, row.email, row.language, row.facilitator_id,
        row.holding,
    )  # fmt: skip


def _standing(session: DatabaseSession, participant_id: str) -> Participant:
    row = participants.find(session, participant_id)
    if row is None or row.withdrawn_at is not None:
        raise NotFound
    return row


def _listed(row: Participant, invitation: Invitation | None, organisation: Organisation | None) -> Listed:
    return Listed(
        row.id, entry_of(row), organisation.name if organisation else "",
        organisation is not None or (invitation is not None and invitation.accepted_at is not None),
        row.opened_at is not None, row.withdrawn_at is not None, invitation.expires_at if invitation else None,
    )  # fmt: skip
