"""Made-up organisations over several releases: they join, leave, correct, move, belong together and go to extremes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from assessment.domain.disclosure.contribution import WHOLE, Contribution
from assessment.domain.disclosure.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REGIONS = ("latin-america", "africa", "asia", "neighbourhood")
COUNTRIES = {
    code: REGIONS[place % len(REGIONS)]
    for place, code in enumerate(
        [
            "BR",
            "KE",
            "VN",
            "UA",
            "MX",
            "GH",
            "TH",
            "MD",
            "CO",
            "NG",
            "PH",
            "GE",
            "PE",
            "SN",
            "ID",
            "MA",
            "CL",
            "RW",
            "MY",
            "TN",
        ]
    )
}
SECTORS = ("J", "O", "K", "Q", "P", "C")
SIZES = ("micro", "small", "medium", "large")
ROLES = ("provider", "deployer", "both")
VERSIONS = ("2020.1", "2026.1")
ROWS = ("HAO", "PDG")
PARTS = ("HAO-A", "HAO-B")
PROFILE = Profile(ROWS, dict.fromkeys(PARTS, "HAO"))
# One row means the same in both versions, the other one does not.
SAME = frozenset({("HAO", *VERSIONS)})
QUESTIONS = ("HAO-A1", "HAO-B2", "PDG-A1")
MOODS = ("mixed", "zeros", "hundreds", "equal", "camps", "steps", "low")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a population is like; the same recipe always gives the same one."""

    seed: int
    organisations: int = 60
    releases: int = 1
    countries: int = 12
    skew: float = 0.75
    joins: float = 0.05
    leaves: float = 0.02
    corrections: float = 0.05
    moves: float = 0.02
    holdings: float = 0.05
    missing: float = 0.05
    late_versions: float = 0.1
    mood: str = "mixed"
    upgrades: float = 0.0


Release = list[Contribution]


def grown(recipe: Recipe) -> list[Release]:
    """Return who contributes what in each release."""
    return _Growing(recipe).all()


class _Growing:
    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.chance = Random(recipe.seed)
        self.made = 0
        self.units: list[str] = []
        codes = list(COUNTRIES)[: recipe.countries]
        self.codes = codes, [recipe.skew**place for place in range(len(codes))]

    def all(self) -> list[Release]:
        recipe, chance = self.recipe, self.chance
        releases = [[self.one() for _ in range(recipe.organisations)]]
        for _ in range(1, recipe.releases):
            stayed = [one for one in releases[-1] if chance.random() >= recipe.leaves]
            joined = [self.one() for _ in range(round(recipe.organisations * recipe.joins))]
            releases.append([*map(self.later, stayed), *joined])
        return releases

    def one(self) -> Contribution:
        chance, recipe = self.chance, self.recipe
        self.made += 1
        name = f"o{self.made:04d}"
        unit = chance.choice(self.units) if self.units and chance.random() < recipe.holdings else f"u-{name}"
        self.units.append(unit)
        country = chance.choices(*self.codes)[0]
        attributes = {
            "country": country,
            "region": COUNTRIES[country],
            "sector": chance.choices(SECTORS, (30, 20, 20, 15, 10, 5))[0],
            "size": chance.choices(SIZES, (22, 33, 25, 20))[0],
            "role": chance.choice(ROLES),
            "version": VERSIONS[chance.random() < recipe.late_versions],
        }
        asked = frozenset(one for one in QUESTIONS if chance.random() < 0.85)
        return self.answered(Contribution(name, unit, attributes, {}, {}, asked, frozenset(), frozenset()))

    def answered(self, one: Contribution) -> Contribution:
        chance = self.chance
        scores = {item: self.score() for item in (*ROWS, *PARTS) if chance.random() >= self.recipe.missing}
        bands = {row: band_of(scores[row], capped=chance.random() < 0.2) for row in ROWS if row in scores}
        often = {"zeros": 1.0, "low": 1.0, "hundreds": 0.0}.get(self.recipe.mood, 0.4)
        gaps = frozenset(one for one in sorted(one.asked) if chance.random() < often)
        actions = frozenset(one for one in sorted(gaps) if chance.random() < 0.5)
        return replace(one, scores=scores, bands=bands, gaps=gaps, actions=actions)

    def score(self) -> int:
        chance = self.chance
        match self.recipe.mood:
            case "zeros":
                return 0
            case "hundreds":
                return WHOLE
            case "equal":
                return WHOLE // 2
            case "camps":
                return chance.choice((0, WHOLE))
            case "steps":
                return chance.randrange(5) * WHOLE // 4
            case "low":
                return int(WHOLE * chance.betavariate(0.5, 12))
            case _:
                return int(WHOLE * chance.betavariate(1.4, 2.2))

    def later(self, one: Contribution) -> Contribution:
        chance, recipe = self.chance, self.recipe
        if chance.random() < recipe.corrections:
            one = self.answered(one)
        if chance.random() < recipe.moves:
            one = relabelled(one, sector=chance.choice(SECTORS))
        if chance.random() < recipe.moves / 2:
            country = chance.choice(self.codes[0])
            one = relabelled(one, country=country, region=COUNTRIES[country])
        if recipe.upgrades and chance.random() < recipe.upgrades:
            one = relabelled(self.answered(one), version=VERSIONS[1])
        return one


