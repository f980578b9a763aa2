"""Random identifiers and secrets: the only place where chance comes from."""

from __future__ import annotations

import base64
import hashlib
import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from assessment.domain.digits import latin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Letters and digits that nobody confuses when they are dictated: no 0 O, 1 I L, no U V together.
UNAMBIGUOUS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
CODE_LENGTH = 8
_ids: ContextVar[Callable[[int], bytes]] = ContextVar("ids", default=secrets.token_bytes)


def new_id() -> str:
    """Return a public id: 128 random bits as 26 small letters and digits."""
    return base64.b32encode(_ids.get()(16)).decode("ascii").rstrip("=").lower()


@contextmanager
def ids_from(source: Callable[[int], bytes]) -> Iterator[None]:
    """Take ids from this source of bytes, so that a demonstration can be repeated; secrets stay random."""
    before = _ids.set(source)
    try:
        yield
    finally:
        _ids.reset(before)


def new_token() -> str:
    """Return a secret for a link or a cookie: 256 random bits, 43 characters that are safe in addresses."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Return a short secret of 8 characters that can be dictated by telephone (38 bits: rate-limit its use)."""
    return "".join(secrets.choice(UNAMBIGUOUS) for _ in range(CODE_LENGTH))


def hashed(secret: str) -> str:
    """Return the SHA-256 under which a secret is stored; small and capital letters of a code are the same."""
    return hashlib.sha256(secret.encode()).hexdigest()


def as_typed(code: str) -> str:
    """Return a dictated code as it was made: capitals, Latin digits, without the spaces and hyphens people add."""
    return "".join(character for character in latin(code).upper() if character.isalnum())
