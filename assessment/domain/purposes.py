"""What an organisation is asked to consent to: purposes, and the edition of the wording that is shown now."""

from __future__ import annotations

from enum import Enum


class Purpose(Enum):
    """One use of an organisation's data; each is decided for itself."""

    OWN_REPORT = "own-report"
    AGGREGATE = "aggregate"
    NAMED = "named"
    FACILITATOR = "facilitator"


# A wording never changes: a new edition stands beside it under the next number, and the question is asked again.
WORDINGS: dict[Purpose, int] = {
    Purpose.OWN_REPORT: 1,
    Purpose.AGGREGATE: 1,
    Purpose.NAMED: 1,
    Purpose.FACILITATOR: 2,
}


class Circle(Enum):
    """Who of the programme reads the answers of an organisation."""

    NOBODY = "nobody"
    FACILITATOR = "facilitator"
    PROGRAMME = "programme"


def circle_of(given: bool, wording: int) -> Circle:  # noqa: FBT001 - what was decided, on which edition
    """Return to whom a decision about `Purpose.FACILITATOR` opens the answers.

    The first edition named the facilitator alone: who agreed to it has agreed to nobody else.
    """
    if not given:
        return Circle.NOBODY
    return Circle.FACILITATOR if wording == 1 else Circle.PROGRAMME


class Basis(Enum):
    """What the inclusion of an organisation in aggregates rests on; the operator decides."""

    CONSENT = "consent"
    PUBLIC_TASK = "public-task"


def is_allowed(purpose: Purpose, decided: bool | None, basis: Basis) -> bool:  # noqa: FBT001 - what was decided, or None
    """Whether data may be used for a purpose. Nothing is taken for granted but what the service is for.

    An organisation's own report is made until that is withdrawn, because it is asked for by hand. Under a public task
    aggregates include everybody; all else needs a decision.
    """
    match purpose:
        case Purpose.OWN_REPORT:
            return decided is not False
        case Purpose.AGGREGATE:
            return basis is Basis.PUBLIC_TASK or decided is True
        case Purpose.NAMED | Purpose.FACILITATOR:
            return decided is True
