"""One printed figure of a benchmark."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure beside its target; no target means that it is only reported."""

    name: str
    value: float
    unit: str
    target: float | None = None

    def __str__(self) -> str:
        if self.target is None:
            return f"{self.name:<58}{self.value:>10.2f} {self.unit}"
        verdict = "ok" if self.value <= self.target else "MISSED"
        return f"{self.name:<58}{self.value:>10.2f} {self.unit:<6} target {self.target:g}  {verdict}"
