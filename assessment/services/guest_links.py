"""Links for colleagues without an account: making, listing and revoking them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.trail import Event
from assessment.services import guest_codes, mail
from assessment.services.identifiers import hashed, new_id, new_token
from assessment.services.places import NotFound
from assessment.storage import acts, db, guest_links

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.services.mail import Letter
    from assessment.storage.tables import GuestLink

# For how many days a link can be made, the usual number first.
DAYS = (14, 7, 30, 90)
MOST_OPEN = 100


class TooManyLinks(Exception):
    """The assessment has as many open links as it can have; one has to be revoked first."""


class LinkState(Enum):
    """What has become of a link."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a link is for; mails and pages are in `language`."""

    name: str
    email: str
    language: str
    days: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One link as members see it. Its secret is not known any more."""

    id: str
    section_id: str
    name: str
    email: str
    state: LinkState
    created_by: str
    created_at: datetime
    expires_at: datetime
    confirmed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it can be used."""
        return self.state in {LinkState.WAITING, LinkState.CONFIRMED}


@dataclass(frozen=True, slots=True)
class Made:
    """A link just made: its secret is known only now."""

    id: str
    token: str


def make_link(
    where: tuple[str, str], invited: Invited, by: Person, at: datetime, letter: Callable[[str], Letter]
) -> Made:
    """Make a link for a section, `where` being (assessment, section), and mail it; `letter` writes it for a token.

    Raises TooManyLinks.
    """
    assessment_id, section_id = where
    made = Made(new_id(), new_token())
    values = {
        "id": made.id, "assessment_id": assessment_id, "section_id": section_id, "name": invited.name,
        "email": invited.email, "language": invited.language, "token_hash": hashed(made.token), "created_by": by.id,
        "created_at": at, "expires_at": at + timedelta(days=invited.days),
    }  # fmt: skip
    with acts.act(Event.GUEST_LINK_MADE, by=by.id, at=at, subject=assessment_id) as done:
        if guest_links.open_count(done.session, assessment_id, at) >= MOST_OPEN:
            raise TooManyLinks
        guest_links.add(done.session, values)
        mail.post(done.session, "guest-link", invited.email, letter(made.token), at)
        done.content.update(section=section_id, link=made.id, days=invited.days)
    return made


def links_of(assessment_id: str, at: datetime) -> tuple[Listed, ...]:
    """Return the links of an assessment, newest first."""
    return tuple(
        Listed(
            link.id, link.section_id, link.name, link.email, _state(link, at), link.created_by, link.created_at,
            link.expires_at, link.confirmed_at,
        )
        for link in guest_links.of_assessment(db.session, assessment_id)
    )  # fmt: skip


def _state(link: GuestLink, at: datetime) -> LinkState:
    if link.revoked_at is not None:
        return LinkState.REVOKED
    if link.expires_at <= at:
        return LinkState.EXPIRED
    return LinkState.WAITING if link.confirmed_at is None else LinkState.CONFIRMED


def revoke_link(where: tuple[str, str], id_: str, by: Person, at: datetime) -> None:
    """Close a link: the guest's next request is refused. Raises NotFound."""
    with acts.act(Event.GUEST_LINK_REVOKED, by=by.id, at=at, subject=where[0]) as done:
        link = guest_links.find(done.session, where, id_)
        if link is None:
            raise NotFound
        done.is_void = link.revoked_at is not None
        guest_links.change(done.session, id_, {"revoked_at": at, "code_hash": "", "code_expires_at": None})
        guest_links.forget_browsers(done.session, id_)
        done.content["link"] = id_


def code_for_phone(where: tuple[str, str], id_: str, by: Person, at: datetime) -> str:
    """Return a fresh code that the one who made the link can read out when mail does not arrive; it replaces any other.

    Raises NotFound for a link that is closed or that somebody else made, TooManyCodes when it is asked for too often.
    """
    with acts.act(Event.GUEST_CODE_SHOWN, by=by.id, at=at, subject=where[0]) as done:
        link = guest_links.find(done.session, where, id_)
        if link is None or link.created_by != by.id or _state(link, at) not in {LinkState.WAITING, LinkState.CONFIRMED}:
            raise NotFound
        done.content["link"] = id_
        return guest_codes.make_code(done.session, link, at)
