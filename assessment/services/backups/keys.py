"""The keys of an installation inside a backup: encrypted under a passphrase, or not there at all."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import b64decode, b64encode
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from assessment.services.backups.errors import BackupError, WrongPassphrase

# OWASP's figures of 2025 for scrypt: 128 MB and about half a second for each guess.
_COST, _BLOCK, _PARALLEL = 2**17, 8, 1
_ABOUT = b"assessment backup keys 1"
SHORTEST = 15


def fingerprints(keys: dict[str, bytes]) -> dict[str, str]:
    """Return by which each key is recognised without being told: the keys are random, so a hash gives nothing away."""
    return {name: hashlib.sha256(_ABOUT + content.strip()).hexdigest() for name, content in keys.items()}


def locked(keys: dict[str, bytes], passphrase: str) -> bytes:
    """Return the keys encrypted under a passphrase."""
    if len(passphrase) < SHORTEST:
        raise BackupError(f"The passphrase is shorter than {SHORTEST} characters: who has the file could guess it.")
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    words = json.dumps({name: b64encode(content).decode() for name, content in keys.items()})
    sealed = AESGCM(_derived(passphrase, salt)).encrypt(nonce, words.encode(), _ABOUT)
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    return json.dumps({"cipher": "scrypt, AES-256-GCM"} | {n: b64encode(p).decode() for n, p in parts.items()}).encode()


def unlocked(content: bytes, passphrase: str) -> dict[str, bytes]:
    """Return the keys of a backup; raise WrongPassphrase when they cannot be opened."""
    found: dict[str, Any] = json.loads(content)
    salt, nonce, sealed = (b64decode(found[name]) for name in ("salt", "nonce", "sealed"))
    try:
        words = AESGCM(_derived(passphrase, salt)).decrypt(nonce, sealed, _ABOUT)
    except InvalidTag:
        raise WrongPassphrase("The passphrase does not open the keys of this backup.") from None
    return {name: b64decode(text) for name, text in json.loads(words).items()}


def _derived(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK, p=_PARALLEL).derive(passphrase.encode())
