"""Reads a version of the disclosure policy strictly, refuses one that was changed or that undercuts the floors."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.content.errors import ChangedAfterPublication, DoesNotCompile, UnknownPolicy
from assessment.content.files import fingerprint
from assessment.content.findings import Findings, Level
from assessment.content.format import SECTION_ID, SLUG, TITLE
from assessment.content.reading import read_bytes, read_node
from assessment.content.record import Place
from assessment.content.shape import Group, Integer, ListOf, MapOf, Text, Word
from assessment.domain.disclosure.policy import (
    FLOOR_COUNT,
    FLOOR_DISTRIBUTION,
    FLOOR_MEAN,
    Policy,
    Shows,
    TableSpec,
)

if TYPE_CHECKING:
    from assessment.content.record import Record

FOLDER = Path(__file__).with_name("policies")
LISTED = "published.sha256"
NEWEST = 2
_LINE = re.compile(r"([0-9a-f]{64})  disclosure-([1-9][0-9]{0,2})\.yaml")
_DIMENSIONS = ("country", "region", "sector", "size", "role", "version")
_MANY = 1000

TABLE = Group(
    {"id": SLUG, "by": ListOf(Word(_DIMENSIONS)), "shows": ListOf(Word(tuple(s.value for s in Shows)), minimum=1)},
    notes={"by": "the attributes that cut the table: none, one or two", "shows": "what is told of each category"},
)
POLICY = Group(
    {
        "format": Word(("1",), code="S214"),
        "version": Integer(1, 999),
        "title": TITLE,
        "thresholds": Group(
            {
                "step": Integer(5, 100),
                "count": Integer(FLOOR_COUNT, _MANY),
                "mean": Integer(FLOOR_MEAN, _MANY),
                "distribution": Integer(FLOOR_DISTRIBUTION, _MANY),
                "quartiles": Integer(20, _MANY),
                "commonest": Integer(FLOOR_DISTRIBUTION, _MANY),
            }
        ),
        "distribution": Group({"dominance_below": Integer(20, _MANY), "dominance_share": Integer(50, 90)}),
        "quartiles": Group({"band": Integer(10, 50)}),
        "commonest": Group({"items": Integer(1, 50)}),
        "interval": Group(
            {"width": Integer(20, 100), "insiders": Integer(1, 2), "coordinated_insiders": Integer(2, 2)}
        ),
        "time": Group({"change": Integer(5, _MANY)}),
        "categories": MapOf(SLUG, ListOf(Text(limit=60), minimum=1)),
        "tables": ListOf(TABLE, minimum=1),
    },
    {"rows": ListOf(SECTION_ID, minimum=1)},
    notes={"rows": "the rows of the profile; without them those of the questionnaire"},
    title="A disclosure policy of the Trustworthy-AI self-assessment, format 1",
)


def listed(folder: Path = FOLDER) -> dict[int, str]:
    """Return the fingerprints of the listed versions; raise ChangedAfterPublication when the list is damaged."""
    found = {}
    for line in (folder / LISTED).read_text(encoding="utf-8").splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            text = (
                f"{LISTED} of the disclosure policies has a line that cannot be read: {line[:80]!r}. Restore the file."
            )
            raise ChangedAfterPublication(text)
        found[int(match[2])] = match[1]
    return found


@lru_cache(maxsize=8)
def load(version: int = NEWEST, folder: Path = FOLDER) -> Policy:
    """Return a listed version of the policy.

    Raises UnknownPolicy, ChangedAfterPublication (its bytes are not those that were listed) or DoesNotCompile.
    """
    return read(content(version, folder), f"disclosure-{version}.yaml")


def content(version: int, folder: Path = FOLDER) -> bytes:
    """Return the file of a listed version, compared with its fingerprint; raise like `load`."""
    known = listed(folder)
    if version not in known:
        text = f"There is no disclosure policy {version}. These exist: {', '.join(map(str, sorted(known))) or 'none'}."
        raise UnknownPolicy(text)
    path = folder / f"disclosure-{version}.yaml"
    found = read_bytes(path, Findings(path.name, guide="docs/disclosure.md"))
    if found is None or fingerprint(found) != known[version]:
        text = f"Disclosure policy {version} was changed after it was listed: restore {path.name}."
        raise ChangedAfterPublication(text)
    return found


def read(content: bytes, name: str) -> Policy:
    """Return the policy that a file describes; raise DoesNotCompile with all its errors."""
    findings = Findings(name, guide="docs/disclosure.md")
    node = read_node(content, findings)
    record = POLICY.decode(node, Place(findings)) if node is not None else None
    if record is not None:
        _check_tables(record["tables"], findings)
    if record is None or findings.has_errors:
        errors = tuple(f for f in findings.sorted() if f.level is Level.ERROR)
        text = f"{name} has {len(errors)} errors, the first in line {errors[0].line}: {errors[0].message}"
        raise DoesNotCompile(text, errors)
    return _policy(record, fingerprint(content))


def _check_tables(tables: tuple[Record, ...], findings: Findings) -> None:
    """Find repeated ids, and tables of three dimensions, which no policy may have."""
    seen: set[str] = set()
    for table in tables:
        if table["id"] in seen:
            findings.add("D101", *table.at("id"), table["id"], id=table["id"])
        if len(table["by"]) > 2 or len(set(table["by"])) < len(table["by"]):  # noqa: PLR2004 - the rule itself
            findings.add("D102", *table.at("by"), table["id"])
        seen.add(table["id"])


def _policy(record: Record, digest: str) -> Policy:
    thresholds, interval = record["thresholds"], record["interval"]
    return Policy(
        version=record["version"],
        fingerprint=digest,
        step=thresholds["step"],
        count_from=thresholds["count"],
        mean_from=thresholds["mean"],
        distribution_from=thresholds["distribution"],
        dominance_below=record["distribution"]["dominance_below"],
        dominance_share=record["distribution"]["dominance_share"],
        quartile_from=thresholds["quartiles"],
        quartile_band=record["quartiles"]["band"],
        commonest_from=thresholds["commonest"],
        commonest=record["commonest"]["items"],
        width=interval["width"],
        insiders=interval["insiders"],
        coordinated_insiders=interval["coordinated_insiders"],
        change=record["time"]["change"],
        rows=record["rows"] or (),
        categories=dict(record["categories"]),
        tables=tuple(_table(table) for table in record["tables"]),
    )


def _table(record: Record) -> TableSpec:
    return TableSpec(record["id"], record["by"], frozenset(Shows(word) for word in record["shows"]))
