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


def test_a_unit_that_counts_here_in_one_category_and_there_in_another_is_proven_for_both() -> None:
    made = shares("yyynn")
    made.own[0] = (NO, YES)
    counts = {YES: 2, NO: 3}
    made.add(Tally(2, {0: NO, 1: YES, 2: YES, 3: NO, 4: NO}, counts, {word: (n, n) for word, n in counts.items()}))

    assert made.unproven([0]) == [0]


def test_who_counts_in_two_categories_takes_a_place_by_being_in_one_of_them_everywhere() -> None:
    made = shares("yyynn")
    made.own[4] = (NO, YES)
    made.add(Tally(2, {4: YES, 5: NO}, {YES: 1, NO: 1}, {YES: (1, 1), NO: (1, 1)}))
    made.teams.append(5)
    made.own.append((NO,))
    made.crowd.append(1)

    assert made.unproven([0]) == []


def test_who_could_be_elsewhere_in_one_figure_is_not_safe_where_another_tells_a_second_category() -> None:
    made = shares("yyynn")
    made.own[0] = (NO, YES)
    made.teams += [5, 6]
    made.own += [(NO,), (NO,)]
    made.crowd += [1, 1]
    made.add(Tally(2, {0: NO, 5: NO, 6: NO}, {YES: 0, NO: 3}, {YES: (0, 0), NO: (3, 3)}))

    assert made.unproven([0]) == [0]
