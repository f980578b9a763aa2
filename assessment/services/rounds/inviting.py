"""Inviting organisations to a round, one or many in one act: a code of their own, or a word to who is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assessment.domain.invitation_list import Entry
from assessment.domain.matching import plain
from assessment.domain.rounds import Phase, RoundState, invitations_last_until, phase_of
from assessment.domain.trail import Event
from assessment.services import mail
from assessment.services.identifiers import hashed, new_code, new_id, new_token
from assessment.services.invitations import Invited
from assessment.services.places import NotFound
from assessment.services.rounds import reading
from assessment.storage import acts, organisations, participants, rounds

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.domain.rounds import Terms
    from assessment.services.mail import Letter
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Round

# Why the mails of this module are sent.
INVITATION = "round-invitation"


class NotInviting(RuntimeError):
    """Nobody can be invited to this round now: it is a draft, over or closed."""


class Already(ValueError):
    """An organisation with this address, or this name in this country, is in the round already."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody who was invited, with the secrets, which are told once; without them for who is known already."""

    participant_id: str
    entry: Entry
    invited: Invited | None = None
    organisation_id: str = ""
    organisation: str = ""


class Writer(Protocol):
    """Writes the mails of a round, each in the language of whoever gets it."""

    def invitation(self, invitee: Invitee, terms: Terms) -> Letter:
        """Return the mail with link and code."""

    def known(self, organisation_id: str, organisation: str, language: str, terms: Terms) -> Letter:
        """Return the mail to an owner of an organisation that takes part without a code."""


def require_inviting(row: Round | None, terms: Terms, at: datetime) -> None:
    """Raise NotFound or NotInviting unless organisations can be invited to a round now."""
    if row is None:
        raise NotFound
    if phase_of(RoundState(row.state), terms, at) not in {Phase.AHEAD, Phase.RUNNING}:
        raise NotInviting


def invite_one(round_id: str, entry: Entry, writer: Writer, by: Person, at: datetime) -> Invitee:
    """Invite one organisation. Raises NotFound, NotInviting or Already."""
    with acts.act(Event.PARTICIPANTS_INVITED, by=by.id, at=at, subject=round_id) as done:
        made = invite_within(done.session, round_id, [entry], writer, (by.id, at, ""))
        if not made:
            raise Already
        done.content |= {"count": 1, "participants": [made[0].participant_id]}
    return made[0]


def invite_within(
    session: DatabaseSession, round_id: str, entries: Sequence[Entry], writer: Writer, how: tuple[str, datetime, str]
) -> list[Invitee]:
    """Invite within the caller's act those who are not in the round yet; `how` is by whom, when, in which batch.

    Who owns an organisation in the service takes part with it and is told; everybody else gets a code of their own.
    """
    row = rounds.find(session, round_id)
    terms = reading.terms_of(session, row) if row is not None else None
    by, at, batch = how
    if row is None or terms is None:
        raise NotFound
    require_inviting(row, terms, at)
    fresh = _fresh(entries, known_keys(session, round_id))
    homes = _homes(session, round_id, fresh)
    until = invitations_last_until(terms.closes_on)
    made = []
    for entry in fresh:
        home = homes.get(entry.keys[0])
        if home:
            made.append(Invitee(new_id(), entry, None, *home))
        else:
            secret = Invited(new_id(), new_token(), new_code(), until, entry.email, None, entry.language)
            made.append(Invitee(new_id(), entry, secret))
    _write(session, round_id, made, (by, at, batch))
    _post(session, made, writer, terms, at)
    return made


def known_keys(session: DatabaseSession, round_id: str) -> frozenset[str]:
    """Return the keys of everybody in a round, also those that were withdrawn."""
    found: set[str] = set()
    for key, email, name, country, _ in participants.known(session, round_id):
        found |= {key, *keys_of(email, name, country)}
    return frozenset(found)


def keys_of(email: str, name: str, country: str) -> tuple[str, ...]:
    """Return what tells somebody from others."""
    return Entry(name, country, email=email).keys


def _fresh(entries: Sequence[Entry], known: Collection[str]) -> list[Entry]:
    seen, found = set(known), []
    for entry in entries:
        if not seen.intersection(entry.keys):
            found.append(entry)
        seen.update(entry.keys)
    return found


def _homes(session: DatabaseSession, round_id: str, entries: Sequence[Entry]) -> dict[str, tuple[str, str]]:
    """Return by key the organisation (id, name) in the service that an entry means, if its address owns one.

    That is the one of the same name, else the only one that the address owns, in the same country. An organisation
    that takes part already is left alone.
    """
    taken = set(participants.organisations_in(session, round_id))
    owned: dict[str, list[tuple[str, str, str]]] = {}
    for email, id_, name, country in participants.owned_by(session, {one.email for one in entries if one.email}):
        owned.setdefault(email, []).append((id_, name, country))
    found = {}
    for entry in entries:
        there = [one for one in owned.get(entry.email, []) if one[2] == entry.country and one[0] not in taken]
        named = [one for one in there if plain(one[1]) == plain(entry.name)]
        home = named[0] if named else there[0] if len(there) == 1 else None
        if home:
            taken.add(home[0])
            found[entry.keys[0]] = (home[0], home[1])
    return found


def _write(session: DatabaseSession, round_id: str, made: Sequence[Invitee], how: tuple[str, datetime, str]) -> None:
    by, at, batch = how
    secrets = [stored_invitation(one.invited, by, at) for one in made if one.invited]
    participants.add_invitations(session, secrets)
    participants.add(
        session,
        [
            columns(one.entry) | {
                "id": one.participant_id, "round_id": round_id, "batch": batch, "created_by": by, "created_at": at,
                "invitation_id": one.invited.id if one.invited else None,
                "organisation_id": one.organisation_id or None,
            }
            for one in made
        ],
    )  # fmt: skip
    for one in made:
        if one.organisation_id and one.entry.holding:
            organisations.change(session, one.organisation_id, {"holding": one.entry.holding})


def _post(session: DatabaseSession, made: Sequence[Invitee], writer: Writer, terms: Terms, at: datetime) -> None:
    written = [(one.entry.email, writer.invitation(one, terms)) for one in made if one.invited and one.entry.email]
    mail.post_many(session, INVITATION, written, at)
    tell_owners(
        session, {one.organisation_id: one.organisation for one in made if one.organisation_id}, writer, terms, at
    )


def tell_owners(session: DatabaseSession, told: dict[str, str], writer: Writer, terms: Terms, at: datetime) -> None:
    """Tell the owners of organisations, given as id and name, that they take part; within the caller's act."""
    for organisation, email, language in participants.owners(session, told):
        mail.post(session, INVITATION, email, writer.known(organisation, told[organisation], language, terms), at)


def stored_invitation(made: Invited, by: str, at: datetime) -> dict[str, object]:
    """Return the row of an invitation: digests of its secrets."""
    return {
        "id": made.id, "organisation_id": None, "email": made.email, "role": "", "language": made.language,
        "token_hash": hashed(made.token), "code_hash": hashed(made.code), "created_by": by, "created_at": at,
        "expires_at": made.expires_at,
    }  # fmt: skip


def columns(entry: Entry) -> dict[str, object]:
    """Return what is written about a participant, as it is stored."""
    return {
        "key": entry.keys[0], "name": entry.name, "country": entry.country, "activity": entry.activity,
        "size": entry.size, "contact": entry.contact, "email": entry.email, "language": entry.language,
        "facilitator_id": entry.facilitator, "holding": entry.holding,
    }  # fmt: skip
