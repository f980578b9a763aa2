"""A questionnaire of five hundred questions: ALTAI several times over, each time under ids and words of its own."""

from __future__ import annotations

import copy
import re
from typing import Any

from assessment.config import QUESTIONNAIRES
from assessment.services.drafting import making

_ID = re.compile(r"\b([A-Z]{2,3})(?=-[A-Z]|[0-9])")

# So different from each other that no question counts as another one said again.
_CASES = (
    "",
    "Wherever children play with it at home or learn with it in school:",
    "As soon as patients meet it during treatment inside hospitals or clinics:",
    "Every time travellers pass by because border guards rely upon its results:",
)


def large(number: int = 500, version: str = "2027.1") -> dict[str, Any]:
    """Return the tree of a questionnaire with so many questions, in which the check finds no error."""
    tree = making.read_tree((QUESTIONNAIRES / "altai" / "2020.1.yaml").read_bytes())
    questions = [_again(question, copy_) for copy_ in range(4) for question in tree["questions"]][:number]
    parts = [part["id"] for section in tree["sections"] for part in section["subsections"]]
    # Several times over, a section can give more than it says; and what stands in one part stands together.
    sections = [{key: value for key, value in one.items() if key != "maximum"} for one in tree["sections"]]
    ordered = sorted(questions, key=lambda question: parts.index(question["section"]))
    first = {key: value for key, value in tree.items() if key not in {"supersedes", "change"}}
    return first | {"id": "large", "version": version, "sections": sections, "questions": ordered}


def _again(question: dict[str, Any], number: int) -> dict[str, Any]:
    if not number:
        return question
    made = copy.deepcopy(question)
    for part in (made, *made.get("options", ())):
        for key in {"id", "asked_if", "follows"} & part.keys():
            part[key] = _ID.sub(rf"\1-X{number}", part[key])
    for key in ("text", "help", "example"):
        made[key] = f"{_CASES[number]} {made[key]}"
    if "recommendation" in made:
        made["recommendation"]["action"] = f"{_CASES[number]} {made['recommendation']['action']}"
    return made
