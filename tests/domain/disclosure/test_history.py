from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assessment.domain.disclosure.cells import Cell, Measure, Reason, Status
from assessment.domain.disclosure.history import History, block_of, changed, past

if TYPE_CHECKING:
    from assessment.domain.disclosure.history import Behind

SHOWN = Cell("region", "west", "", Measure.SCORE, "HAO", "mean", 50, 10)
FEW = Cell("region", "west", "", Measure.SCORE, "HAO", "mean", None, None, Status.CONFIDENTIAL, Reason.FEW)


def behind(*values: int) -> Behind:
    return frozenset((f"u{number}", f"o{number}", value) for number, value in enumerate(values) if value)


def history(*pasts: tuple[Cell, Behind]) -> History:
    made = [
        past(number, [cell], lambda _, known=known: known, {("submitted", "KE"): 20})  # type: ignore[misc]
        for number, (cell, known) in enumerate(pasts, 1)
    ]
    return History(made[::-1], 5)


TEN = behind(*[7] * 10)


def test_a_figure_without_a_past_is_decided_anew() -> None:
    assert history().standing(SHOWN.key, TEN) is None


def test_a_figure_behind_which_nothing_changed_stands_like_one_behind_which_little_changed() -> None:
    told = history((SHOWN, TEN))

    assert told.standing(SHOWN.key, TEN) == told.standing(SHOWN.key, behind(8, *[7] * 9)) is not None


def test_four_changes_leave_the_former_value_with_its_release() -> None:
    stands = history((SHOWN, TEN)).standing(SHOWN.key, behind(8, 8, 8, 8, 7, 7, 7, 7, 7, 7))

    assert stands is not None
    assert (stands.value, stands.as_of, stands.status) == (50, 1, Status.SHOWN)


def test_five_changes_renew_the_value() -> None:
    assert history((SHOWN, TEN)).standing(SHOWN.key, behind(8, 8, 8, 8, 8, 7, 7, 7, 7, 7)) is None


def test_a_withheld_figure_stands_after_a_small_change() -> None:
    stands = history((FEW, behind(7, 7, 7, 7))).standing(FEW.key, behind(7, 7, 7, 7, 7, 7))

    assert stands is not None
    assert (stands.value, stands.count, stands.reason, stands.as_of) == (None, None, Reason.FEW, 1)


def test_standing_says_the_same_whether_there_are_enough_now_or_not() -> None:
    four = history((FEW, behind(7, 7, 7))).standing(FEW.key, behind(7, 7, 7, 7))
    six = history((FEW, behind(7, 7, 7))).standing(FEW.key, behind(7, 7, 7, 7, 7, 7))

    assert four == six


def test_small_changes_add_up_against_the_release_that_decided() -> None:
    first = (SHOWN, TEN)
    stood = history(first).standing(SHOWN.key, behind(8, 8, 8, 7, 7, 7, 7, 7, 7, 7))
    assert stood is not None
    then = (stood, behind(8, 8, 8, 7, 7, 7, 7, 7, 7, 7))

    assert history(first, then).standing(SHOWN.key, behind(8, 8, 8, 8, 7, 7, 7, 7, 7, 7)) is not None
    assert history(first, then).standing(SHOWN.key, behind(8, 8, 8, 8, 8, 7, 7, 7, 7, 7)) is None


def test_a_set_close_to_an_older_release_is_not_shown_either() -> None:
    older, newer = (SHOWN, TEN), (SHOWN, behind(*[7] * 10, *[7] * 6))

    stands = history(older, newer).standing(SHOWN.key, behind(*[7] * 10, 7))

    assert stands is not None
    assert stands.as_of == 2


def test_several_organisations_of_one_unit_are_one_change() -> None:
    before = frozenset(("u", f"o{number}", 1) for number in range(6))

    assert changed(before, frozenset()) == 1


def test_few_who_joined_are_not_told_beside_a_figure_that_many_corrections_renewed() -> None:
    now = behind(*[8] * 10, 7, 7, 7)

    assert history((SHOWN, TEN)).standing(SHOWN.key, now) is None
    assert history((SHOWN, TEN)).told_size(SHOWN.key, now) == 10


def test_five_who_joined_are_told() -> None:
    assert history((SHOWN, TEN)).told_size(SHOWN.key, behind(*[7] * 15)) == 15


def test_few_who_join_every_time_are_told_once_they_are_five_together() -> None:
    first, second = (SHOWN, TEN), (SHOWN, behind(*[8] * 10, 8, 8, 8))

    assert history(first, second).told_size(SHOWN.key, behind(*[9] * 16)) == 16


@pytest.mark.parametrize(("now", "renewed"), [(16, False), (24, False), (15, True), (25, True)])
def test_a_count_is_renewed_once_it_differs_by_five(now: int, renewed: bool) -> None:  # noqa: FBT001 - a parameter of the test
    submitted = Cell("country", "KE", "", Measure.SUBMITTED, "", "count", 20, 20)

    assert (history((submitted, TEN)).standing_count(submitted.key, now) is None) is renewed


def test_a_count_whose_former_number_is_unknown_stands() -> None:
    submitted = Cell("country", "BR", "", Measure.SUBMITTED, "", "count", 20, 20)

    stands = history((submitted, TEN)).standing_count(submitted.key, 90)

    assert stands is not None
    assert (stands.value, stands.as_of) == (20, 1)


def test_the_commonest_gaps_stand_together_until_five_have_changed() -> None:
    gap = Cell("region", "west", "", Measure.GAP, "HAO-A1", "share", 40, 20)
    told, block = history((gap, TEN)), block_of(("region", "west", ""), Measure.GAP)

    assert told.standing_block(block, behind(*[8] * 4, *[7] * 6)) == [replace(gap, as_of=1)]
    assert told.standing_block(block, behind(*[8] * 5, *[7] * 5)) is None


def test_a_list_in_which_nothing_stood_stands_until_enough_has_changed() -> None:
    block = block_of(("region", "west", ""), Measure.GAP)
    told = history((SHOWN, behind(*[7] * 10)))

    assert told.kept_block(block) == []
    assert told.standing_block(block, behind(*[8] * 4, *[7] * 6)) == []
    assert told.standing_block(block, behind(*[8] * 5, *[7] * 5)) is None


def test_a_list_of_a_place_that_no_release_knew_is_decided_anew() -> None:
    assert history((SHOWN, TEN)).standing_block(block_of(("region", "east", ""), Measure.GAP), TEN) is None


@pytest.mark.parametrize(("listed", "now", "is_entered"), [
    (["HAO-A1"], behind(*[8] * 4, *[7] * 6), False),
    ([], behind(*[8] * 4, *[7] * 6), True),
    ([], behind(*[8] * 5, *[7] * 5), False),
    (["HAO-A1", "HAO-A2"], behind(*[8] * 4, *[7] * 6), True),
])  # fmt: skip
def test_a_question_enters_or_leaves_a_list_only_when_five_have_changed_their_answer(
    listed: list[str], now: Behind, *, is_entered: bool
) -> None:
    gap = Cell("region", "west", "", Measure.GAP, "HAO-A1", "share", 40, 20)

    assert history((gap, TEN)).is_entered_by_few(gap.key[:4], listed, lambda _: now) is is_entered
