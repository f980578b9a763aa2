"""Making a release in the worker: score rows, contributions, tables and their audit, and nothing before all is done."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from assessment import storage
from assessment.content import files, policies
from assessment.content.errors import ContentError
from assessment.domain.comparable import age
from assessment.domain.disclosure.cells import Measure
from assessment.domain.disclosure.errors import Refused
from assessment.domain.disclosure.publishable import digest_of
from assessment.domain.disclosure.publishing import Former, Told, publish
from assessment.domain.trail import Event
from assessment.services import jobs, score_rows
from assessment.services.releases import gathering
from assessment.solver.highs import Highs
from assessment.storage import acts, db, releases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.domain.disclosure.cells import Cell
    from assessment.domain.disclosure.contribution import Contribution
    from assessment.domain.disclosure.profile import Profile
    from assessment.domain.disclosure.publishing import Published
    from assessment.services.jobs import Work
    from assessment.services.releases.gathering import Gathered
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Release

# Seconds between two notes of how far it is, and between two renewals of the lease.
_NOTED, _RENEWED = 2.0, 20.0
# Gathering and everything before the first table takes so many parts of a hundred, writing it down the last ones.
_GATHERED, _WRITTEN = 5, 99
_AT_ONCE = 500


@dataclass(slots=True)
class _Progress:
    """Notes how far a release is now and then, holds the job for longer, and ends it when the release is discarded."""

    work: Work
    release_id: str
    noted: float = field(default_factory=time.monotonic)
    renewed: float = field(default_factory=time.monotonic)
    percent: int = 0

    def tick(self) -> None:
        now = time.monotonic()
        if now - self.renewed >= _RENEWED:
            self.renewed = now
            self.work.renew(jobs.LEASE)
        if now - self.noted >= _NOTED:
            self.noted = now
            self.write()

    def share(self, done: float) -> None:
        self.percent = max(self.percent, _GATHERED + int((_WRITTEN - _GATHERED) * done))
        self.tick()

    def write(self) -> None:
        with storage.transaction() as session:
            is_wanted = releases.change(
                session, self.release_id, ("waiting", "computing"), {"state": "computing", "progress": self.percent}
            )
        if not is_wanted:
            raise jobs.Cannot("discarded")


def make_release(work: Work) -> str:
    """Compute the release that a job asks for, to be previewed and approved; return its id.

    Nothing is kept until the last act, which writes that the release is ready with the digest over its cells. Done
    again after an interruption, it begins anew: what is gathered may be less by then, if consent was withdrawn.
    """
    id_ = str(work.payload["release"])
    release = releases.find(db.session, id_)
    if release is None or release.state not in {"waiting", "computing"}:
        return id_
    progress = _Progress(work, id_)
    progress.write()
    score_rows.complete(progress.tick)
    policy = policies.load(release.policy)
    gathered, former = _gathered(release, progress)
    try:
        published = publish(
            list(gathered.contributions.values()), former, policy, Highs(), progress.share, gathered.counts,
            Told(questions=_questions(release, gathered), profile=_profile(release, gathered, former)),
        )  # fmt: skip
    except Refused as refused:
        _refuse(id_, refused.code, gathered, work)
        return id_
    _keep(release, gathered, published, progress)
    return id_


def former_of(session: DatabaseSession, release: Release, now: Sequence[Contribution]) -> list[Former]:
    """Return all approved releases that an attacker can lay beside this one, with what went into them.

    What can be compared with a former release is said for the versions of all later ones: their trends were published.
    """
    found: list[Former] = []
    later = gathering.versions_of(now)
    for row in sorted(releases.approved(session), key=lambda row: -(row.number or 0)):
        if (row.questionnaire, row.depth, row.is_demo) != (release.questionnaire, release.depth, release.is_demo):
            continue
        before = [gathering.from_json(*one) for one in releases.contributions(session, row.id)]
        is_same = row.round_id == release.round_id != ""
        versions = gathering.versions_of(before)
        same = gathering.comparable(release.questionnaire, versions, later)
        later |= versions
        cells, counts = releases.cells(session, row.id), _counted(row.stages)
        found.append(Former(row.number or 0, before, cells, is_same, same, counts))
    return found[::-1]


def _gathered(release: Release, progress: _Progress) -> tuple[Gathered, list[Former]]:
    """Return what goes in and what was released before, all as of one moment."""
    with storage.snapshot() as session:
        gathered = gathering.gather(session, gathering.extent_of(release))
        former = former_of(session, release, list(gathered.contributions.values()))
    progress.percent = _GATHERED
    progress.tick()
    return gathered, former


def _profile(release: Release, gathered: Gathered, former: Sequence[Former]) -> Profile:
    """Return the rows of all versions that are in this release and in former ones, those of the newest first."""
    sides = (gathered.contributions.values(), *(one.contributions for one in former))
    versions = frozenset().union(*map(gathering.versions_of, sides))
    return gathering.profile(release.questionnaire, sorted(versions, key=age, reverse=True))


def _questions(release: Release, gathered: Gathered) -> tuple[str, ...]:
    """Return the questions in their order, of the newest version first."""
    found: dict[str, None] = {}
    for version in sorted(gathering.versions_of(gathered.contributions.values()), key=age, reverse=True):
        try:
            found |= dict.fromkeys(files.load(release.questionnaire, version).by_id)
        except ContentError:
            continue
    return tuple(found)


def _refuse(id_: str, code: str, gathered: Gathered, work: Work) -> None:
    values = {"state": "refused", "problem": code, "stages": _stages(gathered, None), "progress": 100}
    with acts.act(Event.RELEASE_COMPUTED, by="", at=work.at, subject=id_) as done:
        done.is_void = not releases.change(done.session, id_, ("waiting", "computing"), values)
        done.content |= {"refused": code}


def _keep(release: Release, gathered: Gathered, published: Published, progress: _Progress) -> None:
    """Write cells and contributions a few at a time, then with one act that the release is ready."""
    cells = published.table.cells
    _write(release.id, gathered, cells, progress)
    # Whoever has taken the job over meanwhile begins anew: then this is not written, and theirs will be.
    progress.work.renew(jobs.LEASE)
    values = {
        "state": "ready", "progress": 100, "tables_digest": published.table.digest,
        "audit": json.dumps(asdict(published.audit)), "stages": _stages(gathered, cells),
    }  # fmt: skip
    with acts.act(Event.RELEASE_COMPUTED, by="", at=progress.work.at, subject=release.id) as done:
        if digest_of(releases.cells(done.session, release.id)) != published.table.digest:
            raise RuntimeError("the cells in the database are not those that were computed")
        done.content |= {"tables_digest": published.table.digest, "contributions": len(gathered.contributions)}
        done.is_void = not releases.change(done.session, release.id, ("computing",), values)


def _write(id_: str, gathered: Gathered, cells: Sequence[Cell], progress: _Progress) -> None:
    with storage.transaction() as session:
        releases.forget(session, id_)
    for start in range(0, len(cells), _AT_ONCE):
        with storage.transaction() as session:
            releases.add_cells(session, id_, start, cells[start : start + _AT_ONCE])
        progress.tick()
    items = list(gathered.contributions.items())
    for start in range(0, len(items), _AT_ONCE):
        rows = [
            {
                "pseudonym": one.organisation, "unit": one.unit, "organisation_id": organisation,
                "figures": gathering.as_json(one),
            }
            for organisation, one in items[start : start + _AT_ONCE]
        ]  # fmt: skip
        with storage.transaction() as session:
            releases.add_contributions(session, id_, rows)
        progress.tick()


def _stages(gathered: Gathered, cells: Sequence[Cell] | None) -> str:
    """Return the exact numbers for who decides, those for readers, and by country those that the next release needs.

    Readers get the cells' own numbers and none that is not a cell: it would follow every single organisation.
    """
    told = {
        (cell.measure.value if cell.measure is not Measure.ORGANISATIONS else "contributed"): cell.value
        for cell in cells or ()
        if cell.table == "all" and cell.statistic == "count"
    }
    published = {name: told[name] for name in gathered.stages if name in told}
    counts = [[measure, country, count] for (measure, country), count in sorted(gathered.counts.items())]
    return json.dumps({"published": published, "exact": gathered.stages, "counts": counts})


def _counted(stages: str) -> dict[tuple[str, str], int]:
    """Return the numbers by stage and country of a former release."""
    return {(measure, country): count for measure, country, count in json.loads(stages).get("counts", [])}
