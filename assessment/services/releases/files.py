"""Files of releases: named by all that decides their bytes, made once, kept, and given with a line in the log."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import IO, TYPE_CHECKING

from assessment import storage
from assessment.domain.trail import Event
from assessment.services import documents, jobs, settings
from assessment.services.places import NotFound
from assessment.services.releases import giving, reading
from assessment.services.releases.kinds import KINDS, Kind, Making
from assessment.storage import acts, blobs, db, release_files, trail

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.services.jobs import Progress, Work
    from assessment.services.releases.reading import Released, ReleaseHead
    from assessment.storage.tables import ReleaseFile

LIMIT = 256 * 1024**2
PURPOSE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Wish:
    """A file as somebody wants it: `countries` are those the reader is limited to, `country` the one it is about."""

    number: int
    kind: str
    language: str = "en"
    country: str = ""
    countries: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that there can be: what it is, of which release, under which key its bytes are kept."""

    wish: Wish
    kind: Kind
    head: ReleaseHead
    key: str

    @property
    def name(self) -> str:
        """The file's name, the same in every language."""
        return self.kind.name(f"release-{self.head.number}", self.wish.country)


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that was made."""

    key: str
    kind: str
    name: str
    media_type: str
    size: int
    digest: str
    made_at: datetime


def identify(wish: Wish) -> Asked:
    """Return what a wish is about; NotFound when there is no such release, kind or country for this reader."""
    kind = KINDS.get(wish.kind)
    head = reading.head(wish.number)
    if kind is None or kind.needs_country is not bool(wish.country):
        raise NotFound
    if wish.country and wish.country not in countries_in(reading.read(wish.number, wish.countries)):
        raise NotFound
    return Asked(wish, kind, head, _key(wish, head))


def countries_in(released: Released) -> tuple[str, ...]:
    """Return the countries that a release has cells of, as far as this reader sees them."""
    return tuple(sorted({cell.first for cell in released.table.cells if cell.table == "country"}))


def _key(wish: Wish, head: ReleaseHead) -> str:
    """Return the fingerprint of everything that decides a file's bytes."""
    former = giving.former_of(head)
    decides = {
        "release": [head.number, head.tables_digest], "former": former.tables_digest if former else "",
        "kind": wish.kind, "language": wish.language, "country": wish.country, "countries": sorted(wish.countries),
        "given-by": settings.several("operator-name", "figures-licence"), "code": documents.code_version(wish.language),
    }  # fmt: skip
    return documents.key_of({"release-file": decides})


def find(asked: Asked) -> Ready | None:
    """Return a file that was made and is there."""
    return _ready(release_files.find(db.session, asked.key))


def made(asked: list[Asked]) -> dict[str, Ready]:
    """Return those of several files that were made, by kind."""
    rows = release_files.of_keys(db.session, [one.key for one in asked])
    found = {one.kind.id: _ready(rows.get(one.key)) for one in asked}
    return {kind: ready for kind, ready in found.items() if ready is not None}


def _ready(row: ReleaseFile | None) -> Ready | None:
    if row is None or not blobs.store().has(row.digest):
        return None
    return Ready(row.key, row.kind, row.name, row.media_type, row.size, row.digest, row.made_at)


def make(asked: Asked, at: datetime) -> Ready:
    """Return a file, made now if it was not before; for kinds that take long use `request`."""
    return find(asked) or _keep(asked, asked.kind.write(_making(asked)), at)


def request(asked: Asked, by: str, at: datetime) -> str:
    """Let the worker make a file unless it is there or being made; return its key."""
    wish = asked.wish
    payload = {
        "number": wish.number, "kind": wish.kind, "language": wish.language, "country": wish.country,
        "countries": sorted(wish.countries), "key": asked.key,
    }  # fmt: skip
    with acts.act(Event.DOCUMENT_REQUESTED, by=by, at=at, subject=asked.head.id) as done:
        done.content |= {"document": asked.key, "kind": wish.kind}
        wanted = jobs.Wanted(jobs.Kind.RELEASE_FILE, asked.key, payload)
        done.is_void = find(asked) is not None or not jobs.want(done.session, wanted, by, at)
    return asked.key


def progress(asked: Asked) -> Progress | None:
    """Return where the making of a file stands; None when nobody asked for it."""
    return jobs.progress(asked.key)


def make_file(work: Work) -> str:
    """Make and keep the file that a job asks for; return its key."""
    given = work.payload
    countries = frozenset(given["countries"])
    wish = Wish(given["number"], given["kind"], given["language"], given["country"], countries)
    asked = identify(wish)
    if asked.key != given["key"]:
        raise jobs.Cannot("changed")
    making = replace(_making(asked), renew=lambda: work.renew(jobs.LEASE))
    _keep(asked, documents.render(lambda: asked.kind.write(making)), work.at)
    return asked.key


def _making(asked: Asked) -> Making:
    released = reading.read(asked.wish.number, asked.wish.countries)
    wish, with_former = asked.wish, asked.kind.with_former
    return Making(giving.give(released, wish.language, wish.country, with_former=with_former), asked.head)


def _keep(asked: Asked, content: bytes, at: datetime) -> Ready:
    blob = blobs.store().put(BytesIO(content), LIMIT)
    row = {
        "key": asked.key, "release_id": asked.head.id, "kind": asked.kind.id, "name": asked.name,
        "media_type": asked.kind.media_type, "size": blob.size, "digest": blob.digest, "made_at": at,
    }  # fmt: skip
    with storage.transaction() as session:
        # The head of the trail keeps two that make the same file apart, and those who forget files.
        trail.lock_head(session)
        release_files.keep(session, row)
    return Ready(asked.key, asked.kind.id, asked.name, asked.kind.media_type, blob.size, blob.digest, at)


def open_file(ready: Ready) -> IO[bytes]:
    """Return a file's content from its beginning."""
    return blobs.store().open(ready.digest, may_trust=True)
