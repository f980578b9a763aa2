"""What can be wrong with the text of a condition; the words for it are the business of whoever shows it."""

from __future__ import annotations

from enum import Enum


class Malformed(Enum):
    """Why a text is not a condition."""

    TOO_LONG = "too-long"
    TOO_DEEP = "too-deep"
    TOO_MANY_PARTS = "too-many-parts"
    UNKNOWN_WORD = "unknown-word"
    NO_QUESTION = "no-question"
    NO_OPERATOR = "no-operator"
    NO_OPTION = "no-option"
    NO_LIST = "no-list"
    NO_COMMA = "no-comma"
    NOT_CLOSED = "not-closed"
    NO_JOINT = "no-joint"
