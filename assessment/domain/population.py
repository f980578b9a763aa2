"""Invented organisations that answer as real ones do: sizes, sectors, maturity, don't-knows and over-claiming.

The figures reproduce published surveys: the Australian Responsible AI Index 2024 (on average 12 of 38 practices in
place; 16, 48, 28 and 8 % of organisations emerging, developing, implementing and leading; 78 % believe that they comply
and 29 % do), McKinsey's survey of AI trust maturity of 2026 (a named owner matters) and UNESCO's and Thomson Reuters'
AICDI of 2025 (which practices are rare).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from assessment.domain.answers import Answer, Evidence, State
from assessment.domain.population_words import ACTIVITIES, COUNTRIES, SYSTEMS, TONGUES
from assessment.domain.questionnaire import Kind, Role
from assessment.domain.scorecard import Status
from assessment.domain.statuses import statuses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.domain.population_words import Country
    from assessment.domain.questionnaire import Depth, Question, Questionnaire

_Choice = TypeVar("_Choice")


class Chance(Protocol):
    """Where numbers come from: `random.Random` fits."""

    def random(self) -> float:
        """Return a number from 0 up to but not including 1."""

    def gauss(self, mu: float, sigma: float) -> float:
        """Return a normally distributed number."""


# Size band: its share, how much it moves maturity, and how often somebody is named as responsible.
SIZES = {
    "micro": (0.22, -0.5, 0.25),
    "small": (0.33, -0.25, 0.35),
    "medium": (0.25, 0.05, 0.50),
    "large": (0.20, 0.55, 0.75),
}
ROLES = {"provider": (0.35, 0.25), "deployer": (0.40, -0.2), "both": (0.25, 0.1)}
STAGES = {"idea": 0.10, "development": 0.25, "pilot": 0.25, "in-use": 0.38, "ending": 0.02}
# How rare practices are by sub-section; the order follows AICDI, the values are a judgement.
DIFFICULTY = {
    "PDG-A": -1.4, "TRS-C": -0.9, "TRS-A": -0.6, "PDG-B": -0.4, "TRA-C": -0.3, "TRS-B": -0.1, "TRS-D": 0.0,
    "TRA-A": 0.1, "HAO-B": 0.2, "DNF-A": 0.4, "ACC-B": 0.5, "TRA-B": 0.5, "HAO-A": 0.6, "DNF-B": 0.7, "ACC-A": 0.7,
    "SEW-B": 0.8, "DNF-C": 0.9, "SEW-A": 1.3, "SEW-C": 1.4, "FR-A": 0.5,
}  # fmt: skip
DONT_KNOW = {"provider": 0.04, "deployer": 0.15, "both": 0.08}
SKIPPED = 0.03
NOT_APPLICABLE = 0.02
NOTED = 0.35
EVIDENCED = 0.20
CHECKED = 0.35
STARTED = 0.40
OVER_CLAIM = 0.4
# Chosen so that on average 31 % of practices are in place when each sub-section counts the same.
BASE = -0.9
# What a year brings: most improve, some fall back.
PROGRESS, REGRESSION, FALL_BACK = 0.30, -0.25, 0.15
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class InventedSystem:
    """An AI system of an invented organisation."""

    name: str
    purpose: str
    role: str
    stage: str


@dataclass(frozen=True, slots=True)
class Invented:
    """An organisation that does not exist; `maturity` is where it really stands, `claim` what it adds when asked."""

    name: str
    country: str
    language: str
    zone: str
    activity: str
    size: str
    people: tuple[str, ...]
    systems: tuple[InventedSystem, ...]
    maturity: float
    claim: float


def spread(chance: Chance, count: int) -> list[Country]:
    """Return in which country each of so many organisations sits, in any order: every country has its share of them.

    The rest that shares leave goes to the countries that it takes most from, so that small cells have a known size.
    """
    wanted = [country.share * count for country in COUNTRIES]
    whole = [math.floor(number + _ROUNDING) for number in wanted]
    short = sorted(range(len(COUNTRIES)), key=lambda place: (whole[place] - wanted[place], place))
    for place in short[: count - sum(whole)]:
        whole[place] += 1
    found = [country for country, number in zip(COUNTRIES, whole, strict=True) for _ in range(number)]
    return sorted(found, key=lambda _: chance.random())


def invent(chance: Chance, people: int = 5, country: Country | None = None) -> Invented:
    """Invent one organisation with its people and one or two systems, in this country or in any."""
    country = country or _weighed(chance, COUNTRIES, [one.share for one in COUNTRIES])
    tongue = TONGUES[country.language]
    size = _weighed(chance, list(SIZES), [share for share, _, _ in SIZES.values()])
    activity = country.activity or _weighed(chance, list(ACTIVITIES), [share for share, _ in ACTIVITIES.values()])
    role = _weighed(chance, list(ROLES), [share for share, _ in ROLES.values()])
    names = tuple(f"{_pick(chance, tongue.people)} {_pick(chance, tongue.families)}" for _ in range(people))
    systems = tuple(_system(chance, role) for _ in range(2 if chance.random() < 0.4 else 1))  # noqa: PLR2004 - 560 systems of 400 organisations
    name = tongue.order.format(kind=tongue.kinds[activity], epithet=_pick(chance, tongue.epithets))
    maturity, has_evidence = _maturity(chance, size, activity, role), chance.random() < 0.5  # noqa: PLR2004 - half of them
    return Invented(
        name, country.code, country.language, country.zone, activity, size, names, systems, maturity,
        0.0 if has_evidence else OVER_CLAIM,
    )  # fmt: skip


def later(chance: Chance, maturity: float) -> float:
    """Return where an organisation stands a year after: better on average, and worse for some."""
    return maturity + (REGRESSION if chance.random() < FALL_BACK else PROGRESS)


def answer(
    chance: Chance, invented: Invented, questionnaire: Questionnaire, depth: Depth, maturity: float
) -> dict[str, Answer]:
    """Answer what a questionnaire asks at this depth, as an organisation of this maturity does, with all its gaps."""
    given: dict[str, Answer] = {}
    for question in questionnaire.at_depth(depth):
        if chance.random() >= SKIPPED:
            given[question.id] = _answer(chance, invented, question, maturity)
    asked = statuses(questionnaire, given, depth)
    return {id_: found for id_, found in given.items() if id_ not in asked or asked[id_].status is not Status.OUT}


def _maturity(chance: Chance, size: str, activity: str, role: str) -> float:
    """Return the latent maturity; the constants give the shares of the surveys named above."""
    _, by_size, named_owner = SIZES[size]
    covariates = 0.5 * (by_size + ACTIVITIES[activity][1] + ROLES[role][1])
    owner = 0.50 if chance.random() < named_owner else -0.235
    leader = 1.6 if chance.random() < 0.1 else 0.0  # noqa: PLR2004 - one in ten leads
    return BASE + covariates + owner + chance.gauss(0, 0.5) + leader


def _system(chance: Chance, role: str) -> InventedSystem:
    name, purpose, _ = _weighed(chance, SYSTEMS, [share for _, _, share in SYSTEMS])
    return InventedSystem(name, purpose, role, _weighed(chance, list(STAGES), list(STAGES.values())))


def _answer(chance: Chance, invented: Invented, question: Question, maturity: float) -> Answer:
    notes = TONGUES[invented.language].notes
    note = _pick(chance, notes) if chance.random() < NOTED else ""
    if question.dont_know and chance.random() < DONT_KNOW[invented.systems[0].role]:
        return Answer(State.DONT_KNOW, note=note)
    if question.not_applicable and chance.random() < NOT_APPLICABLE:
        return Answer(State.NOT_APPLICABLE, reason=_pick(chance, notes))
    match question.kind:
        case Kind.TEXT:
            return Answer(text=_pick(chance, notes))
        case Kind.MATRIX:
            return Answer(cells=tuple((row.id, _pick(chance, question.options).id) for row in question.rows), note=note)
        case Kind.MULTIPLE:
            return Answer(options=_ticked(chance, question), note=note)
        case Kind.SINGLE:
            if question.role not in {Role.MEASURE, Role.FOLLOW_UP}:
                return Answer(options=(_pick(chance, question.options).id,), note=note)
            return _level(chance, question, maturity + invented.claim, note)


def _level(chance: Chance, question: Question, maturity: float, note: str) -> Answer:
    """Choose one of the levels from nothing to in place and checked."""
    levels = sorted(question.options, key=lambda option: option.value or 0)
    in_place = chance.random() < _logistic(maturity - DIFFICULTY.get(question.subsection, 0.5))
    upper = chance.random() < (CHECKED if in_place else STARTED)
    position = (2 if in_place else 0) + int(upper)
    chosen = levels[min(position, len(levels) - 1)]
    evidence = Evidence(1 + int(chance.random() * 3)) if in_place and chance.random() < EVIDENCED else Evidence.E0
    return Answer(options=(chosen.id,), evidence=evidence, note=note)


def _ticked(chance: Chance, question: Question) -> tuple[str, ...]:
    ticked = tuple(o.id for o in question.options if not o.exclusive and chance.random() < 0.5)  # noqa: PLR2004 - half of them
    return ticked or (question.options[0].id,)


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def _pick(chance: Chance, choices: Sequence[_Choice]) -> _Choice:
    return choices[int(chance.random() * len(choices))]


def _weighed(chance: Chance, choices: Sequence[_Choice], weights: Sequence[float]) -> _Choice:
    left = chance.random() * math.fsum(weights)
    for choice, weight in zip(choices, weights, strict=True):
        left -= weight
        if left < 0:
            return choice
    return choices[-1]
