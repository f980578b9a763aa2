"""Plain-word activities and the ISIC sections behind them."""

from __future__ import annotations

from assessment.domain import sectors


def test_every_activity_has_words_and_a_section_of_isic() -> None:
    found = sectors.activities(str)

    assert [one.id for one in found] == list(sectors.SECTIONS)
    assert all(one.words and one.section in "ABCDEFGHIJKLMNOPQRSTU" for one in found)


def test_the_words_of_activities_differ() -> None:
    words = [one.words for one in sectors.activities(str)]

    assert len(set(words)) == len(words)


def test_words_come_from_the_translation() -> None:
    assert sectors.activities(str.upper)[0].words == "FARMING, FORESTRY OR FISHING"
