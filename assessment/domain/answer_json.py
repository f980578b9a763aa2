"""One answer as a small JSON object and back: how answers are stored, and what a commitment to one covers."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any

from assessment.domain.answers import Answer, Evidence, Second, State


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
    found |= _said(answer)
    if answer.second is not None:
        found["second"] = _said(answer.second) | ({"older": True} if answer.second.is_older else {})
    return _encoded(found)


def _said(texts: Answer | Second) -> dict[str, str]:
    return {name: value for name in _SAID if (value := getattr(texts, name))}


_SAID = ("text", "note", "reason", "language")
# `json.dumps` would make one of these for each answer.
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def from_text(text: str) -> Answer | None:
    """Return the answer that `to_text` wrote; None for an empty text."""
    if not text:
        return None
    return _common(text) if len(text) <= _COMMON else _read(text)


def differs(given: Answer | None, stored: Answer | None) -> bool:
    """Whether an answer says something else than the stored one; nothing chosen is no answer.

    What it does not say, its language and the second version of its texts, is no difference.
    """
    one, other = given or Answer(), stored or Answer()
    if not one.language:
        other = replace(other, language="")
    if one.second is None:
        other = replace(other, second=None)
    return one != other


def _read(text: str) -> Answer:
    found: dict[str, Any] = json.loads(text)
    return Answer(
        state=State(found.get("state", State.GIVEN.value)),
        options=tuple(found.get("options", ())),
        cells=tuple(found.get("cells", {}).items()),
        evidence=Evidence(found.get("evidence", 0)),
        **{name: found[name] for name in _SAID if name in found},
        second=_second(found["second"]) if "second" in found else None,
    )


def _second(found: dict[str, Any]) -> Second:
    return Second(**{name: found[name] for name in _SAID if name in found}, is_older=bool(found.get("older")))


# Most answers are one of a few choices without a text: reading each of them once is enough.
_COMMON = 100
_common = lru_cache(maxsize=4096)(_read)
