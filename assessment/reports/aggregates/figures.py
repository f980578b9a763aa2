"""Released figures for a page: each as the words that stand there, with the key of the cell that they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Reason
from assessment.reports.aggregates.words import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessment.domain.disclosure.cells import Cell, Measure
    from assessment.reports.aggregates.given import Given

    Place = tuple[str, str, str]
    Kind = tuple[Measure, str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands for a cell; without a `key` there is no such cell. `value` is None where it is withheld.

    `mark` is then the letter for the reason, which narrow tables show in place of the word.
    """

    text: str
    key: str = ""
    value: int | None = None
    mark: str = ""

    @property
    def is_withheld(self) -> bool:
        """Whether there is a cell whose value is not told."""
        return bool(self.key) and self.value is None


class Figures:
    """The cells of a release, to be asked for by place and kind; they are told in one way everywhere."""

    def __init__(self, given: Given) -> None:
        """Index the cells once."""
        self.given = given
        self._cells = {cell.key: cell for cell in given.table.cells}
        self._tables: dict[str, list[Cell]] = {}
        for cell in given.table.cells:
            self._tables.setdefault(cell.table, []).append(cell)

    def cell(self, place: Place, kind: Kind) -> Cell | None:
        """Return the cell of a place, such as ("country", "KE", ""), and of a measure, item and statistic."""
        measure, item, statistic = kind
        return self._cells.get((*place, measure.value, item, statistic))

    def at(self, place: Place, kind: Kind) -> Figure:
        """Return the figure of a place, and a dash where the release has none."""
        cell = self.cell(place, kind)
        return Figure("–") if cell is None else self.told(cell)

    def told(self, cell: Cell, *, with_sign: bool = False) -> Figure:
        """Return a cell in words: never a nought where it is withheld; a star where an earlier release still stands."""
        key = "|".join(cell.key)
        if cell.value is None:
            mark = "" if cell.reason is None else mark_of(cell.reason)
            return Figure(self.given.words.gettext("withheld"), key, mark=mark)
        language, unit = self.given.words.language, unit_of(cell)
        digits = language.signed(cell.value) if with_sign else str(cell.value)
        text = {"PT": language.percent(digits), "NR": language.number(cell.value)}.get(unit, digits)
        return Figure(f"{text}*" if cell.as_of else text, key, cell.value)

    def of_table(self, table: str) -> list[Cell]:
        """Return the cells of a table in their order."""
        return self._tables.get(table, [])

    def count(self, place: Place, measure: Measure) -> str:
        """Return the largest number of organisations behind the figures of a place, a dash where none is told."""
        counts = [
            cell.count or 0
            for cell in self._tables.get(place[0], ())
            if (cell.first, cell.second, cell.measure) == (*place[1:], measure)
        ]
        most = max(counts, default=0)
        return self.given.words.language.number(most) if most else "–"

    @property
    def rows(self) -> tuple[str, ...]:
        """The requirements that have scores, in the order of the questionnaire."""
        scored = {cell.item for cell in self.given.table.cells if cell.measure.value in {"score", "trend"}}
        return tuple(section.id for section in self.given.words.questionnaire.sections if section.id in scored)


def mark_of(reason: Reason) -> str:
    """Return the letter for a reason: those of the data files."""
    match reason:
        case Reason.FEW:
            return "C"
        case Reason.PROTECTS:
            return "D"


def has_star(figures: Iterable[Figure]) -> bool:
    """Whether one of the figures still stands from an earlier release."""
    return any(figure.text.endswith("*") for figure in figures)
