"""Glossary marks in texts are taken apart for display."""

import pytest

from assessment.domain.marks import plain, segments


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No mark.", (("No mark.", None),)),
        ("A [[red team]] came.", (("A ", None), ("red team", "red team"), (" came.", None))),
        ("[[audits|audited]]", (("audited", "audits"),)),
        ("", ()),
        ("[[a]][[b|c]]", (("a", "a"), ("c", "b"))),
        ("[[open", (("[[open", None),)),
    ],
)
def test_a_text_is_taken_apart_at_its_marks(text: str, found: tuple[tuple[str, str | None], ...]) -> None:
    assert segments(text) == found


def test_a_reader_sees_the_words_only() -> None:
    assert plain("Was it [[red team|attacked]] by a [[red team]]?") == "Was it attacked by a red team?"
