"""The sheet for OPSYS: indicator, baseline, target, current value, unit, source, country, comment, snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assessment.domain.disclosure.cells import Measure
from assessment.reports.aggregates import methodology
from assessment.reports.aggregates.words import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.domain.disclosure.cells import Cell
    from assessment.reports.aggregates.given import Given

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTHS = (10, 48, 20, 12, 12, 12, 14, 22, 34, 60, 10, 18)
_TABLES = ("all", "country")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line. `code` is the same in every release and language; numbers are None where there is none to give."""

    code: str
    name: str
    country: str
    baseline: int | None
    target: int | None
    current: int | None
    unit: str
    baseline_period: str
    comment: str


def indicators(given: Given) -> Iterator[Indicator]:
    """Yield reach, then mean scores, for all organisations and for each country, as far as the release has them."""
    former = {cell.key: cell for cell in given.former.table.cells} if given.former else {}
    for cell in given.table.cells:
        is_reach = cell.measure in {Measure.INVITED, Measure.STARTED, Measure.SUBMITTED}
        is_score = cell.measure is Measure.SCORE and cell.statistic == "mean" and not given.words.row(cell.item)
        if cell.table in _TABLES and (is_reach or is_score):
            yield _indicator(given, cell, former.get(cell.key))


def _indicator(given: Given, cell: Cell, before: Cell | None) -> Indicator:
    words = given.words
    target = None
    if cell.measure is Measure.SUBMITTED:
        target = given.targets.get(cell.first) if cell.table == "country" else sum(given.targets.values())
    name = words.measure(cell.measure)
    if cell.item:
        name = words.gettext("Mean score: %(requirement)s") % {"requirement": words.item(cell.item)}
    return Indicator(
        code="-".join(part for part in (cell.measure.value, cell.item.lower()) if part),
        name=name,
        country=words.category("country", cell.first) if cell.first else words.gettext("All countries"),
        baseline=before.value if before else None,
        target=target or None,
        current=cell.value,
        unit=words.unit(unit_of(cell)),
        baseline_period=words.period(given.former.period)
        if given.former and before and before.value is not None
        else "",
        comment=words.comment(cell),
    )


def write(given: Given) -> bytes:
    """Return the workbook: a sheet with one indicator in each row, and the methodology note."""
    # Loaded when somebody asks for a file, so that processes which serve pages stay small.
    xlsxwriter: Any = import_module("xlsxwriter")
    made = BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        created = datetime.fromisoformat(f"{given.imprint.approved}T00:00:00")
        book.set_properties({"title": "OPSYS", "author": given.imprint.service, "created": created})
        looks = {
            "head": book.add_format({"bold": True, "text_wrap": True, "bottom": 2, "valign": "bottom"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "number": book.add_format({"num_format": "0", "valign": "top"}),
            "strong": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        }
        _fill(_sheet(book, given, "OPSYS"), given, looks)
        _method(_sheet(book, given, given.words.gettext("Method")), given, looks)
    return made.getvalue()


def _sheet(book: Any, given: Given, name: str) -> Any:  # noqa: ANN401 - the library has no types
    sheet = book.add_worksheet(name[:31])
    if given.words.language.direction == "rtl":
        sheet.right_to_left()
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet


def _heads(given: Given) -> tuple[str, ...]:
    _ = given.words.gettext
    return (
        _("Code"), _("Indicator"), _("Country"), _("Baseline"), _("Target"), _("Current value"),
        _("Period of baseline"), _("Unit"), _("Source of data"), _("Comment"), _("Release"), _("Snapshot"),
    )  # fmt: skip


def _fill(sheet: Any, given: Given, looks: dict[str, Any]) -> None:  # noqa: ANN401 - as above
    for column, (head, width) in enumerate(zip(_heads(given), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, looks["head"])
    imprint = given.imprint
    source = given.words.gettext("%(service)s: self-assessments, release %(number)s, %(period)s")
    period = given.words.period(imprint.period)
    origin = source % {"service": imprint.service, "number": imprint.number, "period": period}
    last = 0
    for last, one in enumerate(indicators(given), 1):
        cells = (
            one.code, one.name, one.country, one.baseline, one.target, one.current, one.baseline_period, one.unit,
            origin, one.comment, imprint.number, imprint.digest[:16],
        )  # fmt: skip
        for column, value in enumerate(cells):
            if isinstance(value, int):
                sheet.write_number(last, column, value, looks["number"])
            elif value:
                sheet.write_string(last, column, value, looks["text"])
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(last, 1), len(_WIDTHS) - 1)


def _method(sheet: Any, given: Given, looks: dict[str, Any]) -> None:  # noqa: ANN401 - as above
    note = methodology.note(given)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 100)
    lines = list(note.facts)
    for heading, sentences in note.paragraphs:
        lines += [("" if position else heading, sentence) for position, sentence in enumerate(sentences)]
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, name, looks["strong"])
        sheet.write_string(row, 1, text, looks["text"])
