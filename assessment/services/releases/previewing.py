"""Releases as those see them who make and approve them: where each stands, and all of it before it is approved."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assessment.domain.disclosure.cells import Reason, Status
from assessment.domain.questionnaire import Depth
from assessment.services import jobs
from assessment.services.places import NotFound
from assessment.services.releases.asking import key_of
from assessment.storage import db, releases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from assessment.domain.disclosure.cells import Cell
    from assessment.storage.tables import Release

WAITING, COMPUTING, READY = "waiting", "computing", "ready"
REFUSED, FAILED, APPROVED, DISCARDED = "refused", "failed", "approved", "discarded"


@dataclass(frozen=True, slots=True)
class Overview:
    """One release in whatever state; `problem` says why it was refused or could not be made.

    `exact` are the numbers of organisations at each stage, for who decides; `audit` the figures of the check.
    """

    id: str
    number: int | None
    title: str
    state: str
    problem: str
    round_id: str
    period: str
    cutoff: datetime
    questionnaire: str
    depth: Depth
    policy: int
    software: str
    basis: str
    progress: int
    tables_digest: str
    is_demo: bool
    made_by: str
    made_by_id: str
    made_at: datetime
    approved_by: str
    approved_at: datetime | None
    exact: Mapping[str, int] = field(default_factory=dict)
    audit: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether the worker still has something to do."""
        return self.state in {WAITING, COMPUTING}

    @property
    def can_be_discarded(self) -> bool:
        """Whether it can be given up."""
        return self.state not in {APPROVED, DISCARDED}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many figures of a table are shown, and how many withheld for which reason."""

    table: str
    shown: int
    few: int
    protects: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the release before: figures that are new, have another value, are the same, or are withheld.

    `renewed` are shown before and now with another value, `kept` with the same one; `standing` of these are the old
    value, because too few contributions have changed; `lost` were shown before and are withheld or not told of now.
    """

    number: int
    new: int
    renewed: int
    kept: int
    standing: int
    lost: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A release before it is approved, whole."""

    overview: Overview
    cells: tuple[Cell, ...]
    tallies: tuple[Tally, ...]
    changes: Changes | None


def all_releases() -> tuple[Overview, ...]:
    """Return every release, the newest first."""
    rows = releases.every(db.session)
    names = _names(rows)
    return tuple(_overview(row, names) for row in rows)


def find(id_: str) -> Overview:
    """Return one release in whatever state; raise NotFound."""
    row = releases.find(db.session, id_)
    if row is None:
        raise NotFound
    return _overview(row, _names([row]))


def preview(id_: str) -> Preview:
    """Return a release with all its cells and what they change; raise NotFound."""
    overview = find(id_)
    cells = releases.cells(db.session, id_)
    return Preview(overview, cells, _tallies(cells), _changes(overview, cells))


def _overview(row: Release, names: Mapping[str, str]) -> Overview:
    state, problem = _state(row)
    return Overview(
        id=row.id,
        number=row.number,
        title=row.title,
        state=state,
        problem=problem,
        round_id=row.round_id,
        period=row.period,
        cutoff=row.cutoff,
        questionnaire=row.questionnaire,
        depth=Depth(row.depth),
        policy=row.policy,
        software=row.software,
        basis=row.basis,
        progress=row.progress,
        tables_digest=row.tables_digest,
        is_demo=row.is_demo,
        made_by=names.get(row.made_by, ""),
        made_by_id=row.made_by,
        made_at=row.made_at,
        approved_by=names.get(row.approved_by, ""),
        approved_at=row.approved_at,
        exact=json.loads(row.stages).get("exact", {}),
        audit=json.loads(row.audit),
    )


def _state(row: Release) -> tuple[str, str]:
    """Return the state of a release: one whose job was given up has failed, though nobody has written that."""
    if row.state in {WAITING, COMPUTING}:
        job = jobs.progress(key_of(row.id))
        if job is None or not job.is_open:
            return FAILED, job.problem if job else "gone"
    return row.state, row.problem


def _names(rows: Sequence[Release]) -> dict[str, str]:
    return releases.names_of(db.session, {id_ for row in rows for id_ in (row.made_by, row.approved_by) if id_})


def _tallies(cells: Sequence[Cell]) -> tuple[Tally, ...]:
    counted: dict[str, Counter[Reason | None]] = {}
    for cell in cells:
        counted.setdefault(cell.table, Counter())[cell.reason] += 1
    return tuple(
        Tally(table, found[None], found[Reason.FEW], found[Reason.PROTECTS]) for table, found in counted.items()
    )


def _changes(overview: Overview, cells: Sequence[Cell]) -> Changes | None:
    """Compare with the last approved release of the same questionnaire and depth."""
    former = next((row for row in releases.approved(db.session) if _is_before(row, overview)), None)
    if former is None:
        return None
    before = _shown(releases.cells(db.session, former.id))
    now = _shown(cells)
    both = before.keys() & now.keys()
    kept = sum(before[key].value == now[key].value for key in both)
    return Changes(
        number=former.number or 0,
        new=len(now.keys() - before.keys()),
        renewed=len(both) - kept,
        kept=kept,
        standing=sum(cell.as_of != 0 for cell in now.values()),
        lost=len(before.keys() - now.keys()),
    )


def _is_before(row: Release, overview: Overview) -> bool:
    same = (row.questionnaire, row.depth, row.is_demo) == (
        overview.questionnaire, int(overview.depth), overview.is_demo,
    )  # fmt: skip
    return same and row.id != overview.id and (overview.number is None or (row.number or 0) < overview.number)


def _shown(cells: Sequence[Cell]) -> dict[tuple[str, ...], Cell]:
    return {cell.key: cell for cell in cells if cell.status is Status.SHOWN}
