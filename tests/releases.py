"""Approved releases for tests: example cells through the real tables, without computing anything."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from assessment import storage
from assessment.domain.disclosure.cells import Cell, Measure, Reason, Status
from assessment.domain.disclosure.publishable import digest_of
from assessment.services.identifiers import new_id
from assessment.storage import releases
from assessment.storage.tables import Release, ReleaseContribution
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROWS = ("HAO", "TRS", "PDG", "TRA", "DNF", "SEW", "ACC", "FR")
SUBSECTIONS = ("HAO-A", "HAO-B", "TRS-A", "PDG-B", "TRA-A")
_SCORES = dict(zip(ROWS, (62, 55, 48, 57, 44, 39, 51, 46), strict=True))
_AFRICA, _AMERICA = "sub-saharan-africa", "latin-america-caribbean"

# How many organisations each category of the example has; fewer than five are withheld, GH protects TG by subtraction.
CUTS: dict[str, dict[tuple[str, str], int]] = {
    "all": {("", ""): 65},
    "country": {("KE", ""): 25, ("SN", ""): 20, ("GH", ""): 5, ("TG", ""): 3, ("BR", ""): 10},
    "region": {(_AFRICA, ""): 50, (_AMERICA, ""): 10},
    "sector": {("Q", ""): 30, ("J", ""): 20, ("O", ""): 15},
    "size": {("micro", ""): 10, ("small", ""): 25, ("medium", ""): 20, ("large", ""): 10},
    "role": {("provider", ""): 25, ("deployer", ""): 30, ("both", ""): 10},
    "version": {("2020.1", ""): 65},
    "region-sector": {(_AFRICA, "Q"): 25, (_AFRICA, "J"): 15, (_AMERICA, "J"): 5},
    "region-size": {(_AFRICA, "small"): 20, (_AFRICA, "large"): 4},
    "sector-size": {("Q", "small"): 15, ("J", "micro"): 4},
    "country-sector": {("KE", "Q"): 15, ("KE", "J"): 10, ("SN", "Q"): 10, ("TG", "Q"): 3},
}  # fmt: skip
AUDIT = {
    "contributions": 65, "scores": 1820, "worlds": 310, "programmes": 4100, "width": 20, "shown": 900, "standing": 0,
    "few": 120, "protects": 30,
}  # fmt: skip
Hidden = tuple[Status, Reason]
_FEW: Hidden = (Status.CONFIDENTIAL, Reason.FEW)
_PROTECTS: Hidden = (Status.PROTECTS, Reason.PROTECTS)
_PROTECTED = {("country", "GH")}


def cells(former: int = 0, shift: int = 0) -> tuple[Cell, ...]:
    """Return cells of every table and status; `shift` moves the scores, `former` adds trends against that release."""
    found: list[Cell] = []
    for table, categories in CUTS.items():
        for (first, second), n in categories.items():
            found += _cells(table, (first, second), n, shift)
    if former:
        found += _trends(former)
    return tuple(found)


def _cells(table: str, where: tuple[str, str], n: int, shift: int) -> Iterator[Cell]:
    hidden = _FEW if n < 5 else _PROTECTS if (table, where[0]) in _PROTECTED else None
    if table in {"all", "country"}:
        for measure, more in ((Measure.INVITED, 20), (Measure.STARTED, 10), (Measure.SUBMITTED, 5)):
            rounded = 5 * round((n + more) / 5)
            yield Cell(table, *where, measure, "", "count", rounded, rounded)
    organisations = (Measure.ORGANISATIONS, "", "count", n)
    yield _cell(table, where, organisations, n, _FEW if n < 5 else None)
    if table != "country-sector":
        for figure, enough in _figures(shift):
            if n >= 20 or enough < 20:
                yield _cell(table, where, figure, n, hidden or (_FEW if n < enough else None))


def _figures(shift: int) -> Iterator[tuple[tuple[Measure, str, str, int], int]]:
    """Give measure, item, statistic and value of each figure, with how many organisations it takes."""
    for row in ROWS:
        yield (Measure.SCORE, row, "mean", _SCORES[row] + shift), 5
        for word, share in (("not-yet", 20), ("started", 30), ("in-place", 50)):
            yield (Measure.BAND, row, word, share), 10
        for statistic, value in (("lower-quartile", 30), ("median", 50), ("upper-quartile", 70)):
            yield (Measure.SCORE, row, statistic, value), 20
    for part in SUBSECTIONS:
        yield (Measure.SCORE, part, "mean", 50 + shift), 5
    for question, share in (("HAO-B4", 40), ("TRS-A1", 30), ("PDG-B2", 25)):
        yield (Measure.GAP, question, "share", share), 20
        yield (Measure.ACTION, question, "share", share - 10), 20


def _cell(
    table: str, where: tuple[str, str], figure: tuple[Measure, str, str, int], n: int, hidden: Hidden | None
) -> Cell:
    measure, item, statistic, value = figure
    if hidden:
        count = None if hidden[1] is Reason.FEW else n
        return Cell(table, *where, measure, item, statistic, None, count, *hidden)
    return Cell(table, *where, measure, item, statistic, value, n)


def _trends(former: int) -> Iterator[Cell]:
    places = (("trend-all", "", 40), ("trend-region", _AFRICA, 30), ("trend-country", "KE", 15))
    for table, first, n in places:
        for row in ROWS:
            for statistic, value in (("before", _SCORES[row]), ("after", _SCORES[row] + 6), ("change", 6)):
                yield Cell(table, first, str(former), Measure.TREND, row, statistic, value, n)
    yield Cell("trend-country", "TG", str(former), Measure.TREND, "HAO", "change", None, None, *_FEW)


def release(given: Sequence[Cell] | None = None, organisations: Sequence[str] = (), **values: object) -> Release:
    """Make an approved release with the next number; `organisations` are ids of those whose figures are in it."""
    frozen = tuple(cells() if given is None else given)
    row = _row(**values)
    with storage.transaction() as session:
        row.number = values.get("number", releases.last_number(session) + 1)  # type: ignore[assignment] # as given
        if "title" not in values:
            row.title = f"Release {row.number} (example)"
        row.tables_digest = digest_of(frozen)
        session.add(row)
        session.flush()
        releases.add_cells(session, row.id, 0, frozen)
        for place, organisation in enumerate(organisations):
            pseudonym = f"{place:064x}"
            session.add(
                ReleaseContribution(
                    release_id=row.id, pseudonym=pseudonym, unit=pseudonym, organisation_id=organisation, figures="{}"
                )
            )
    return row


def _row(**values: object) -> Release:
    stages = {"invited": 85, "started": 75, "submitted": 70, "eligible": 70, "consented": 65, "contributed": 65}
    made = Release(
        id=new_id(), title="", state="approved", problem="", round_id="", period="2026-Q4", cutoff=factories.NOW,
        questionnaire="altai", depth=3, scoring_model="1.0", policy=1, policy_fingerprint="a" * 64,
        software="assessment 1.0", basis="consent", stages=json.dumps({"published": stages, "exact": stages}),
        audit=json.dumps(AUDIT), progress=100, tables_digest="", is_demo=False,
        made_by=new_id(), made_at=factories.NOW - timedelta(hours=2), approved_by=new_id(), approved_at=factories.NOW,
    )  # fmt: skip
    for name, value in values.items():
        setattr(made, name, value)
    return made
