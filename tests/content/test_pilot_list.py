"""The pilot list of 2019 as shipped: complete, scored by the same model, and joined to the list of 2020."""

from __future__ import annotations

from collections import Counter

import pytest

from assessment.config import QUESTIONNAIRES
from assessment.content import canonical, crosswalks, files
from assessment.content.checking import check_file
from assessment.domain.answers import Answer
from assessment.domain.crosswalk import Relation
from assessment.domain.questionnaire import Depth
from assessment.domain.scoring import score

PILOT = files.load("altai", "2019.1")
CURRENT = files.load("altai", "2020.1")
WALK = crosswalks.load("altai", "2019.1", "2020.1", drafts=True)
ITEMS = [question for question in PILOT.questions if question.section != "SYS"]


@pytest.mark.parametrize("name", ["2019.1", "2019.1--2020.1"])
def test_the_file_has_no_errors_and_no_warnings(name: str) -> None:
    grave = [f for f in check_file(QUESTIONNAIRES / "altai" / f"{name}.yaml").findings if f.level.value != "advice"]

    assert grave == []


def test_it_has_every_item_of_the_pilot_list_in_its_order() -> None:
    numbers = [question.id for question in ITEMS]

    assert Counter(q.section for q in ITEMS) == {
        "HAO": 16, "TRS": 31, "PDG": 14, "TRA": 26, "DNF": 25, "SEW": 7, "ACC": 13,
    }  # fmt: skip
    assert sum(number[-1].isdigit() for number in numbers) == 60
    assert numbers == sorted(numbers)


def test_its_sections_are_the_requirements_of_the_list_of_2020() -> None:
    titles = {section.id: section.title for section in PILOT.rows}

    assert titles == {row.id: row.title for row in CURRENT.rows if row.id != "FR"}


def test_every_measure_is_answered_by_yes_to_some_extent_or_no() -> None:
    assert {question.scale for question in ITEMS if question.is_scored} == {"done"}


def test_yes_throughout_reaches_every_maximum_and_no_throughout_none() -> None:
    for answer, expected in (("yes", 1), ("no", 0)):
        stored = {q.id: Answer(options=(answer,)) for q in PILOT.questions if q.option(answer)}
        card = score(PILOT, stored, Depth.FULL)

        assert [row.score for row in card.requirements] == [expected] * 7


def test_every_origin_named_by_the_list_of_2020_is_one_of_its_questions() -> None:
    origins = {origin for question in CURRENT.questions for origin in question.source.origins}

    assert origins <= PILOT.by_id.keys()


def test_the_crosswalk_agrees_with_the_origins_named_by_the_list_of_2020() -> None:
    """Only P1.2.1 is near to SEW-B1 without being followed by it."""
    led = {(line.old, successor) for line in WALK.lines for successor in line.new}
    named = {(origin, question.id) for question in CURRENT.questions for origin in question.source.origins}

    assert named - led == {("P1.2.1", "SEW-B1")}


def test_the_crosswalk_has_the_relations_of_the_reference() -> None:
    counts = Counter(line.relation for line in WALK.lines if line.old.startswith("P"))

    assert (counts[Relation.KEPT], counts[Relation.MERGED], counts[Relation.DROPPED]) == (35, 25, 21)


def test_what_asks_more_or_less_now_is_not_carried_over() -> None:
    kept = [line for line in WALK.lines if line.relation is Relation.KEPT]

    assert {line.old for line in kept} - {line.old for line in WALK.carried} == {
        "P2.2.2", "P2.3.1b", "P4.3.2", "P5.2.1b", "P5.2.2",
    }  # fmt: skip


def test_nobody_is_said_to_have_checked_what_nobody_was_asked_about() -> None:
    options = {line.option_for(option.id) for line in WALK.carried for option in PILOT.by_id[line.old].options}

    assert "in-place" in options
    assert "in-place-and-checked" not in options


def test_the_shipped_crosswalk_survives_the_round_trip_through_canonical_bytes() -> None:
    assert canonical.crosswalk_from_json(canonical.to_json(WALK)) == WALK
