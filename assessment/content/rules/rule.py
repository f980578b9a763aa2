"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A coded rule; `message` has named places that a finding fills, `hint` says how to mend it.

    `level` is error (stops publication), warning (should be mended) or advice (worth a thought).
    """

    code: str
    level: str
    title: str
    message: str
    hint: str
