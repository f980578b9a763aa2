"""The answers file's format as data: its header, the keys of an answer, and its JSON Schema."""

from __future__ import annotations

from typing import Any

from assessment.content.format import LANGUAGE, QUESTION_ID, SLUG, VERSION
from assessment.content.shape import Boolean, Group, Text, Word
from assessment.domain.answers import MAX_NOTE, Evidence
from assessment.domain.questionnaire import Depth

FREE = Text(limit=MAX_NOTE)
EVIDENCE = Word(tuple(grade.name for grade in Evidence))
SECOND = Group(
    {"language": LANGUAGE}, {"text": FREE, "note": FREE, "reason": FREE, "older": Boolean()},
    notes={
        "language": "The language of these texts, which say the same as the answer's own",
        "older": "Whether the answer's own texts were changed since these were written",
    },
)  # fmt: skip
ANSWER_KEYS = ("answer", "evidence", "note", "reason", "language", "second")
_NAME = Text(limit=300)
_COUNTRY = Text(limit=2, form="[A-Z]{2}", shown="two capitals, such as KE")
_ORGANISATION = Group({"name": _NAME}, {"country": _COUNTRY, "sector": _NAME, "size": _NAME})
_SYSTEM = Group({"name": _NAME}, {"role": Word(("provider", "deployer", "both")), "purpose": Text(limit=4000)})
HEADER = Group(
    {"questionnaire": SLUG, "version": VERSION},
    {
        "depth": Word(tuple(depth.word for depth in reversed(Depth))),
        "language": LANGUAGE,
        "date": Text(limit=10),
        "organisation": _ORGANISATION,
        "system": _SYSTEM,
    },
)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of answers files; which options a question has is known to the questionnaire only."""
    text = FREE.schema()
    choices = {"anyOf": [text, {"type": "array", "items": text}, {"type": "object", "additionalProperties": text}]}
    answer = {
        "type": "object",
        "properties": {
            "answer": choices,
            "evidence": EVIDENCE.schema(),
            "note": text,
            "reason": text,
            "language": LANGUAGE.schema(),
            "second": SECOND.schema(),
        },
        "required": ["answer"],
        "additionalProperties": False,
    }
    whole = HEADER.schema()
    whole["properties"]["answers"] = {
        "type": "object",
        "patternProperties": {f"^(?:{QUESTION_ID.form})$": answer},
        "additionalProperties": False,
    }
    whole["required"] = [*whole["required"], "answers"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Answers file", **whole}
