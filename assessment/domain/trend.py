"""Progress over time: the frozen scores of one system side by side."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Point:
    """One requirement in one submission: score in [0, 1] and band, None where the model withholds them."""

    score: Fraction | None
    band: str | None
    target: str


@dataclass(frozen=True, slots=True)
class Course:
    """One requirement over all submissions, oldest first; None where a submission does not have it."""

    requirement: str
    points: tuple[Point | None, ...]

    @property
    def change(self) -> Fraction | None:
        """The difference of the last two scores, None unless both are known."""
        known = [point.score for point in self.points[-2:] if point is not None and point.score is not None]
        return known[1] - known[0] if len(known) == 2 else None  # noqa: PLR2004 - the last and the one before


def courses(scores: Sequence[Mapping[str, Any]]) -> tuple[Course, ...]:
    """Return every requirement of the newest score, in its order; scores are as `scoring_json` writes them."""
    if not scores:
        return ()
    by_id = [{row["id"]: row for row in score["requirements"]} for score in scores]
    return tuple(Course(id_, tuple(_point(rows.get(id_)) for rows in by_id)) for id_ in by_id[-1])


def _point(row: Mapping[str, Any] | None) -> Point | None:
    if row is None:
        return None
    return Point(None if row["score"] is None else Fraction(row["score"]), row["band"], row["target"])
