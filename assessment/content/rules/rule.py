"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A coded rule; `message` and `hint`, which says how to mend it, have named places that a finding fills.

    Both are texts of the interface: `./dev texts` collects them for the translators.

    `level` is error (stops publication), warning (should be mended) or advice (worth a thought).
    """

    code: str
    level: str
    title: str
    message: str
    hint: str
