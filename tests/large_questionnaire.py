"""A questionnaire of five hundred questions: ALTAI several times over, each time under ids and words of its own."""

from __future__ import annotations

import copy
import re
from typing import Any

from assessment.config import QUESTIONNAIRES
from assessment.services.drafting import making

_ID = re.compile(r"\b([A-Z]{2,3})(?=-[A-Z]|[0-9])")


def large(number: int = 500, version: str = "2027.1") -> dict[str, Any]:
    """Return the tree of a questionnaire with so many questions."""
    tree = making.read_tree((QUESTIONNAIRES / "altai" / "2020.1.yaml").read_bytes())
    questions = [_again(question, copy_) for copy_ in range(4) for question in tree["questions"]]
    return tree | {"id": "large", "version": version, "questions": questions[:number]}


def _again(question: dict[str, Any], number: int) -> dict[str, Any]:
    if not number:
        return question
    made = copy.deepcopy(question)
    for part in (made, *made.get("options", ())):
        for key in {"id", "asked_if", "follows"} & part.keys():
            part[key] = _ID.sub(rf"\1-X{number}", part[key])
    for key in ("text", "help", "example"):
        made[key] = f"In case {number}: {made[key]}"
    return made
