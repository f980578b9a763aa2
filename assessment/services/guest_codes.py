"""How a guest shows that a link is theirs: a code sent to the address, typed once in each browser."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from assessment import storage
from assessment.domain.trail import Event
from assessment.services import mail
from assessment.services.identifiers import as_typed, hashed, new_code, new_token
from assessment.services.places import NotFound
from assessment.storage import acts, db, guest_links

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from assessment.services.mail import Letter
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import GuestLink

CODE_TIME = timedelta(minutes=15)
MOST_ATTEMPTS = 5
MOST_CODES = 5
CODES_WINDOW = timedelta(hours=1)


class TooManyCodes(Exception):
    """As many codes were made within an hour as are made within an hour."""


class WrongCode(Exception):
    """The code is not the one that was sent; `left` tells how often it can still be tried."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class CodeExpired(Exception):
    """No code is valid now: none was asked for, it is too old, or it was typed wrongly too often."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What somebody learns who opens a link: who asks, for which section, until when, and where the code goes."""

    link_id: str
    assessment_id: str
    section_id: str
    organisation: str
    questionnaire: str
    version: str
    name: str
    address: str
    language: str
    expires_at: datetime
    has_code: bool


def open_link(token: str, at: datetime) -> Opened:
    """Return what a link is for; raise NotFound when it was revoked, has expired or never was."""
    found = guest_links.usable(db.session, hashed(token), at, lock=False)
    if found is None:
        raise NotFound
    link, assessment, organisation = found
    return Opened(
        link.id, assessment.id, link.section_id, organisation.name, assessment.questionnaire, assessment.version,
        link.name, _masked(link.email), link.language, link.expires_at, _has_code(link, at),
    )  # fmt: skip


def _masked(email: str) -> str:
    """Return an address that its owner recognises and nobody else learns: j•••@example.org."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}"


def _has_code(link: GuestLink, at: datetime) -> bool:
    is_timely = link.code_expires_at is not None and link.code_expires_at > at
    return bool(link.code_hash) and is_timely and link.attempts < MOST_ATTEMPTS


def make_code(session: DatabaseSession, link: GuestLink, at: datetime) -> str:
    """Return a new code for a link that the caller has locked; raise TooManyCodes."""
    is_new_window = link.codes_since is None or link.codes_since <= at - CODES_WINDOW
    codes = 1 if is_new_window else link.codes + 1
    if codes > MOST_CODES:
        raise TooManyCodes
    code = new_code()
    values = {
        "code_hash": _hash(link.id, code), "code_expires_at": at + CODE_TIME, "attempts": 0, "codes": codes,
        "codes_since": at if is_new_window else link.codes_since,
    }  # fmt: skip
    guest_links.change(session, link.id, values)
    return code


def send_code(token: str, at: datetime, letter: Callable[[str], Letter]) -> None:
    """Mail a new code to the guest; `letter` writes it. Raises NotFound or TooManyCodes."""
    with storage.transaction() as session:
        found = guest_links.usable(session, hashed(token), at)
        if found is None:
            raise NotFound
        code = make_code(session, found[0], at)
        mail.post(session, "guest-code", found[0].email, letter(code), at)


def confirm_link(token: str, code: str, at: datetime) -> str:
    """Return a token for the browser in which the right code was typed.

    Raises NotFound, CodeExpired, or WrongCode, which counts.
    """
    left = _try_code(token, code, at)
    if left is not None:
        raise WrongCode(left)
    browser = new_token()
    with acts.act(Event.GUEST_LINK_CONFIRMED, by="", at=at) as done:
        found = guest_links.usable(done.session, hashed(token), at)
        if found is None:
            raise NotFound
        link = found[0]
        guest_links.remember_browser(done.session, hashed(browser), link.id, at)
        guest_links.change(done.session, link.id, {"confirmed_at": link.confirmed_at or at})
        done.subject = link.assessment_id
        done.content["link"] = link.id
    return browser


def _try_code(token: str, code: str, at: datetime) -> int | None:
    """Use a code up and return None, or count a wrong one and return how many attempts are left."""
    with storage.transaction() as session:
        found = guest_links.usable(session, hashed(token), at)
        if found is None:
            raise NotFound
        link = found[0]
        if not _has_code(link, at):
            raise CodeExpired
        if hmac.compare_digest(link.code_hash, _hash(link.id, as_typed(code))):
            guest_links.change(session, link.id, {"code_hash": "", "code_expires_at": None})
            return None
        attempts = link.attempts + 1
        guest_links.change(session, link.id, {"attempts": attempts})
        return MOST_ATTEMPTS - attempts


def is_known(link_id: str, browser: str) -> bool:
    """Whether the code of a link was typed in the browser that holds this token."""
    return bool(browser) and guest_links.knows_browser(db.session, hashed(browser), link_id)


def forget_browser(link_id: str, browser: str) -> None:
    """Forget that a code was typed in a browser: the guest has left."""
    with storage.transaction() as session:
        guest_links.forget_browsers(session, link_id, hashed(browser))


def _hash(link_id: str, code: str) -> str:
    """Return under what a code is kept: with the link's id, so that equal codes look different."""
    return hashed(f"{link_id} {code}")
