"""Passwords: how they are kept, how they are compared, and which are refused."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale
from flask_security import hash_password
from flask_security.utils import verify_password
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from assessment.domain.passwords import Weakness, weakness
from assessment.storage import accounts, db

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessment.storage.tables import Account

# Words of this service, which a guesser tries first.
PRODUCT = (
    "trustworthy",
    "assessment",
    "selfassessment",
    "self-assessment",
    "altai",
    "intouchai",
    "intouch",
    "questionnaire",
)
_LISTS = ("passwords", "english_wikipedia")
# The most usual words of the long list; rarer ones are worth something to a passphrase.
_WORDS = 10_000
# Bytes of a digest in the list of breached passwords.
_SHORTENED = 6


def find_weakness(password: str, about: Iterable[str]) -> Weakness | None:
    """Return why a password is refused, or None; `about` are texts about the person (name, address, organisations)."""
    words = {*PRODUCT, *(word for text in about for word in _words_of(text))}
    return weakness(password, _common(), words) or (Weakness.COMMON if is_breached(password) else None)


def is_breached(password: str) -> bool:
    """Whether a password is among the million that breaches have shown most often, whatever its capitals.

    Only those of twelve characters and more are in the list. It holds the first six bytes of the SHA-256 of each, in
    order: another password is refused by chance once in six billion.
    """
    wanted, known = sha256(password.casefold().encode()).digest()[:_SHORTENED], _breached()
    places = range(len(known) // _SHORTENED)
    at = _SHORTENED * bisect_left(places, wanted, key=lambda n: known[n * _SHORTENED : (n + 1) * _SHORTENED])
    return known[at : at + _SHORTENED] == wanted


def texts_about(account: Account) -> list[str]:
    """Return what is known about a person: name, address, organisations and their countries."""
    found = accounts.organisations_of(db.session, account.id)
    countries = Locale.parse("en").territories
    places = [text for name, country, _ in found for text in (name, countries.get(country, ""))]
    return [account.name, account.email, *places]


def keep(password: str) -> str:
    """Return what is stored of a password: argon2id with a salt of its own."""
    return str(hash_password(password))


def is_kept_as(secret: str, stored: str) -> bool:
    """Whether a secret is the one of which this is stored; anything that `keep` has not made fits nothing."""
    return stored.startswith("$argon2id$") and bool(verify_password(secret, stored))


def matches(account: Account | None, password: str) -> tuple[bool, str | None]:
    """Compare a password; return whether it is right, and a fresh hash when the stored one is of weaker settings.

    For nobody, and for an account without a password, the same work is done in vain, so that time tells nothing.
    """
    nothing = _nothing()
    if account is None or not account.password:
        verify_password(password, nothing)
        return False, None
    before = account.password
    is_right = bool(account.verify_and_update_password(password))
    return is_right, account.password if account.password != before else None


@lru_cache(maxsize=1)
def _nothing() -> str:
    return keep("a password that nobody has")


@lru_cache(maxsize=1)
def _breached() -> bytes:
    return Path(__file__).with_name("breached_passwords.bin").read_bytes()


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    passwords, words = (FREQUENCY_LISTS[name] for name in _LISTS)
    return frozenset(passwords) | frozenset(words[:_WORDS])


def _words_of(text: str) -> set[str]:
    parts = re.findall(r"\w+", text)
    return {*parts, "".join(parts), text}
