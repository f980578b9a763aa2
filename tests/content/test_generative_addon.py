"""The add-on on generative AI as shipped: complete, with one row of its own, and scored as anybody can recompute."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assessment.config import QUESTIONNAIRES
from assessment.content import files
from assessment.content.checking import check_file
from assessment.domain.answers import Answer
from assessment.domain.comparable import comparable_rows, family
from assessment.domain.differences import Kind, differences
from assessment.domain.questionnaire import Change, Depth, Role
from assessment.domain.scorecard import Band, Figures
from assessment.domain.scoring import score
from tests import results

FIRST = files.load("altai-generative", "2026.1")
SECOND = files.load("altai-generative", "2026.2")
FACTS = ("GEN-PUBLIC", "GEN-INPUT", "GEN-MODEL", "GEN-YOUNG")


def row(level: str, facts: str = "yes", harm: str = "yes", **others: str) -> Figures:
    """Score the first version with one level throughout, but for what is named."""
    given = {q.id: level for q in FIRST.questions if q.is_scored} | dict.fromkeys(FACTS, facts) | {"GAI-A1": harm}
    given |= {name.replace("_", "-"): answer for name, answer in others.items()}
    return score(FIRST, {name: Answer(options=(answer,)) for name, answer in given.items()}, Depth.FULL).requirements[0]


@pytest.mark.parametrize("version", ["2026.1", "2026.2"])
def test_the_files_have_no_errors_and_no_warnings(version: str) -> None:
    path = QUESTIONNAIRES / "altai-generative" / f"{version}.yaml"

    assert [f for f in check_file(path).findings if f.level.value != "advice"] == []


def test_it_asks_sixteen_questions_besides_four_facts_in_one_row() -> None:
    inside = [q for q in FIRST.questions if q.section == "GAI"]

    assert [section.id for section in FIRST.rows] == ["GAI"]
    assert [q.id for q in FIRST.questions if q.section == "GEN"] == list(FACTS)
    assert [q.role for q in inside] == [Role.GATE, *[Role.MEASURE] * 15]


def test_no_question_is_called_like_one_of_altai() -> None:
    altai = files.load("altai", "2020.2")

    assert altai.by_id.keys() & SECOND.by_id.keys() == set()


def test_the_second_version_adds_two_questions_and_changes_nothing_else() -> None:
    found = differences(FIRST, SECOND)

    assert (SECOND.change, SECOND.supersedes) == (Change.MINOR, "2026.1")
    assert [(one.kind, one.question) for one in found] == [(Kind.ADDED, "GAI-B4"), (Kind.ADDED, "GAI-C5")]


def test_the_two_versions_belong_together_and_their_scores_are_not_compared() -> None:
    assert family("2026.2", {"2026.1": FIRST, "2026.2": SECOND}) == {"2026.1", "2026.2"}
    assert comparable_rows(FIRST, SECOND) == frozenset()


@pytest.mark.parametrize(
    ("level", "share"), [("not-in-place", 0), ("started", Fraction(1, 3)), ("in-place-and-checked", 1)]
)
def test_one_level_throughout_is_the_score(level: str, share: Fraction) -> None:
    figures = row(level)

    assert (figures.score, figures.known) == (share, 33)


def test_a_system_within_the_house_is_asked_less() -> None:
    """33 less GAI-A3, A4, A5, B1, C4 and D1, which weigh 3, 2, 3, 3, 1 and 2."""
    assert row("started", facts="no", harm="no").known == 19


@pytest.mark.parametrize(
    ("raised", "target"),
    [
        ({}, Band.STARTED),
        ({"GEN_PUBLIC": "yes"}, Band.MOSTLY_IN_PLACE),
        ({"GEN_INPUT": "yes"}, Band.MOSTLY_IN_PLACE),
        ({"GEN_MODEL": "yes"}, Band.STARTED),
        ({"GEN_YOUNG": "yes"}, Band.IN_PLACE),
        ({"harm": "yes"}, Band.IN_PLACE),
    ],
)
def test_who_meets_the_system_and_what_it_could_do_set_the_target(raised: dict[str, str], target: Band) -> None:
    assert row("started", **{"facts": "no", "harm": "no"} | raised).target is target


@pytest.mark.parametrize("critical", ["GAI-A3", "GAI-A5", "GAI-B1", "GAI-C2"])
def test_a_missing_critical_measure_caps_the_band(critical: str) -> None:
    figures = row("in-place-and-checked", **{critical.replace("-", "_"): "not-in-place"})

    assert (figures.band, figures.uncapped_band, figures.critical_gaps) == (Band.STARTED, Band.IN_PLACE, (critical,))


def test_the_example_comes_to_what_was_computed_by_hand() -> None:
    """Weights 36; not applicable A4 and B4 (4), open D4 (1), don't know B1 (3): K = 28, D = 3, U = 1.

    C = A2 3·⅓ + A3 0 + A5 3·⅔ + B2 2·⅓ + B3 2·⅓ + C1 0 + C2 3·⅔ + C3 0 + C4 ⅓ + C5 ⅓ + D1 2·⅔ + D2 0 + D3 2 = 31/3.
    """
    given = results.example("municipal-chatbot-generative").answers
    figures = score(SECOND, given, Depth.FULL).requirements[0]

    assert (figures.known, figures.dont_know, figures.open, figures.credit) == (28, 3, 1, Fraction(31, 3))
    assert (figures.score, figures.low, figures.high) == (Fraction(1, 3), Fraction(31, 96), Fraction(43, 96))
    assert (figures.coverage, figures.known_share) == (Fraction(31, 32), Fraction(28, 31))
    assert (figures.band, figures.target, figures.critical_gaps) == (Band.STARTED, Band.IN_PLACE, ("GAI-A3", "GAI-B1"))
