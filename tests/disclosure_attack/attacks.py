"""All attacks on a sequence of releases, one after the other; each finding is a sentence."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Measure
from tests.disclosure_attack.attacker import NARROW, Contradiction, pinned
from tests.disclosure_attack.categories import sorted_out
from tests.disclosure_attack.facts import learn
from tests.disclosure_attack.populations import PARTS, QUESTIONS, ROWS
from tests.disclosure_attack.whole import pinned_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from fractions import Fraction

    from tests.disclosure_attack.attacker import Pinned
    from tests.disclosure_attack.facts import Knowledge, Seen

SMALL = 12


def findings(seen: Sequence[Seen], *, insiders: int = 8, coordinated: Collection[str] = ()) -> list[str]:
    """Return what outsiders, so many insiders each alone, and pairs of a coordinated country can work out."""
    found: list[str] = []
    for item in (*ROWS, *PARTS):
        known = learn(seen, item)
        if known.wrong():
            raise Contradiction(known.wrong()[:2])
        found += _said(pinned(known))
        found += _said(pinned(known, bands=True))
        for telling in _insiders(known, insiders, coordinated):
            found += _said(pinned(known, telling))
    for measure, items in ((Measure.BAND, ROWS), (Measure.GAP, QUESTIONS), (Measure.ACTION, QUESTIONS)):
        for item in items:
            for telling in ((), *_tellers(seen, insiders)):
                found += [
                    f"{one.unknown} is surely {one.category} in {item} ({measure.value}); insiders {telling}"
                    for one in sorted_out(seen, measure, item, telling)
                ]
    return found


def whole_findings(seen: Sequence[Seen], step: Fraction, insiders: int = 2) -> list[str]:
    """Return what follows when scores are multiples of a step, from means, quartiles and bands together."""
    found: list[str] = []
    for item in (*ROWS, *PARTS):
        known = learn(seen, item)
        for telling in ((), *_insiders(known, insiders, ())):
            found += _said(pinned_whole(known, telling, step=step))
    return found


def _said(found: Sequence[Pinned]) -> Iterator[str]:
    for one in found:
        assert one.width < NARROW
        yield f"{one.unknown} {one.item}: {one.low:.2f} to {one.high:.2f}; insiders {one.insiders}"


def _insiders(known: Knowledge, most: int, coordinated: Collection[str]) -> list[tuple[str, ...]]:
    """Return those who stand in the smallest cells, each alone, and pairs of one coordinated country."""
    smallest: dict[str, int] = {}
    for fact in known.sums:
        for one in fact.terms:
            smallest[known.unit[one]] = min(smallest.get(known.unit[one], len(fact.terms)), len(fact.terms))
    first = sorted(smallest, key=lambda unit: (smallest[unit], unit))
    together = {known.unit[one]: country for one, country in known.country.items() if country in coordinated}
    pairs = [pair for pair in combinations(first, 2) if together.get(pair[0], 0) == together.get(pair[1], 1)]
    return [*((unit,) for unit in first[:most]), *pairs[:most]]


def _tellers(seen: Sequence[Seen], most: int) -> list[tuple[str, ...]]:
    units = sorted({one.unit for release in seen for one in release.members})
    return [(unit,) for unit in Random(len(units)).sample(units, min(most, len(units)))]
