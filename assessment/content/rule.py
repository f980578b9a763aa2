"""What a coded rule consists of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A coded rule; `message` has named places that a finding fills, `hint` says how to mend it.

    `level` is error, warning or advice.
    """

    code: str
    level: str
    title: str
    message: str
    hint: str
