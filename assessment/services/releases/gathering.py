"""Gathering for a release: who is eligible at the cut-off, who allows it, and what each organisation contributes."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby, product
from sys import intern
from typing import TYPE_CHECKING, Any

from assessment.content import files
from assessment.content.errors import ContentError
from assessment.domain.comparable import age, comparable_rows, family
from assessment.domain.contributing import Part, contribution, normalised
from assessment.domain.disclosure.contribution import Contribution
from assessment.domain.disclosure.profile import Profile, profile_of
from assessment.domain.purposes import Basis, Purpose
from assessment.domain.regions import region_of
from assessment.domain.score_row import ROWS
from assessment.services.consents import inclusion_basis
from assessment.storage import gathering, keys
from assessment.storage.gathering import Extent

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Organisation, Release, ScoreRow

# How organisations pass through a round, in this order.
STAGES = ("invited", "started", "submitted", "eligible", "consented", "contributed")
_PARTICIPATION = STAGES[:3]


@dataclass(slots=True)
class Gathered:
    """What a release is computed from: contributions by organisation id, exact numbers at each stage, and counts."""

    contributions: dict[str, Contribution] = field(default_factory=dict)
    stages: dict[str, int] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(slots=True)
class _Eligible:
    organisation: Organisation
    parts: tuple[Part, ...]


def extent_of(release: Release) -> Extent:
    """Return what belongs to a release."""
    return Extent(
        release.round_id, release.questionnaire, release.depth, release.scoring_model, release.cutoff, release.is_demo
    )


def gather(session: DatabaseSession, extent: Extent, tick: Callable[[], None] = lambda: None) -> Gathered:
    """Return what organisations contribute, each once; who does not allow it is not in it.

    Eligible is whose newest submission of a system stands at the cut-off, with the questionnaire and depth of the
    release; suspended organisations are not, and invented ones only in a release that is a demonstration. Outside
    rounds, which have one version, only versions count that patches and minor changes alone part from the newest
    published one: what is in a mean does not depend on who else has submitted.
    """
    allowed = allowing(session)
    eligible = list(_eligible(session, extent, tick))
    consented = [one for one in eligible if allowed is None or one.organisation.id in allowed]
    gathered = Gathered()
    units = _units([one.organisation for one in consented])
    for one in consented:
        if any(part.scores for part in one.parts):
            gathered.contributions[one.organisation.id] = _contribution(one, units[one.organisation.id])
    gathered.counts = _with_totals(gathering.counts(session, extent))
    gathered.stages = {name: gathered.counts.get((name, ""), 0) for name in _PARTICIPATION} | {
        "eligible": len(eligible),
        "consented": len(consented),
        "contributed": len(gathered.contributions),
    }
    return gathered


def allowing(session: DatabaseSession) -> frozenset[str] | None:
    """Return the organisations that allow to be in aggregates; None where everybody is, by a public task."""
    if inclusion_basis() is Basis.PUBLIC_TASK:
        return None
    return gathering.consenting(session, Purpose.AGGREGATE.value)


def may_stay(session: DatabaseSession, organisations: Collection[str]) -> bool:
    """Whether all of these organisations still exist, are not suspended, and allow to be in aggregates."""
    allowed, there = allowing(session), gathering.present(session)
    return all(one in there and (allowed is None or one in allowed) for one in organisations)


def as_json(made: Contribution) -> str:
    """Return a contribution as it is kept for the audit of later releases."""
    content = {
        "attributes": dict(made.attributes), "scores": dict(made.scores), "bands": dict(made.bands),
        "asked": sorted(made.asked), "gaps": sorted(made.gaps), "actions": sorted(made.actions),
    }  # fmt: skip
    return json.dumps(content, separators=(",", ":"), sort_keys=True)


def from_json(pseudonym: str, unit: str, figures: str) -> Contribution:
    """Return a contribution that was kept."""
    content: dict[str, Any] = json.loads(figures)
    return Contribution(
        pseudonym, unit, content["attributes"], content["scores"], content["bands"], frozenset(content["asked"]),
        frozenset(content["gaps"]), frozenset(content["actions"]),
    )  # fmt: skip


def pseudonym(kind: str, name: str) -> str:
    """Return the keyed digest under which an organisation or a holding stays the same in every release."""
    return hmac.new(keys.pseudonym_key(), f"{kind}\n{name}".encode(), hashlib.sha256).hexdigest()


def versions_of(contributions: Iterable[Contribution]) -> frozenset[str]:
    """Return the versions that were answered."""
    return frozenset(one.attributes["version"] for one in contributions)


def comparable(questionnaire: str, before: Iterable[str], later: Iterable[str]) -> frozenset[tuple[str, str, str]]:
    """Return (row, former version, new version) of what means the same in two different versions."""
    return frozenset(
        (row, old, new)
        for old, new in product(sorted(before), sorted(later))
        if old != new
        for row in _comparable_rows(questionnaire, old, new)
    )


def profile(questionnaire: str, versions: Iterable[str]) -> Profile:
    """Return the profile of versions of a questionnaire; one that cannot be read any more has no rows."""
    found = []
    for version in versions:
        with suppress(ContentError):
            found.append(files.load(questionnaire, version))
    return profile_of(found)


def _comparable_rows(questionnaire: str, old: str, new: str) -> frozenset[str]:
    try:
        return comparable_rows(files.load(questionnaire, old), files.load(questionnaire, new))
    except ContentError:
        return frozenset()


def _eligible(session: DatabaseSession, extent: Extent, tick: Callable[[], None]) -> Iterable[_Eligible]:
    actions = gathering.actions(session, extent.cutoff)
    shared: dict[frozenset[str], frozenset[str]] = {}
    rows: dict[str, tuple[str, ...]] = {}
    versions = None if extent.round_id else _together(extent.questionnaire)
    for organisation, found in groupby(gathering.rows(session, extent), key=lambda row: row[0]):
        tick()
        newest: dict[str, ScoreRow] = {}
        for _, row in found:
            newest.setdefault(row.system_id, row)
            session.expunge(row)
        standing = [row for row in newest.values() if versions is None or row.version in versions]
        if not standing:
            continue
        ordered = sorted(standing, key=lambda row: (row.submitted_at, row.submission_id), reverse=True)
        for version in {row.version for row in ordered} - rows.keys():
            rows[version] = profile(extent.questionnaire, (version,)).rows
        parts = (_part(row, rows[row.version], actions.get(row.system_id), shared) for row in ordered)
        yield _Eligible(organisation, tuple(parts))


def _together(questionnaire: str) -> frozenset[str] | None:
    """Return the versions whose figures may be in one mean; None for a questionnaire that is not on offer."""
    published = [one.version for one in files.versions() if one.questionnaire == questionnaire and one.is_published]
    if not published:
        return None
    newest = max(published, key=age)
    return family(newest, {version: files.load(questionnaire, version) for version in published})


def _part(
    row: ScoreRow,
    rows: Collection[str],
    actions: frozenset[str] | None,
    shared: dict[frozenset[str], frozenset[str]],
) -> Part:
    """Return one system's figures; what thousands of systems have in common is held once."""
    details: dict[str, Any] = json.loads(row.details)
    asked, gaps = (frozenset(map(intern, details[name])) for name in ("asked", "gaps"))
    wide = {name: share for name in ROWS if (share := getattr(row, name.lower())) is not None}
    scores = wide | {intern(name): share for name, share in details["scores"].items()}
    bands = {intern(name): intern(word) for name, word in details["bands"].items() if name in rows}
    return Part(row.role, row.version, scores, bands, shared.setdefault(asked, asked), gaps, actions or frozenset())


def _contribution(one: _Eligible, unit: str) -> Contribution:
    organisation = one.organisation
    described = {
        "country": organisation.country,
        "region": region_of(organisation.country),
        "sector": organisation.sector,
        "size": organisation.size,
    }
    return contribution((pseudonym("organisation", organisation.id), unit), described, one.parts)


def _units(organisations: Sequence[Organisation]) -> dict[str, str]:
    """Return the pseudonym of each organisation's unit: its holding, the holding that it is itself, or itself."""
    holdings = {normalised(one.holding) for one in organisations} - {""}
    found = {}
    for one in organisations:
        holding = normalised(one.holding) or normalised(one.name)
        is_held = holding in holdings
        found[one.id] = pseudonym("holding", holding) if is_held else pseudonym("organisation", one.id)
    return found


def _with_totals(counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    totals: Counter[str] = Counter()
    for (measure, _), count in counts.items():
        totals[measure] += count
    by_country = {key: count for key, count in counts.items() if key[1]}
    return by_country | {(measure, ""): count for measure, count in totals.items()}
