"""A workbook of a release while it is written: its sheets, their names, the line that says where figures come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assessment.reports.aggregates.given import Given

_TAB = 31
_NO_TAB = dict.fromkeys(map(ord, "[]:*?/\\"), " ")
BLUE, PALE, GREY, LINE = "#0E47CB", "#EEF2FC", "#5B6170", "#C9CEDA"


@dataclass
class Book:
    """A workbook being written: the library's object, its formats by name, the names of its sheets so far."""

    book: Any
    given: Given
    formats: dict[str, Any] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def sheet(self, name: str) -> Any:  # noqa: ANN401 - the library has no types
        """Return a new sheet in the direction of the language, set up for printing, under a name that is free."""
        sheet = self.book.add_worksheet(self._free(name))
        if self.given.words.language.direction == "rtl":
            sheet.right_to_left()
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.set_footer(f"&L{_printed(self.line)}&R&P / &N")
        return sheet

    @property
    def line(self) -> str:
        """The line that says where a figure comes from."""
        imprint = self.given.imprint
        period = self.given.words.period(imprint.period)
        words = {"service": imprint.service, "number": imprint.number, "period": period}
        return self.given.words.gettext("%(service)s, release %(number)s, %(period)s") % words

    def _free(self, name: str) -> str:
        clean = name.translate(_NO_TAB).strip("' ")[:_TAB] or "-"
        number, taken = 2, {known.casefold() for known in self.names}
        free = clean
        while free.casefold() in taken:
            free, number = f"{clean[: _TAB - 3]} {number}", number + 1
        self.names.append(free)
        return free


def _printed(text: str) -> str:
    """Return a text for a page's foot, where & begins a command."""
    return text.replace("&", "&&")[:200]
