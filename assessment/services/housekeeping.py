"""What the program tidies up by itself every hour: sessions that have expired. Days are for the rules of retention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment import storage
from assessment.storage import sessions

if TYPE_CHECKING:
    from datetime import datetime


def sweep_sessions(at: datetime) -> None:
    """Remove expired sessions."""
    with storage.transaction() as session:
        sessions.sweep(session, at)
