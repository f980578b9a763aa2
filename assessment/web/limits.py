"""Against guessing: how often something may be tried, from one place and for one account, as one table."""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from flask import current_app, request
from limits import parse
from limits.storage import Storage, storage_from_string
from werkzeug.exceptions import TooManyRequests

from assessment.web import journal

if TYPE_CHECKING:
    from flask import Flask
    from limits import RateLimitItem

# What is limited, and how often it may be tried. A workshop of many people shares one address, so addresses are
# generous; a single account is not.
RULES = {
    "sign-in from a place": "60 per 10 minutes",
    "sign-in to an account from elsewhere": "10 per 15 minutes",
    "sign-in to an account from its own place": "15 per 15 minutes",
    "second step of an account": "15 per hour",
    "code from a place": "30 per 10 minutes",
    "acceptance from a place": "40 per 10 minutes",
    "reset from a place": "20 per hour",
    "reset of an account": "3 per hour",
    "invitations by a person": "100 per hour",
    "new address of a person": "5 per hour",
    "exports by a person": "10 per hour",
    "verification from a place": "60 per 10 minutes",
    "interface from a place": "3000 per 10 minutes",
    "interface with a token": "600 per 10 minutes",
    "proof by a person": "15 per 15 minutes",
}
# A place from which somebody has signed in stays theirs for so long: strangers cannot shut them out of it.
_OWN_PLACE = parse("1 per 90 days")


def attach(app: Flask) -> None:
    """Use the store that the settings name; all worker processes count in the same one."""
    app.extensions["rates"] = storage_from_string(app.config["RATELIMIT_STORAGE_URI"])


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt that has been counted; a success takes it back, so that only failures add up."""

    counted: tuple[tuple[str, tuple[str, ...]], ...]

    def succeeded(self) -> None:
        """Take the attempt back."""
        for rule, key in self.counted:
            _count(_item(rule), key, -1)


def attempt(*named: tuple[str, tuple[str, ...]]) -> Attempt:
    """Count an attempt under rules, given as name and key; raise TooManyRequests if it is one too many."""
    keys = tuple((rule, (rule, *map(_digest, key))) for rule, key in named)
    over = [(rule, key) for rule, key in keys if _count(_item(rule), key, 1) > _item(rule).amount]
    if over:
        journal.note(f"too often: {over[0][0]}")
        soonest = max(_store().get_expiry(_item(rule).key_for(*key)) for rule, key in over)
        raise TooManyRequests(retry_after=max(1, round(soonest - time.time())))
    return Attempt(keys)


def attempt_sign_in(email: str) -> Attempt:
    """Count an attempt to sign in to an account.

    Guesses from elsewhere slow only those from elsewhere: where somebody has signed in before, they have a counter of
    their own, and a link by mail makes a place theirs.
    """
    own = _store().get(_OWN_PLACE.key_for(*_own_place(email))) > 0
    rule = "sign-in to an account from its own place" if own else "sign-in to an account from elsewhere"
    key = (email, place()) if own else (email,)
    return attempt(("sign-in from a place", (place(),)), (rule, key))


def is_allowed(rule: str, *key: str) -> bool:
    """Count an attempt and say whether it may go on, without an error: the page must look the same."""
    return _count(_item(rule), (rule, *map(_digest, key)), 1) <= _item(rule).amount


def remember_place(email: str) -> None:
    """Note that this place belongs to somebody who has just proven themselves here."""
    _store().clear(_OWN_PLACE.key_for(*_own_place(email)))
    _count(_OWN_PLACE, _own_place(email), 1)


def place() -> str:
    """Return where the request comes from: an IPv4 address, or the network that one IPv6 customer has."""
    given = request.remote_addr or "127.0.0.1"
    try:
        address = ip_address(given)
    except ValueError:
        return given
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)  # noqa: PLR2004 - IPv6


def _store() -> Storage:
    store: Storage = current_app.extensions["rates"]
    return store


def _own_place(email: str) -> tuple[str, ...]:
    return ("own place", _digest(email), _digest(place()))


def _item(rule: str) -> RateLimitItem:
    return parse(RULES[rule])


def _count(item: RateLimitItem, key: tuple[str, ...], amount: int) -> int:
    try:
        return _store().incr(item.key_for(*key), item.get_expiry(), amount)
    except _store().base_exceptions:
        # A full disk must not lock everybody out; passwords and codes still hold.
        current_app.logger.exception("attempts cannot be counted")
        return 0


def _digest(text: str) -> str:
    """Return what stands for an address of a person or a computer in the store, which holds neither."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]
