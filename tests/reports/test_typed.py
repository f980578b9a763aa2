"""What people typed: unchanged but for what no page can hold, with the direction of its first letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.reports.typed import clip, clipped, first_sentence, typed


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Clinic", "ltr"),
        ("(3) مستشفى ABC", "rtl"),
        ("שלום", "rtl"),
        ("株式会社", "ltr"),
        ("12 – 34", "auto"),
        ("", "auto"),
    ],
)
def test_the_first_letter_decides_the_direction(text: str, direction: str) -> None:
    assert typed(text).direction == direction


@pytest.mark.parametrize("letter", ["\0", "\a", "\x1b", "\x0c", "\x7f", "\x9f", "\ud800", "\ufffe", "\ufdd0"])
def test_what_no_page_can_hold_is_shown_as_replaced(letter: str) -> None:
    assert typed(f"a{letter}b").text == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x85", "\u2028", "\u2029"])
def test_line_ends_are_made_alike(end: str) -> None:
    assert typed(f"a{end}b").text == "a\nb"


@pytest.mark.parametrize(
    "text", ["{{ 7*7 }} {% raw %}", "<b>&amp;</b>", "  two  spaces\t", "=1+1", "file:///etc/passwd"]
)
def test_everything_else_stays_as_typed(text: str) -> None:
    assert typed(text).text == text


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert typed(typed(text).text) == typed(text)


def test_blank_text_counts_as_none() -> None:
    assert not typed(" \n\t")


def test_a_short_text_is_not_cut() -> None:
    assert clip("As it is.", 9) == "As it is."


def test_a_long_text_is_cut_at_a_word() -> None:
    assert clip("one two three four", 10) == "one two…"


def test_a_long_word_is_cut_inside() -> None:
    assert clip("x" * 50, 10) == "x" * 9 + "…"


def test_wide_letters_count_as_two() -> None:
    assert clip("患者受付支援", 12) == "患者受付支援"
    assert clip("患者受付支援", 11) == "患者受付支…"
    assert clip("患者受付。支援", 11) == "患者受付…"


@given(st.text(max_size=300), st.integers(2, 100))
def test_a_cut_text_keeps_to_its_limit_on_one_line(text: str, limit: int) -> None:
    cut = clipped(text, limit).text

    assert len(cut) <= limit
    assert "\n" not in cut


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Do it. Then rest.", "Do it."),
        ("Use version 2.0 now. Rest.", "Use version 2.0 now."),
        ("これです。次です。", "これです。"),
        ("No end", "No end"),
        ("Only one.", "Only one."),
    ],
)
def test_the_first_sentence_ends_at_its_mark(text: str, first: str) -> None:
    assert first_sentence(text) == first
