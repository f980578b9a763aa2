"""Why a file is not taken; the pages have a text for each."""

from __future__ import annotations

from enum import Enum


class Refusal(Enum):
    """One reason to refuse a file."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    QUOTA = "quota"
    OWN_QUOTA = "own-quota"
    KIND = "kind"
    ARCHIVE = "archive"
    OLD_OFFICE = "old-office"
    OTHER_CONTENT = "other-content"
    TWO_KINDS = "two-kinds"
    DAMAGED = "damaged"
    MACROS = "macros"
    LOCKED = "locked"
    UNPACKS_TOO_LARGE = "unpacks-too-large"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_MANY = "too-many"


class Refused(Exception):
    """The file is not taken; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
