"""An identity of another service that was proven in this session, and waits to be tied to an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import session

from assessment.services.accounts import as_address

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEPT = "identity"
LONGEST = 255


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the other service says this is; `email` is empty unless that service has verified it."""

    subject: str
    email: str
    name: str

    @classmethod
    def from_claims(cls, claims: Mapping[str, object]) -> Identity | None:
        """Read the claims of an identity token; None when they name nobody."""
        subject = f"{claims.get('iss', '')} {claims['sub']}" if claims.get("sub") else ""
        if not subject or len(subject) > LONGEST or "\0" in subject:
            return None
        is_verified = claims.get("email_verified") is True
        email = as_address(str(claims.get("email", ""))) if is_verified else ""
        # A name of another service has come past no form: NUL is the one character that a database may refuse.
        return cls(subject, email, str(claims.get("name", "")).replace("\0", "")[:100])

    def remember(self) -> None:
        """Keep it in the session, on the server."""
        session[_KEPT] = [self.subject, self.email, self.name]


def identity_of_session() -> Identity | None:
    """Return the identity that was proven in this session, if any."""
    found = session.get(_KEPT)
    return Identity(*found) if found else None
