"""The README inside a ZIP: in the reader's language as a whole, each name on a line of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.languages import interface
from assessment.reports import readme

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessment.reports.readme import Readme

KINDS: dict[str, Callable[[Callable[[str], str]], Readme]] = {
    "organisation": readme.of_organisation,
    "person": readme.of_person,
    "evidence": lambda gettext: readme.of_evidence(gettext, 3, 1),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["fr", "es", "pt", "ar"])
def test_every_sentence_is_in_the_language_of_the_reader(kind: str, language: str) -> None:
    made, source = KINDS[kind](interface.spoken(language).gettext), KINDS[kind](str)

    assert [name for name, _ in made.files] == [name for name, _ in source.files]
    said, written = ({one.title, *dict(one.files).values(), *one.after} for one in (made, source))
    assert said & written == set()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_line_holds_a_name_beside_words_that_may_run_the_other_way(kind: str, language: str) -> None:
    made = KINDS[kind](interface.spoken(language).gettext)

    lines = made.as_text().decode("utf-8-sig").split("\r\n")

    assert lines[0] == made.title
    assert set(dict(made.files)) <= set(lines)
    assert max(map(len, lines)) <= 100
