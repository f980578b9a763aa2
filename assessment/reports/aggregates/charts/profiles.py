"""The profile of one category as a chart: its scores beside those of its region and of all, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from assessment.domain import exploring
from assessment.domain.exploring import Shape
from assessment.reports.aggregates.charts import composing
from assessment.reports.aggregates.charts.composing import HUNDRED, Chart, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.reports.aggregates.charts.composing import Origin
    from assessment.reports.aggregates.words import Words


class Compared(Protocol):
    """One of those side by side: a table and its category."""

    @property
    def table(self) -> str:
        """The table."""

    @property
    def category(self) -> str:
        """The category, empty for all."""


class Subject(Protocol):
    """What is drawn: those side by side, and their figures by requirement."""

    @property
    def beside(self) -> Sequence[Compared]:
        """Those side by side, the one that the profile is about first."""

    @property
    def lines(self) -> Sequence[exploring.Line]:
        """One line for each requirement, with one figure for each of those side by side."""


def compose(subject: Subject, words: Words, origin: Origin) -> Chart:
    """Return the chart of a profile; a figure that is withheld is missing from its line and named in the table."""
    names = tuple(_name(one, words) for one in subject.beside)
    rows = [
        Row(line.key, words.item(line.key), tuple(composing.figure(cell, words) for cell in line.cells))
        for line in subject.lines
    ]
    is_partly_withheld = any(one.value is None for row in rows for one in row.figures)
    notes = [words.gettext("What is withheld protects organisations; it is not zero.")] if is_partly_withheld else []
    if origin.is_demo:
        notes.append(words.gettext("Invented figures, for demonstration only."))
    return Chart(
        shape=Shape.PROFILE,
        title=names[0],
        subtitle=words.gettext("Mean score of each requirement, beside others"),
        rows=tuple(rows),
        series=names,
        maximum=HUNDRED,
        is_percent=False,
        head=words.gettext("Requirement"),
        source=composing.source(words, origin),
        notes=tuple(notes),
    )


def _name(one: Compared, words: Words) -> str:
    cuts = exploring.dimensions(one.table)
    return words.category(cuts[0], one.category) if cuts else words.table(one.table)
