"""Populations made to break a defence: each is a list of releases, with what it aims at as its name."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from assessment.domain.disclosure.contribution import WHOLE
from tests.disclosure_attack.populations import (
    COUNTRIES,
    PARTS,
    QUESTIONS,
    VERSIONS,
    group,
    plain,
    relabelled,
    rescored,
)

if TYPE_CHECKING:
    from assessment.domain.disclosure.contribution import Contribution
    from tests.disclosure_attack.populations import Release

TEN = group("a", [10, 20, 30, 40, 50, 60, 70, 80, 90, 35])
SIX = TEN[:6]
KENYA = group("s", [10, 20, 30, 40, 50, 60], country="KE")
TWO = [
    *group("k", [10, 90, 40, 30, 20, 60], country="KE", size="large"),
    *group("r", [50, 60, 70, 80, 20], country="BR", sector="K"),
]
HOLDING = [replace(one, unit="u-holding") for one in group("h", [80, 90, 20, 70], country="KE")]


def with_gaps(members: Release) -> Release:
    """Return the same organisations, all with every gap and an action for it."""
    return [replace(one, gaps=frozenset(QUESTIONS), actions=frozenset(QUESTIONS)) for one in members]


def without(one: Contribution, item: str) -> Contribution:
    """Return a contribution whose score in one row is withheld by the scoring model."""
    return replace(
        one,
        scores={key: score for key, score in one.scores.items() if key != item},
        bands={key: band for key, band in one.bands.items() if key != item},
    )


def _better(members: Release, seed: int) -> Release:
    chance = Random(seed)
    return [rescored(one, min(100, one.scores["HAO"] * 100 // WHOLE + chance.randrange(25))) for one in members]


def _any(prefix: str, number: int, **attributes: str) -> Release:
    chance = Random(prefix)
    return group(prefix, [chance.randrange(101) for _ in range(number)], **attributes)


ONE_ROUND: dict[str, list[Release]] = {
    "T15: five at zero": [group("a", [0] * 5)],
    "T15: 23 at zero with every gap": [with_gaps(group("a", [0] * 23))],
    "T15: 23 at a hundred": [group("a", [100] * 23)],
    "T15: 40 at a hundred": [group("a", [100] * 40)],
    "T15: 28 at fifty with every gap": [with_gaps(group("a", [50] * 28))],
    "T15: 24 above ninety": [group("a", [95] * 24)],
    "T2: one of six corrects itself": [SIX, [rescored(SIX[0], 95), *SIX[1:]]],
    "T2: one of six goes from nothing to all": [[rescored(SIX[0], 0), *SIX[1:]], [rescored(SIX[0], 100), *SIX[1:]]],
    "T2: one of ten leaves": [TEN, TEN[1:]],
    "T2: one leaves and comes back": [TEN, TEN[1:], TEN],
    "T2: five join six": [SIX, [*SIX, *group("b", [50] * 5)]],
    "T2: one leaves as six join": [TEN, [*TEN[1:], *group("b", [50] * 6)]],
    "T2: one leaves after six joined": [TEN, [*TEN, *group("b", [50] * 6)], [*TEN[1:], *group("b", [50] * 6)]],
    "T13: one moves to another country": [
        TWO,
        [relabelled(TWO[0], country="BR", region=COUNTRIES["BR"]), *TWO[1:]],
    ],
    "T13: one is counted in another sector": [TWO, [*TWO[:-1], relabelled(TWO[-1], sector="J")]],
    "T8: one of twenty on a new version": [
        [*group("a", [10 * at % 100 for at in range(19)]), plain("new", 95, version="2026.1")]
    ],
    "T16: a country with one sector": [
        [
            *group("k", [90] * 6, country="KE", sector="Q"),
            *group("r", [30] * 9, country="BR"),
            plain("x", 5, country="BR", sector="Q"),
        ]
    ],
    "T5: four of one holding among five": [[*HOLDING, *KENYA[:4]]],
    "T5: a holding grows": [[HOLDING[0], *KENYA[:5]], [*HOLDING, *KENYA[:5]]],
    "T5: one is bought by another": [KENYA, [replace(KENYA[0], unit="u-s01"), *KENYA[1:]]],
    "T14: two have no score in a row": [[without(TEN[0], "HAO"), without(TEN[1], "HAO"), *TEN[2:7]]],
    "T14: a score appears later": [[without(TEN[0], "HAO"), *TEN[1:7]], TEN[:7]],
    "T11: one is erased": [TWO, TWO[1:]],
    "T3: twenty, half at each end": [group("q", [100] * 10 + [0] * 10)],
    "T7: a withheld rest beside a total": [[*_any("a", 12), *_any("b", 4, country="KE"), *_any("c", 7, country="VN")]],
}
TWO_ROUNDS: dict[str, list[Release]] = {
    "trend: one gone, one new": [
        both := [*_any("x", 12), *_any("y", 12, country="KE")],
        [*_better(both[1:], 1), *_any("z", 1)],
    ],
    "trend: seven of twelve": [both[:12], [*_better(both[:7], 2), *_any("w", 6)]],
}


def _changed_over(members: Release, number: int) -> Release:
    """Return the members with better scores, so many of them by a newer version of the questionnaire."""
    better = _better(members, number)
    return [*(relabelled(one, version=VERSIONS[1]) for one in better[:number]), *better[number:]]


_SIX = group("a", [60, 20, 30, 40, 50, 10], country="KE")
_REST = group("b", [50, 40, 60, 30, 70, 45, 55])
ONE_OF_SIX_CHANGES_OVER = [
    [*_SIX, *_REST],
    [*(rescored(one, 45) for one in _SIX[:5]), relabelled(rescored(_SIX[5], 70), version=VERSIONS[1]), *_REST],
]
TWO_VERSIONS: dict[str, list[Release]] = {
    "one of six changes over": ONE_OF_SIX_CHANGES_OVER,
    "seven of twenty-four change over": [both, _changed_over(both, 7)],
    "some change over, then all": [both, _changed_over(both, 9), _changed_over(both, 24)],
    "one is on the old version for longest": [both, _changed_over(both, 23), _changed_over(both, 24)],
}


def parted(pairs: list[tuple[int, int]]) -> Release:
    """Return organisations with points in two sub-sections, whose row is the mean of both."""
    made = []
    for place, pair in enumerate(pairs):
        one = plain(f"p{place:02d}", sum(pair) / 2)
        parts = {part: points * WHOLE // 100 for part, points in zip(PARTS, pair, strict=True)}
        made.append(replace(one, scores={"HAO": one.scores["HAO"], **parts}, bands={"HAO": one.bands["HAO"]}))
    return made
