"""What a difference between two versions means for answers that were given to the older one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.differences import Kind, differences

if TYPE_CHECKING:
    from assessment.domain.differences import Difference
    from assessment.domain.questionnaire import Question, Questionnaire


class Consequence(Enum):
    """What happens to answers, from nothing on."""

    NOTHING = "nothing"
    READ_AGAIN = "read-again"
    NEW_CHOICE = "new-choice"
    SCORE = "score"
    OTHERS_ASKED = "others-asked"
    OPEN = "open"
    CHOICE_GONE = "choice-gone"
    OTHER_QUESTION = "other-question"
    GONE = "gone"


# By the part of a question; what is not named changes nothing for answers.
_BY_PART = {
    "text": Consequence.READ_AGAIN, "weight": Consequence.SCORE, "critical": Consequence.SCORE,
    "exposes": Consequence.SCORE, "polarity": Consequence.SCORE, "depth": Consequence.OTHERS_ASKED,
    "asked_if": Consequence.OTHERS_ASKED, "follows": Consequence.OTHERS_ASKED, "role": Consequence.OTHER_QUESTION,
    "kind": Consequence.OTHER_QUESTION, "rows": Consequence.OTHER_QUESTION, "rates": Consequence.OTHER_QUESTION,
    "section": Consequence.SCORE, "subsection": Consequence.SCORE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changed:
    """One question that differs, with all that differs in it and the gravest consequence for its answers."""

    question: str
    text: str
    differences: tuple[Difference, ...]
    consequence: Consequence


def changes(old: Questionnaire, new: Questionnaire) -> tuple[Changed, ...]:
    """Return the questions that differ, in the order of the newer version; those that are gone come first."""
    found: dict[str, list[Difference]] = {}
    for one in differences(old, new):
        found.setdefault(one.question, []).append(one)
    gone = [id_ for id_ in old.by_id if id_ in found and id_ not in new.by_id]
    kept = [id_ for id_ in new.by_id if id_ in found]
    return tuple(
        Changed(id_, _either(old, new, id_).text, tuple(found[id_]), _gravest(old, new, found[id_]))
        for id_ in [*gone, *kept]
    )


def _either(old: Questionnaire, new: Questionnaire, id_: str) -> Question:
    return new.by_id.get(id_) or old.by_id[id_]


def _gravest(old: Questionnaire, new: Questionnaire, found: list[Difference]) -> Consequence:
    order = list(Consequence)
    return max((_of(old, new, one) for one in found), key=order.index)


def _of(old: Questionnaire, new: Questionnaire, one: Difference) -> Consequence:
    match one.kind:
        case Kind.ADDED:
            return Consequence.OPEN
        case Kind.REMOVED:
            return Consequence.GONE
        case Kind.MOVED:
            return Consequence.NOTHING
        case Kind.CHANGED if one.part in {"options", "scale"}:
            return _options(old.by_id[one.question], new.by_id[one.question])
        case Kind.CHANGED:
            return _BY_PART.get(one.part, Consequence.NOTHING)


def _options(before: Question, now: Question) -> Consequence:
    ids = [{option.id for option in question.options} for question in (before, now)]
    values = [{option.id: (option.value, option.critical) for option in question.options} for question in (before, now)]
    if ids[0] - ids[1]:
        return Consequence.CHOICE_GONE
    if any(values[1][id_] != value for id_, value in values[0].items()):
        return Consequence.SCORE
    if ids[1] - ids[0]:
        return Consequence.NEW_CHOICE
    texts = [[option.text for option in question.options] for question in (before, now)]
    return Consequence.READ_AGAIN if texts[0] != texts[1] else Consequence.NOTHING
