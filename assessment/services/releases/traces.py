"""What an organisation sees of releases: which contain its figures, and who has taken them for what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.access import Role
from assessment.services.releases.reading import ReleaseHead, head_of
from assessment.storage import db, releases

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who downloaded figures of a release; a person who erased their account has no name and no office."""

    at: datetime
    kind: str
    purpose: str
    name: str
    offices: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A release that an organisation's figures are in, and who took it, the newest first."""

    head: ReleaseHead
    takers: tuple[Taker, ...]


def of_organisation(organisation_id: str) -> tuple[Trace, ...]:
    """Return the approved releases that contain an organisation, the newest first, with who downloaded each."""
    rows = releases.containing(db.session, organisation_id)
    takers: dict[str, list[Taker]] = {row.id: [] for row in rows}
    for download, name, offices in releases.downloads(db.session, list(takers)):
        roles = tuple(Role(office) for office in offices or () if office)
        taker = Taker(download.taken_at, download.kind, download.purpose, name or "", roles)
        takers[download.release_id].append(taker)
    return tuple(Trace(head_of(row), tuple(takers[row.id])) for row in rows)
