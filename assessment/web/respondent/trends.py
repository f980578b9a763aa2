"""Scores over time as the points of a small line; the table beside it says the same in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessment.domain.trend import Course

WIDTH, HEIGHT, EDGE = 120, 32, 4


def polyline(course: Course) -> str:
    """Return the points of a line through the comparable scores, for an SVG of 120 by 32; one alone is flat."""
    points = [(place, point) for place, point in enumerate(course.points) if point and point.is_comparable]
    known = [(place, point.score) for place, point in points if point.score is not None]
    last = max(len(course.points) - 1, 1)
    if len(known) == 1:
        known = [(0, known[0][1]), (last, known[0][1])]
    corners = [
        (EDGE + round((WIDTH - 2 * EDGE) * place / last), EDGE + round((HEIGHT - 2 * EDGE) * (1 - score)))
        for place, score in known
    ]
    return " ".join(f"{x},{y}" for x, y in corners)
