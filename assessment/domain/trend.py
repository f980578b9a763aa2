"""Progress over time: the frozen scores of one system side by side."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Point:
    """One requirement in one submission: score in [0, 1] and band, None where the model withholds them.

    `is_comparable` tells whether it asks what the newest submission asked.
    """

    score: Fraction | None
    band: str | None
    target: str
    is_comparable: bool = True


@dataclass(frozen=True, slots=True)
class Course:
    """One requirement over all submissions, oldest first; None where a submission does not have it."""

    requirement: str
    points: tuple[Point | None, ...]

    @property
    def change(self) -> Fraction | None:
        """The difference of the last two scores, None unless both are known and ask the same."""
        points = [point for point in self.points[-2:] if point is not None and point.is_comparable]
        known = [point.score for point in points if point.score is not None]
        return known[1] - known[0] if len(known) == 2 else None  # noqa: PLR2004 - the last and the one before


def courses(
    scores: Sequence[Mapping[str, Any]], alike: Sequence[Collection[str] | None] | None = None
) -> tuple[Course, ...]:
    """Return every requirement of the newest score, in its order; scores are as `scoring_json` writes them.

    `alike` names for each score the requirements that ask what the newest one asks; None stands for all of them.
    """
    if not scores:
        return ()
    by_id = [{row["id"]: row for row in score["requirements"]} for score in scores]
    rows = list(zip(by_id, alike or [None] * len(scores), strict=True))
    return tuple(
        Course(id_, tuple(_point(row.get(id_), is_comparable=same is None or id_ in same) for row, same in rows))
        for id_ in by_id[-1]
    )


def _point(row: Mapping[str, Any] | None, *, is_comparable: bool) -> Point | None:
    if row is None:
        return None
    score = None if row["score"] is None else Fraction(row["score"])
    return Point(score, row["band"], row["target"], is_comparable)
