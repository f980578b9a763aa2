"""Invitations: to join an organisation, to found one, or to take an office. They expire and work once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from assessment.domain.access import MEMBER_ROLES, OFFICES, Role
from assessment.domain.trail import Event
from assessment.mail.message import is_address
from assessment.services import mail
from assessment.services.accounts import as_address
from assessment.services.identifiers import CODE_LENGTH, as_typed, hashed, new_code, new_id, new_token
from assessment.services.places import NotFound
from assessment.storage import accounts, acts, db, invitations, members

if TYPE_CHECKING:
    from assessment.domain.access import Person
    from assessment.services.mail import Letter
    from assessment.storage import DatabaseSession

LASTS = timedelta(days=7)
OPERATOR_LINK_LASTS = timedelta(hours=24)


class Used(ValueError):
    """The invitation was accepted, revoked or expired meanwhile."""


class Taken(ValueError):
    """The mail address belongs to an account already: its owner has to sign in."""


class NotForYou(ValueError):
    """The invitation to an office names another address than that of the account."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to invite to what: a role inside an organisation, an office, or (None) to found an organisation."""

    role: Role | None
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation with its secrets, which are told once and kept only as digests."""

    id: str
    token: str
    code: str
    expires_at: datetime
    email: str
    role: Role | None
    language: str

    @property
    def dictated(self) -> str:
        """Return the code in two halves, as it is read aloud."""
        return f"{self.code[: CODE_LENGTH // 2]}-{self.code[CODE_LENGTH // 2 :]}"


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open invitation, as the person who got it sees it."""

    id: str
    organisation_id: str | None
    organisation: str
    country: str
    inviter: str
    role: Role | None
    email: str
    language: str
    time_zone: str
    expires_at: datetime


class Writer(Protocol):
    """Writes the letter that carries an invitation."""

    def __call__(self, invited: Invited) -> Letter:
        """Return the letter in the language of the invitation."""


def invite_member(by: Person, organisation_id: str, wish: Wish, write: Writer, at: datetime) -> Invited:
    """Invite somebody to an organisation; with an address the invitation also goes there by mail."""
    if wish.role not in MEMBER_ROLES:
        raise ValueError(wish.role)
    return _invite(by.id, organisation_id, wish, write, at)


def invite_by_operator(by: Person, wish: Wish, write: Writer, at: datetime) -> Invited:
    """Invite somebody to found an organisation or to take an office."""
    if wish.role is not None and wish.role not in OFFICES:
        raise ValueError(wish.role)
    return _invite(by.id, None, wish, write, at)


def make_operator_link(at: datetime, *, even_if_there_is_one: bool = False) -> Invited | None:
    """Return an invitation to operate the service, for the terminal; the former one of this kind works no more.

    None when there is an operator already, unless one is wanted all the same.
    """
    if not even_if_there_is_one and accounts.has_operator(db.session):
        return None
    made = _new(Wish(Role.OPERATOR, "", "en"), at + OPERATOR_LINK_LASTS)
    with acts.act(Event.INVITED, by="", at=at, subject=made.id) as done:
        invitations.revoke_by_program(done.session, Role.OPERATOR.value, at)
        invitations.add(done.session, _stored(made, None, "", at))
        done.content["role"] = Role.OPERATOR.value
    return made


def renew(by: Person, organisation_id: str | None, invitation_id: str, write: Writer, at: datetime) -> Invited:
    """Give an unaccepted invitation new secrets and a new term, and send it again; the former ones are dead."""
    known = {row.id: row for row in invitations.pending(db.session, organisation_id)}
    if invitation_id not in known:
        raise NotFound
    row = known[invitation_id]
    wish = Wish(Role(row.role) if row.role else None, row.email, row.language)
    made = _new(wish, at + LASTS, invitation_id)
    letter = write(made)
    values: dict[str, object] = {
        "token_hash": hashed(made.token), "code_hash": hashed(made.code), "expires_at": made.expires_at,
    }  # fmt: skip
    with acts.act(Event.INVITED, by=by.id, at=at, subject=organisation_id or invitation_id) as done:
        if not invitations.renew(done.session, invitation_id, values):
            raise NotFound
        if made.email:
            mail.post(done.session, "invitation", made.email, letter, at)
        done.content |= {"invitation": invitation_id, "again": True}
    return made


def revoke(by: Person, organisation_id: str | None, invitation_id: str, at: datetime) -> None:
    """Take an unaccepted invitation back; raise NotFound when there is none."""
    with acts.act(Event.INVITATION_REVOKED, by=by.id, at=at, subject=organisation_id or invitation_id) as done:
        if not invitations.revoke(done.session, invitation_id, organisation_id, at):
            raise NotFound
        done.content["invitation"] = invitation_id


