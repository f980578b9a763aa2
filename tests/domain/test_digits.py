"""Digits of every script are read."""

from __future__ import annotations

import sys

import pytest

from assessment.domain.digits import latin


@pytest.mark.parametrize(
    "typed", ["2026", "\u0662\u0660\u0662\u0666", "\u06f2\u06f0\u06f2\u06f6", "\u0968\u0966\u0968\u096c"]
)
def test_digits_of_other_scripts_become_latin_ones(typed: str) -> None:
    assert latin(f"K-{typed} é") == "K-2026 é"


def test_every_decimal_digit_there_is_becomes_a_latin_one_and_nothing_else_changes() -> None:
    for character in map(chr, range(sys.maxunicode + 1)):
        assert latin(character) == (str(int(character)) if character.isdecimal() else character)
