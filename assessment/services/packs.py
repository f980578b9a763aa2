"""Installing another organisation's questionnaire from a content pack, and removing it as long as nobody uses it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content import files, packs
from assessment.content.packs import NoPack
from assessment.domain.trail import Event
from assessment.services.places import NotFound
from assessment.storage import acts, db, editions, publications

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assessment.content.packs import Item, Pack
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Edition

LARGEST = 2_000_000
_NO_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60


class InUse(RuntimeError):
    """Something of the pack is in use: it can be ended, but not removed."""


class Faulty(ValueError):
    """Something in the pack has errors, or another text under a name that is known."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One version or crosswalk of a pack; `state` is new, same (it is here already), taken or faulty."""

    item: Item
    state: str


@dataclass(frozen=True, slots=True)
class Installed:
    """An installed pack with what it brought, as (questionnaire, version), and when; `used` is what is in use."""

    name: str
    editions: tuple[tuple[str, str], ...]
    used: tuple[tuple[str, str], ...]
    installed_at: datetime


def name_of(file_name: str) -> str:
    """Return the name that a pack gets from its file's."""
    stem = file_name.rpartition(".")[0] or file_name
    return _NO_NAME.sub("-", stem.lower()).strip("-")[:_LONGEST_NAME].strip("-") or "pack"


def look(content: bytes) -> tuple[Looked, ...]:
    """Return what a pack holds and whether it can be installed; nothing is. Raises NoPack."""
    if len(content) > LARGEST:
        raise NoPack("too-large")
    return _looked(db.session, packs.check(packs.read(content)))


def install(content: bytes, name: str, by: str, at: datetime) -> str:
    """Publish everything in a pack that is not here yet; return the name it is kept under.

    Raises NoPack, or Faulty when anything in it cannot be installed; nothing is then. What a pack once brought keeps
    its fingerprint for ever: after a removal only the same text comes in again.
    """
    pack, kept = packs.read(content), name_of(f"{name}.zip")
    items = packs.check(pack)
    with acts.act(Event.PACK_INSTALLED, by=by, at=at, subject=kept) as done:
        looked = _looked(done.session, items)
        if any(one.state in {"taken", "faulty"} for one in looked):
            raise Faulty
        served = publications.fingerprints(done.session)
        for item in (one.item for one in looked if one.state == "new"):
            _add(done.session, pack, item, (kept, by, at))
            if (item.questionnaire, item.version) not in served:
                publications.add(done.session, (item.questionnaire, item.version), item.fingerprint, at)
        for (questionnaire, language), text in pack.catalogues.items():
            values = {"questionnaire": questionnaire, "language": language, "content": text.decode(), "pack": kept}
            editions.add_catalogue(done.session, values)
        new = [[i.questionnaire, i.version, i.fingerprint] for i in (one.item for one in looked if one.state == "new")]
        done.content |= {"pack": kept, "editions": new}
        done.is_void = not new and not pack.catalogues
    return kept


def installed() -> tuple[Installed, ...]:
    """Return the installed packs by name."""
    found: dict[str, list[Edition]] = {}
    for row in editions.of_packs(db.session):
        found.setdefault(row.pack, []).append(row)
    used = editions.used(db.session)
    return tuple(
        Installed(
            name,
            tuple((row.questionnaire, row.version) for row in rows),
            tuple((row.questionnaire, row.version) for row in rows if (row.questionnaire, row.version) in used),
            max(row.published_at for row in rows),
        )
        for name, rows in found.items()
    )


def remove(name: str, by: str, at: datetime) -> None:
    """Remove an installed pack; raise NotFound, or InUse when somebody has answered any of it."""
    with acts.act(Event.PACK_REMOVED, by=by, at=at, subject=name) as done:
        found = next((one for one in installed() if one.name == name), None)
        if found is None:
            raise NotFound
        if found.used:
            raise InUse
        editions.remove_pack(done.session, name)
        done.content |= {"pack": name, "editions": [list(one) for one in found.editions]}


def _looked(session: DatabaseSession, items: Sequence[Item]) -> tuple[Looked, ...]:
    served = publications.fingerprints(session) | editions.fingerprints(session)
    shipped = {(one.questionnaire, one.version): one.published_as for one in files.versions()}
    here = editions.fingerprints(session) | shipped
    return tuple(Looked(item, _state(item, here, served | shipped)) for item in items)


def _state(item: Item, here: dict[tuple[str, str], str], known: dict[tuple[str, str], str]) -> str:
    key = (item.questionnaire, item.version)
    if here.get(key) == item.fingerprint:
        return "same"
    if known.get(key, item.fingerprint) != item.fingerprint:
        return "taken"
    return "faulty" if item.errors else "new"


def _add(session: DatabaseSession, pack: Pack, item: Item, made: tuple[str, str, datetime]) -> None:
    name, by, at = made
    editions.add(
        session,
        {
            "questionnaire": item.questionnaire, "version": item.version, "fingerprint": item.fingerprint,
            "content": pack.versions[item.questionnaire, item.version].decode(), "pack": name, "made_by": by,
            "approved_by": by, "published_at": at,
        },
    )  # fmt: skip
