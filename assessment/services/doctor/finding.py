"""What a check finds: what is wrong and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, in a sentence, with how to mend it; a warning is no reason to stop."""

    what: str
    mend: str
    is_warning: bool = False
