"""Invented contributions, the same for the same seed."""

from __future__ import annotations

import random

from assessment.domain.disclosure.contribution import WHOLE, Contribution

ROWS = ("HAO", "TRS", "PDG", "TRA", "DNF", "SEW", "ACC", "FR")
PARTS = ("HAO-A", "HAO-B", "TRS-A", "TRS-B", "PDG-A", "PDG-B", "TRA-A", "TRA-B", "DNF-A", "SEW-A", "ACC-A", "ACC-B")
SIZES = ("micro", "small", "medium", "large")
ROLES = ("provider", "deployer", "both")
SECTORS = "ABCDEFGHIJKLMNOPQ"
QUESTIONS = tuple(f"Q-{number:03}" for number in range(60))


def band(score: int) -> str:
    share = score / WHOLE
    return ("not-yet", "started", "mostly-in-place", "in-place")[(share >= 0.15) + (share >= 0.5) + (share >= 0.85)]


def contribution(number: int, chance: random.Random, countries: int, **changed: object) -> Contribution:
    """Make one organisation; countries are skewed, so that small ones exist."""
    country = min(int(chance.expovariate(4 / countries)), countries - 1)
    talent = chance.gauss(0.45, 0.2)
    scores = {item: int(WHOLE * min(max(talent + chance.gauss(0, 0.15), 0), 1)) for item in (*ROWS, *PARTS)}
    attributes = {
        "country": f"C{country:02}",
        "region": f"R{country % 7}",
        "sector": chance.choice(SECTORS),
        "size": chance.choice(SIZES),
        "role": chance.choice(ROLES),
        "version": "2020.1",
    }
    asked = frozenset(q for q in QUESTIONS if chance.random() < 0.9)
    given: dict[str, object] = {
        "organisation": f"o{number:05}",
        "unit": f"o{number:05}",
        "attributes": attributes,
        "scores": scores,
        "bands": {row: band(scores[row]) for row in ROWS},
        "asked": asked,
        "gaps": frozenset(q for q in sorted(asked) if chance.random() < 0.3),
        "actions": frozenset(q for q in sorted(asked) if chance.random() < 0.1),
    }
    return Contribution(**(given | changed))  # type: ignore[arg-type]


def population(size: int, countries: int, seed: int = 1) -> list[Contribution]:
    chance = random.Random(seed)
    return [contribution(number, chance, countries) for number in range(size)]
