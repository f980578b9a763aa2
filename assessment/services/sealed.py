"""Secrets that have to be read again: encrypted so that in the database none can be read, changed or exchanged."""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from binascii import Error

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# Names the way it was done: another one gets another mark, and what has this one stays readable.
_MARK = "gcm1:"
_NONCE = 12


class Unreadable(ValueError):
    """What was kept was not sealed with this key for this owner, or was changed since."""


def is_sealed(kept: str) -> bool:
    """Whether this is what `seal` returns."""
    return kept.startswith(_MARK)


def seal(secret: str, owner: str, key: str) -> str:
    """Return a secret encrypted with AES-256-GCM for its owner: put beside another name it cannot be opened."""
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(_derived(key)).encrypt(nonce, secret.encode(), owner.encode())
    return _MARK + b64encode(nonce + sealed).decode()


def unseal(kept: str, owner: str, key: str) -> str:
    """Return the secret; raise Unreadable."""
    try:
        content = b64decode(kept.removeprefix(_MARK), validate=True)
        return AESGCM(_derived(key)).decrypt(content[:_NONCE], content[_NONCE:], owner.encode()).decode()
    except (InvalidTag, Error, ValueError) as error:
        raise Unreadable from error


def _derived(key: str) -> bytes:
    """Return the key for this one purpose: what an older way made of the same file is another one."""
    return HKDF(SHA256(), 32, None, b"assessment sealed secrets 1").derive(bytes.fromhex(key))
