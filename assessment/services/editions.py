"""The shelf of versions published here: what the loader finds beside the shipped files, in every process at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment import storage
from assessment.content import shelf
from assessment.storage import db, editions

if TYPE_CHECKING:
    from collections.abc import Mapping


class _Stored:
    """Reads the database of the present application; without one, nothing lies on the shelf."""

    def listed(self) -> Mapping[tuple[str, str], str]:
        return editions.fingerprints(db.session) if storage.is_within_reach() else {}

    def find(self, questionnaire: str, version: str) -> str:
        return editions.fingerprint(db.session, questionnaire, version) if storage.is_within_reach() else ""

    def content(self, fingerprint: str) -> bytes | None:
        text = editions.content(db.session, fingerprint) if storage.is_within_reach() else None
        return None if text is None else text.encode()

    def catalogue(self, questionnaire: str, language: str) -> bytes | None:
        text = editions.catalogue(db.session, questionnaire, language) if storage.is_within_reach() else None
        return None if text is None else text.encode()


def attach() -> None:
    """Let the loader find what is published here."""
    shelf.use(_Stored())


def are_readable() -> bool:
    """Whether the database of the present application answers and has been prepared."""
    return editions.are_readable(db.session)
