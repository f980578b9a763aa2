"""What differs between a version and the one before it, since when it is served, and until when it is started."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content import crosswalks, files
from assessment.domain.beside import beside, by_thing, spoken
from assessment.domain.comparable import age, comparable_rows
from assessment.domain.crosswalk import Carries
from assessment.domain.lineage import tell
from assessment.services import version_ends
from assessment.services.successions import predecessors, succession, versions_between

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.beside import Beside
    from assessment.domain.lineage import Sort, Told
    from assessment.domain.succession import Succession


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """One step between versions in words: the crosswalk's summary, empty without one, and what became of what.

    `language` is that of the summary. `beside` is what differs in titles, terms and the like, each thing with all its
    differences.
    """

    way: Succession
    summary: str
    language: str
    told: Mapping[Sort, tuple[Told, ...]]
    beside: tuple[tuple[Beside, ...], ...]


def version_before(questionnaire: str, version: str) -> str:
    """Return the newest version from which one step leads to this one; empty for the first of a questionnaire."""
    return max(predecessors(questionnaire, version), key=age, default="")


def rows_alike(questionnaire: str, old: str, new: str) -> frozenset[str]:
    """Return the rows that mean the same in two versions: those that every step between them leaves comparable."""
    way = versions_between(questionnaire, old, new)
    loaded = [files.load(questionnaire, version) for version in way]
    steps = [comparable_rows(*pair) for pair in itertools.pairwise(loaded)]
    return frozenset.intersection(*steps) if steps else frozenset(row.id for one in loaded for row in one.rows)


def questions_alike(questionnaire: str, old: str, new: str) -> tuple[int, int]:
    """Return how many questions of the newer version ask what the older one asked, and how many it has."""
    way = succession(questionnaire, old, new)
    total = len(files.load(questionnaire, new).questions)
    return len({link.new for link in way.links if link.carries is Carries.ANSWER}) if way else 0, total


def changes_of(questionnaire: str, version: str, language: str) -> VersionChanges | None:
    """Return what differs from the version before; None for the first of a questionnaire.

    Raises NotFound when there is no such published version.
    """
    version_ends.standing_of(questionnaire, version)
    before = version_before(questionnaire, version)
    way = succession(questionnaire, before, version, language) if before else None
    if way is None:
        return None
    old, new = files.load(questionnaire, before), files.load(questionnaire, version)
    walk = crosswalks.load(questionnaire, before, version) if way.crosswalks else None
    said = (walk.summary, walk.language or new.language) if walk else ("", "")
    # What differs is decided in the source language: a translation that is late is no difference.
    return VersionChanges(way, *said, tell(way), by_thing(spoken(beside(old, new), way.old, way.new)))
