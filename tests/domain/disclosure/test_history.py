from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Cell, Measure, Reason, Status
from assessment.domain.disclosure.history import History, Past, changed

if TYPE_CHECKING:
    from assessment.domain.disclosure.history import Behind

SHOWN = Cell("region", "west", "", Measure.SCORE, "HAO", "mean", 50, 10)
FEW = Cell("region", "west", "", Measure.SCORE, "HAO", "mean", None, None, Status.CONFIDENTIAL, Reason.FEW)


def behind(*values: int) -> Behind:
    return frozenset((f"u{number}", f"o{number}", value) for number, value in enumerate(values) if value)


def history(*pasts: tuple[Cell, Behind]) -> History:
    made = [
        Past(number, {cell.key: cell}, lambda _, known=known: known)  # type: ignore[misc]
        for number, (cell, known) in enumerate(pasts, 1)
    ]
    return History(made[::-1], 5)


TEN = behind(*[7] * 10)


def test_a_figure_without_a_past_is_decided_anew() -> None:
    assert history().standing(SHOWN.key, TEN) is None


def test_a_figure_behind_which_nothing_changed_is_decided_anew() -> None:
    assert history((SHOWN, TEN)).standing(SHOWN.key, TEN) is None


def test_four_changes_leave_the_former_value_with_its_release() -> None:
    stands = history((SHOWN, TEN)).standing(SHOWN.key, behind(8, 8, 8, 8, 7, 7, 7, 7, 7, 7))

    assert stands is not None
    assert (stands.value, stands.as_of, stands.status) == (50, 1, Status.SHOWN)


def test_five_changes_renew_the_value() -> None:
    assert history((SHOWN, TEN)).standing(SHOWN.key, behind(8, 8, 8, 8, 8, 7, 7, 7, 7, 7)) is None


def test_a_withheld_figure_waits_after_a_small_change() -> None:
    stands = history((FEW, behind(7, 7, 7, 7))).standing(FEW.key, behind(7, 7, 7, 7, 7, 7))

    assert stands is not None
    assert (stands.value, stands.count, stands.reason, stands.as_of) == (None, None, Reason.WAITS, 1)


def test_waiting_says_the_same_whether_there_are_enough_now_or_not() -> None:
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
