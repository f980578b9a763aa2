"""Each finding stands at the field it is about."""

from __future__ import annotations

import pytest

from assessment.content import judging, writing
from tests.drafts import small

# What is broken in the question HUM-A2, and the field at which the finding stands.
BROKEN = [
    ({"text": ""}, "text"),
    ({"weight": 9}, "weight"),
    ({"asked_if": "HUM-A3 is yes"}, "asked_if"),
    ({"scale": "nothing"}, "scale"),
]


def judge(**values: object) -> judging.Judged:
    tree = small("chatbot")
    tree["questions"] = [{**q, **values} if q["id"] == "HUM-A2" else q for q in tree["questions"]]  # type: ignore[attr-defined]
    return judging.judge(writing.to_yaml(tree), "chatbot", "2026.1")


@pytest.mark.parametrize(("values", "field"), BROKEN)
def test_a_finding_stands_at_the_field_of_its_question(values: dict[str, object], field: str) -> None:
    found = judge(**values).about("questions/HUM-A2")

    assert field in {one.key for one in found if one.is_error}


def test_a_finding_about_a_step_names_the_recommendation() -> None:
    tree = small("chatbot")
    advice = {**tree["questions"][2]["recommendation"], "steps": ["Good.", ""]}  # type: ignore[index]

    found = judge(recommendation=advice).about("questions/HUM-A2")

    assert ("recommendation", "steps", "1") in {one.field for one in found}


def test_a_sound_questionnaire_has_no_errors() -> None:
    assert not judge().has_errors
