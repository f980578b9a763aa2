"""What differs between two versions of a questionnaire, question by question."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.conditions import All, AnyOf, Atom, unparse
from assessment.domain.questionnaire import Exposure, Option, Question, Recommendation, Source, Tag

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Questionnaire


class Kind(Enum):
    """What happened to a question."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; `part` names the changed part of a question, `before` and `after` are readable texts.

    `old` and `new` are the values of that part as they are, for who has better words for them.
    """

    kind: Kind
    question: str
    part: str = ""
    before: str = ""
    after: str = ""
    old: object = None
    new: object = None


def differences(old: Questionnaire, new: Questionnaire) -> tuple[Difference, ...]:
    """Return every difference: removed and changed questions in the old order, then added ones in the new."""
    found: list[Difference] = []
    for question in old.questions:
        successor = new.by_id.get(question.id)
        if successor is None:
            found.append(Difference(Kind.REMOVED, question.id, before=question.text))
        else:
            found.extend(changed_parts(question, successor))
    found.extend(_moves(old, new))
    found.extend(Difference(Kind.ADDED, q.id, after=q.text) for q in new.questions if q.id not in old.by_id)
    return tuple(found)


def changed_parts(old: Question, new: Question) -> list[Difference]:
    """Return what differs in one question, part by part."""
    found = []
    for part in fields(Question):
        before, after = getattr(old, part.name), getattr(new, part.name)
        if before != after:
            words = (readable(before), readable(after))
            found.append(Difference(Kind.CHANGED, old.id, part.name, *words, before, after))
    return found


def _moves(old: Questionnaire, new: Questionnaire) -> list[Difference]:
    """Return the questions whose place among the common ones changed."""
    before = [q.id for q in old.questions if q.id in new.by_id]
    after = [q.id for q in new.questions if q.id in old.by_id]
    return [
        Difference(Kind.MOVED, question, before=str(before.index(question) + 1), after=str(after.index(question) + 1))
        for question, other in zip(before, after, strict=True)
        if question != other
    ]


def readable(value: object) -> str:
    """Return a value as a text for people who read the format: ids, and the words of the format."""
    match value:
        case Atom() | All() | AnyOf():
            return unparse(value)
        case tuple():
            return "; ".join(readable(item) for item in value)
        case Enum():
            return str(value.value)
        case bool():
            return "yes" if value else "no"
        case None:
            return "none"
        case _:
            return _thing(value)


def _thing(value: object) -> str:
    match value:
        case Option(anchor=anchor) if anchor:
            return f"{value.id}: {value.text} ({anchor})"
        case Recommendation():
            return " / ".join([value.action, *value.steps, *value.evidence, value.effort.value, value.lead])
        case Source():
            return " ".join([value.document, value.place, *value.origins]).strip()
        case Tag():
            return f"{value.framework}: {', '.join(value.items)}"
        case Exposure():
            rows = f" ({', '.join(value.rows)})" if value.rows else ""
            return f"{', '.join(value.options)}{rows} → {', '.join(value.requirements)}: {value.severity.word}"
        case _ if hasattr(value, "text") and hasattr(value, "id"):
            return f"{value.id}: {value.text}"
        case _:
            return str(value)
