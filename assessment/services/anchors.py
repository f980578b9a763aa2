"""Anchors: signatures over where the trail stood, which tell when its end was cut off or written anew."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from assessment.domain.trail import START, canonical
from assessment.domain.trail_proof import Fault, FaultKind
from assessment.storage import anchors, db, trail

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Anchor:
    """That at this time the trail ended with this line; `previous` is the SHA-256 of the anchor before it.

    After a backup was restored the trail is shorter than it was: an anchor marked `restored` says so, and those for
    its number and later ones no longer count.
    """

    number: int
    digest: str
    at: str
    previous: str
    restored: bool
    signature: str = ""

    @property
    def signed(self) -> bytes:
        """What the signature covers."""
        return canonical({name: value for name, value in asdict(self).items() if name != "signature"}).encode()


def anchor(at: datetime, *, restored: bool = False) -> Anchor | None:
    """Sign where the trail stands and keep the signature; return it, or None when nothing happened yet.

    Called daily, at every submission and after a restore. When no line was added since the last anchor, that one is
    returned.
    """
    with anchors.exclusive():
        number, digest = trail.head(db.session) or (0, START)
        if number == 0:
            return None
        kept = anchors.last()
        last = _read(kept) if kept else None
        if last is not None and (last.number, last.digest) == (number, digest):
            return last
        previous = hashlib.sha256(kept.encode()).hexdigest() if kept else START
        made = Anchor(number, digest, at.astimezone(UTC).strftime(_TIME), previous, restored)
        made = replace(made, signature=_private_key().sign(made.signed).hex())
        anchors.append(canonical(asdict(made)))
        return made


def public_key() -> str:
    """Return the key that verifies anchors, in PEM; empty before the first anchor."""
    return (anchors.public_key() or b"").decode("ascii")


def check_anchors(lines: Iterable[str], key: str) -> tuple[list[Anchor], list[Fault]]:
    """Return the anchors that count, by rising number, and what is wrong: it takes the public key and nothing else.

    An anchor is faulty when its signature does not fit, or when it does not follow the anchor before it.
    """
    counted: list[Anchor] = []
    faults: list[Fault] = []
    previous = START
    verifier = load_pem_public_key(key.encode()) if key else None
    for position, line in enumerate(lines, 1):
        read = _read(line)
        if read is None or read.previous != previous or not _is_signed(read, verifier):
            faults.append(Fault(FaultKind.ANCHOR, read.number if read else 0, about=f"anchor {position}"))
        elif read.restored:
            counted = [*(one for one in counted if one.number < read.number), read]
        elif counted and read.number <= counted[-1].number:
            faults.append(Fault(FaultKind.ANCHOR, read.number, about=f"anchor {position}"))
        else:
            counted.append(read)
        previous = hashlib.sha256(line.encode()).hexdigest()
    return counted, faults


def _read(line: str) -> Anchor | None:
    try:
        found: dict[str, Any] = json.loads(line)
        texts = {name: str(found[name]) for name in ("digest", "at", "previous", "signature")}
        return Anchor(number=int(found["number"]), restored=bool(found["restored"]), **texts)
    except (ValueError, TypeError, KeyError):
        return None


def _is_signed(read: Anchor, verifier: object) -> bool:
    if not isinstance(verifier, Ed25519PublicKey):
        return False
    try:
        verifier.verify(bytes.fromhex(read.signature), read.signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _private_key() -> Ed25519PrivateKey:
    """Return the installation's key, made at its first use; call it inside `exclusive`."""
    kept = anchors.private_key()
    if kept is None:
        made = Ed25519PrivateKey.generate()
        public = made.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        anchors.keep_keys(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), public)
        return made
    key = load_pem_private_key(kept, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("the file anchor-key in the data folder does not hold an Ed25519 key")
    return key
