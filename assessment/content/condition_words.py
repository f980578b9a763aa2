"""Says what is wrong with the text of a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.content.phrases import phrase
from assessment.domain.conditions import MAX_DEPTH, MAX_NODES
from assessment.domain.malformed import Malformed

if TYPE_CHECKING:
    from assessment.content.phrases import Phrase
    from assessment.domain.conditions import ConditionError


def problem_of(error: ConditionError) -> Phrase:
    """Return in words what is wrong, to stand behind a colon."""
    match error.fault:
        case Malformed.UNKNOWN_WORD:
            return phrase("'{word}' is neither a question id, an option id nor a known word", word=error.word)
        case Malformed.TOO_DEEP:
            return phrase("brackets go deeper than {limit}", limit=MAX_DEPTH)
        case Malformed.TOO_MANY_PARTS:
            return phrase("the condition has more than {limit} parts", limit=MAX_NODES)
        case fault:
            return _WORDS[fault]


_WORDS = {
    Malformed.TOO_LONG: phrase("the condition is too long"),
    Malformed.NO_QUESTION: phrase("a question id is expected here, such as HAO-A1"),
    Malformed.NO_OPERATOR: phrase(
        "an operator is expected here: is, is not, is any of, is at least, includes, is answered"
    ),
    Malformed.NO_OPTION: phrase("an option id is expected here, such as to-some-extent"),
    Malformed.NO_LIST: phrase("a list in round brackets is expected here, such as (possible, likely)"),
    Malformed.NO_COMMA: phrase("a comma or a closing bracket is expected here"),
    Malformed.NOT_CLOSED: phrase("a closing bracket is missing"),
    Malformed.NO_JOINT: phrase("'and', 'or' or the end of the condition is expected here"),
}
