"""How one version leads to another: by crosswalks and by versions that declare what they supersede, step by step."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.content import crosswalks, files
from assessment.domain.comparable import age
from assessment.domain.questionnaire import Change
from assessment.domain.succession import Succession, by_crosswalk, by_ids, joined
from assessment.services.assessments import questionnaire_of

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Questionnaire


def succession(questionnaire: str, old: str, new: str, language: str = "") -> Succession | None:
    """Return how a version leads to a newer one, in a language where they speak it; None when it does not.

    The way is the shortest one over published versions. A step is a published crosswalk, or a patch or minor change
    that names the version it supersedes.
    """
    way = versions_between(questionnaire, old, new)
    if len(way) < 2:  # noqa: PLR2004 - a step has two ends
        return None
    return _spoken(questionnaire, way, language) if language else _succession(questionnaire, way)


def published(questionnaire: str) -> tuple[str, ...]:
    """Return the published versions of a questionnaire, in their order."""
    found = [one.version for one in files.versions() if one.questionnaire == questionnaire and one.is_published]
    return tuple(sorted(found, key=age))


def versions_between(questionnaire: str, old: str, new: str, known: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Return the versions from one to the other, both included; empty when no way leads there.

    `known` are the published versions, for who has read them already.
    """
    return _way(questionnaire, old, new, published(questionnaire) if known is None else known)


@lru_cache(maxsize=256)
def _way(questionnaire: str, old: str, new: str, known: tuple[str, ...]) -> tuple[str, ...]:
    ways: list[tuple[str, ...]] = [(new,)]
    seen = {new}
    while ways:
        way = ways.pop(0)
        if way[0] == old:
            return way
        before = [version for version in _before(questionnaire, way[0], known) if version not in seen]
        seen.update(before)
        ways += [(version, *way) for version in before]
    return ()


def predecessors(questionnaire: str, version: str) -> list[str]:
    """Return the published versions from which one step leads to this one, those with a crosswalk first."""
    return _before(questionnaire, version, published(questionnaire))


def _before(questionnaire: str, version: str, known: tuple[str, ...]) -> list[str]:
    walked = [one.version.partition(crosswalks.JOINT) for one in _crosswalks() if one.questionnaire == questionnaire]
    found = [before for before, _, after in walked if after == version]
    if version in known:
        loaded = files.load(questionnaire, version)
        found += [loaded.supersedes] if _follows_by_ids(loaded) else []
    return [before for before in dict.fromkeys(found) if before in known]


def _crosswalks() -> tuple[files.Version, ...]:
    """Return the published crosswalks, shipped and installed."""
    return _shipped_crosswalks() + crosswalks.on_shelf()


@lru_cache(maxsize=1)
def _shipped_crosswalks() -> tuple[files.Version, ...]:
    """Return those that are shipped: a process has the same ones for as long as it lives."""
    return tuple(one for one in crosswalks.crosswalks() if one.is_published and not one.on_shelf)


def _follows_by_ids(questionnaire: Questionnaire) -> bool:
    return bool(questionnaire.supersedes) and questionnaire.change in {Change.PATCH, Change.MINOR}


@lru_cache(maxsize=64)
def _spoken(questionnaire: str, way: tuple[str, ...], language: str) -> Succession:
    """Return a way in a language: what follows from what was decided in the source language, which this only shows."""
    old, new = (questionnaire_of(questionnaire, version, language) for version in (way[0], way[-1]))
    return replace(_succession(questionnaire, way), old=old, new=new)


@lru_cache(maxsize=64)
def _succession(questionnaire: str, way: tuple[str, ...]) -> Succession:
    """Return the steps of a way as one; published versions never change, so it is worked out once."""
    found = _step(questionnaire, way[0], way[1])
    for old, new in itertools.pairwise(way[1:]):
        found = joined(found, _step(questionnaire, old, new))
    return found


def _step(questionnaire: str, old: str, new: str) -> Succession:
    versions = (files.load(questionnaire, old), files.load(questionnaire, new))
    named = f"{old}{crosswalks.JOINT}{new}"
    if any((one.questionnaire, one.version) == (questionnaire, named) for one in _crosswalks()):
        return by_crosswalk(*versions, crosswalks.load(questionnaire, old, new))
    return by_ids(*versions)