def list_pending(organisation_id: str | None) -> list[Invitation]:
    """Return the invitations of an organisation (None: those of operators) that nobody has used, expired ones too."""
    rows = invitations.pending(db.session, organisation_id)
    return [
        Invitation(
            row.id, row.organisation_id, "", "", "", Role(row.role) if row.role else None, row.email, row.language,
            "", row.expires_at,
        )
        for row in rows
    ]  # fmt: skip


def find_by_link(token: str, at: datetime) -> Invitation | None:
    """Return the open invitation of a link's secret. A code is none: it is short, and guesses at codes are counted."""
    return _shown(invitations.by_token(db.session, hashed(token), at))


def find_by_code(typed: str, at: datetime) -> Invitation | None:
    """Return the open invitation of a typed code; the caller limits how often that is tried."""
    return _shown(invitations.by_code(db.session, hashed(as_typed(typed)), at))


def find_by_id(id_: str, at: datetime) -> Invitation | None:
    """Return an open invitation that was opened by its code before."""
    return _shown(invitations.by_id(db.session, id_, at)) if id_ else None


def accept_with_new_account(invitation: Invitation, account: dict[str, object], at: datetime) -> str:
    """Make an account (`accounts.new_account`) and accept; return its id. Raises Used or Taken."""
    email, id_ = str(account["email"]), str(account["id"])
    with acts.act(Event.INVITATION_ACCEPTED, by=id_, at=at, subject=invitation.organisation_id or id_) as done:
        subject = str(account.get("oidc_subject") or "")
        if accounts.is_taken(done.session, email) or (subject and accounts.by_subject(done.session, subject)):
            raise Taken
        accounts.add(done.session, account)
        _accept(done.session, invitation, id_, at)
        done.content |= {"invitation": invitation.id, "account": "new"}
    return id_


def accept_as(account_id: str, invitation: Invitation, at: datetime) -> None:
    """Accept with an account that exists. Raises Used, or NotForYou when an office was offered to another address."""
    account = accounts.by_id(db.session, account_id)
    if account is None:
        raise Used
    is_office = invitation.organisation_id is None and invitation.role is not None
    if is_office and invitation.email and invitation.email != account.email:
        raise NotForYou
    with acts.act(
        Event.INVITATION_ACCEPTED, by=account_id, at=at, subject=invitation.organisation_id or account_id
    ) as done:
        _accept(done.session, invitation, account_id, at)
        done.content |= {"invitation": invitation.id, "account": "known"}


def _accept(session: DatabaseSession, invitation: Invitation, account_id: str, at: datetime) -> None:
    if not invitations.accept(session, invitation.id, account_id, at):
        raise Used
    if invitation.organisation_id is not None and invitation.role is not None:
        _join(session, invitation.organisation_id, account_id, invitation.role, at)
    elif invitation.role is not None:
        account = accounts.by_id(session, account_id)
        held = [office for office in (account.offices if account else ()) if office]
        accounts.change(session, account_id, {"offices": sorted({*held, invitation.role.value})})


def _join(session: DatabaseSession, organisation_id: str, account_id: str, role: Role, at: datetime) -> None:
    """Become a member; who is one already keeps the role they have, so that an old link cannot take one away."""
    if members.role_of(session, organisation_id, account_id) is None:
        members.add(session, organisation_id, account_id, role.value, at)


def _invite(by: str, organisation_id: str | None, wish: Wish, write: Writer, at: datetime) -> Invited:
    email = as_address(wish.email)
    if email and not is_address(email):
        raise ValueError(email)
    made = _new(Wish(wish.role, email, wish.language), at + LASTS)
    letter = write(made)
    with acts.act(Event.INVITED, by=by, at=at, subject=organisation_id or made.id) as done:
        invitations.add(done.session, _stored(made, organisation_id, by, at))
        if email:
            mail.post(done.session, "invitation", email, letter, at)
        done.content |= {"invitation": made.id, "role": wish.role.value if wish.role else ""}
    return made


def _new(wish: Wish, expires_at: datetime, id_: str = "") -> Invited:
    return Invited(id_ or new_id(), new_token(), new_code(), expires_at, wish.email, wish.role, wish.language)


def _stored(made: Invited, organisation_id: str | None, by: str, at: datetime) -> dict[str, object]:
    return {
        "id": made.id, "organisation_id": organisation_id, "email": made.email,
        "role": made.role.value if made.role else "", "language": made.language, "token_hash": hashed(made.token),
        "code_hash": hashed(made.code), "created_by": by, "created_at": at, "expires_at": made.expires_at,
    }  # fmt: skip


def _shown(found: invitations.Found | None) -> Invitation | None:
    if found is None:
        return None
    row, organisation, inviter = found
    name, country = (organisation.name, organisation.country) if organisation else ("", "")
    zone = organisation.time_zone if organisation else "UTC"
    role = Role(row.role) if row.role else None
    return Invitation(
        row.id, row.organisation_id, name, country, inviter or "", role, row.email, row.language, zone, row.expires_at
    )  # fmt: skip
