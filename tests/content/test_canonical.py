"""Canonical JSON: what the cache holds is exactly the questionnaire."""

from __future__ import annotations

import pytest

from assessment.content import canonical, files


def test_a_questionnaire_survives_the_round_trip() -> None:
    questionnaire = files.load("altai", "2020.1")

    assert canonical.from_json(canonical.to_json(questionnaire)) == questionnaire


def test_equal_questionnaires_give_equal_text() -> None:
    questionnaire = files.load("altai", "2020.1")
    again = canonical.from_json(canonical.to_json(questionnaire))

    assert canonical.to_json(again) == canonical.to_json(questionnaire)


@pytest.mark.parametrize("text", ["", "[]", "{}", '["altai"]', "null"])
def test_text_that_is_no_questionnaire_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        canonical.from_json(text)