def band_of(score: int, *, capped: bool = False) -> str:
    """Return the band of a score as the scoring method has it."""
    if score * 100 <= 15 * WHOLE:
        return "not-yet"
    if score * 100 <= 50 * WHOLE or capped:
        return "started"
    return "mostly-in-place" if score * 100 <= 85 * WHOLE else "in-place"


def relabelled(one: Contribution, **attributes: str) -> Contribution:
    """Return the same contribution in other categories."""
    return replace(one, attributes={**one.attributes, **attributes})


def rescored(one: Contribution, points: float) -> Contribution:
    """Return the contribution with one score in everything."""
    score = round(points * WHOLE / 100)
    scores = dict.fromkeys((*ROWS, *PARTS), score)
    return replace(one, scores=scores, bands=dict.fromkeys(ROWS, band_of(score)))


def plain(name: str, points: float, **attributes: str) -> Contribution:
    """Return an organisation with one score in everything and the categories that a case is about."""
    usual = {"country": "BR", "sector": "J", "size": "small", "role": "provider", "version": "2020.1", **attributes}
    usual.setdefault("region", COUNTRIES.get(usual["country"], REGIONS[0]))
    asked = frozenset(QUESTIONS)
    return rescored(Contribution(name, f"u-{name}", usual, {}, {}, asked, frozenset(), frozenset()), points)


def group(prefix: str, points: Sequence[float], **attributes: str) -> Release:
    """Return one organisation for each number of points."""
    return [plain(f"{prefix}{place:02d}", one, **attributes) for place, one in enumerate(points)]


def counts_of(members: Sequence[Contribution]) -> Mapping[tuple[str, str], int]:
    """Return how many were invited, started and submitted, by country and in all."""
    counts: dict[tuple[str, str], int] = {}
    for one in members:
        for country in ("", one.attributes["country"]):
            for measure in ("invited", "started", "submitted"):
                counts[measure, country] = counts.get((measure, country), 0) + 1
    return counts


def recipes(largest: int = 60) -> st.SearchStrategy[Recipe]:
    """Give recipes of all kinds, which shrink towards few organisations in one release."""
    share = st.sampled_from((0.0, 0.02, 0.1, 0.3))
    return st.builds(
        Recipe,
        seed=st.integers(0, 10_000),
        organisations=st.integers(5, largest),
        releases=st.integers(1, 6),
        countries=st.integers(1, 20),
        skew=st.sampled_from((1.0, 0.75, 0.4)),
        joins=share,
        leaves=share,
        corrections=share,
        moves=share,
        holdings=share,
        missing=share,
        late_versions=share,
        mood=st.sampled_from(MOODS),
        upgrades=share,
    )
