"""How many minutes answering takes: a small rule that is printed beside every estimate.

Choosing takes one minute, in a list or a matrix two, writing a text three. Finding out takes another two for a measure
(somebody has to look up what is really in place) and one for a risk question, a detail or a self-rating; facts are
known. A workshop that discusses every question takes about twice as long, which the pages say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.questionnaire import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessment.domain.questionnaire import Question

# Minutes to understand and choose, by the way a question is answered.
CHOOSING = {Kind.SINGLE: 1, Kind.MULTIPLE: 2, Kind.MATRIX: 2, Kind.TEXT: 3}
# Minutes to find out what is really so, by what a question is for.
FINDING_OUT = {Role.CONTEXT: 0, Role.GATE: 1, Role.MEASURE: 2, Role.FOLLOW_UP: 1, Role.REFLECTION: 1}
# Totals are rounded up to this, since nobody can tell minutes apart.
STEP = 5


def minutes(question: Question) -> int:
    """Return the minutes that one question takes somebody who knows the system."""
    return CHOOSING[question.kind] + FINDING_OUT[question.role]


def total(questions: Iterable[Question]) -> int:
    """Return the minutes of several questions, rounded up to five; 0 for none."""
    exact = sum(minutes(question) for question in questions)
    return -(-exact // STEP) * STEP
