"""One answer as a small JSON object and back: how answers are stored, and what a commitment to one covers."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any

from assessment.domain.answers import Answer, Evidence, State


def to_text(answer: Answer | None) -> str:
    """Return an answer as canonical JSON, equal for equal answers; an empty text for none."""
    if answer is None:
        return ""
    found: dict[str, Any] = {}
    if answer.state is not State.GIVEN:
        found["state"] = answer.state.value
    if answer.options:
        found["options"] = list(answer.options)
    if answer.cells:
        found["cells"] = dict(answer.cells)
    if answer.evidence:
        found["evidence"] = int(answer.evidence)
    found |= {name: value for name in ("text", "note", "reason", "language") if (value := getattr(answer, name))}
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Answer | None:
    """Return the answer that `to_text` wrote; None for an empty text."""
    if not text:
        return None
    return _common(text) if len(text) <= _COMMON else _read(text)


def differs(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers say something else, whatever language their texts are in; nothing chosen is no answer."""
    first, second = (replace(answer, language="") if answer else Answer() for answer in (one, other))
    return first != second


def _read(text: str) -> Answer:
    found: dict[str, Any] = json.loads(text)
    return Answer(
        state=State(found.get("state", State.GIVEN.value)),
        options=tuple(found.get("options", ())),
        cells=tuple(found.get("cells", {}).items()),
        text=found.get("text", ""),
        evidence=Evidence(found.get("evidence", 0)),
        note=found.get("note", ""),
        reason=found.get("reason", ""),
        language=found.get("language", ""),
    )


# Most answers are one of a few choices without a text: reading each of them once is enough.
_COMMON = 100
_common = lru_cache(maxsize=4096)(_read)
