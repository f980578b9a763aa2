from __future__ import annotations

import pytest

from assessment.domain.disclosure.swapping import Shares, Tally

YES, NO = "yes", "no"


def shares(words: str, insiders: int = 1) -> Shares:
    """Return one published figure about contributors, `y` or `n` each, whose counts are told exactly."""
    category = {one: YES if word == "y" else NO for one, word in enumerate(words)}
    counts = {word: list(category.values()).count(word) for word in (YES, NO)}
    people = range(len(words))
    made = Shares((YES, NO), list(people), [(category[one],) for one in people], [insiders] * len(words))
    made.add(Tally(1, category, counts, {word: (count, count) for word, count in counts.items()}))
    return made


def test_nobody_is_safe_where_all_are_the_same() -> None:
    assert shares("yyyyy").unproven([0]) == [0]


@pytest.mark.parametrize(("words", "insiders"), [("yyyyn", 1), ("yyynn", 2)])
def test_as_many_mates_as_insiders_are_not_enough(words: str, insiders: int) -> None:
    assert shares(words, insiders).unproven([0]) == [0]


@pytest.mark.parametrize(("words", "insiders"), [("yyynn", 1), ("yynnn", 2)])
def test_one_mate_more_than_insiders_is_enough(words: str, insiders: int) -> None:
    assert shares(words, insiders).unproven([0]) == []


def test_mates_of_one_unit_are_one() -> None:
    made = shares("yyynn")
    made.teams[4] = made.teams[3]

    assert made.unproven([0]) == [0]


def test_who_has_room_to_be_elsewhere_alone_needs_no_mate() -> None:
    made = shares("yyyyy")
    made.add(Tally(1, made.active[1].category, made.active[1].counts, {YES: (3, 7), NO: (0, 2)}))

    assert made.unproven([0]) == []


def test_who_was_safe_without_a_figure_relies_on_it_once_it_is_told() -> None:
    made = shares("yyyyy")
    told = made.active[1]
    made.remove(1)

    assert made.unproven([0]) == []
    assert made.relying(told) == [0]
