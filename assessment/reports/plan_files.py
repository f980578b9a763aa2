"""The improvement plan as files for other programs: a spreadsheet, and dates for a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from assessment.reports.planned import PlannedAction

_WIDTHS = (60, 14, 16, 24, 24, 12, 16, 40)


@dataclass(frozen=True, slots=True)
class PlanWords:
    """The words of a file in its language: heads of the columns by field, states and efforts by value."""

    name: str
    heads: Mapping[str, str]
    states: Mapping[str, str]
    efforts: Mapping[str, str]
    direction: str = "ltr"


def spreadsheet(actions: Sequence[PlannedAction], words: PlanWords) -> bytes:
    """Return an XLSX workbook with one sheet; what people typed stays text, also where it looks like a formula."""
    # Loaded when somebody asks for a file, so that processes which serve pages stay small.
    xlsxwriter: Any = import_module("xlsxwriter")
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet(words.name[:31])
        if words.direction == "rtl":
            sheet.right_to_left()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        for column, (width, head) in enumerate(zip(_WIDTHS, words.heads.values(), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, bold)
        for row, action in enumerate(actions, 1):
            _write(sheet, row, action, (words, plain, day))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(actions), 1), len(_WIDTHS) - 1)
    return made.getvalue()


def _write(sheet: Any, row: int, action: PlannedAction, style: tuple[PlanWords, Any, Any]) -> None:  # noqa: ANN401 - the library has no types
    words, plain, day = style
    text = action.text
    cells = (
        text.title, words.states[text.state.value], "", text.lead, action.system,
        words.efforts.get(text.effort, ""), action.question, text.note,
    )  # fmt: skip
    for column, cell in enumerate(cells):
        sheet.write_string(row, column, cell, plain)
    if text.due_on:
        sheet.write_datetime(row, 2, text.due_on, day)


def calendar(actions: Sequence[PlannedAction], words: PlanWords, at: datetime) -> bytes:
    """Return an ICS file with one all-day entry for each action that is ahead and has a date."""
    icalendar: Any = import_module("icalendar")
    made = icalendar.Calendar()
    made.add("prodid", "-//Trustworthy AI self-assessment//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", words.name)
    for action in actions:
        if action.text.due_on and action.text.state.is_ahead:
            made.add_component(_entry(icalendar, action, words, at))
    content: bytes = made.to_ical()
    return content


def _entry(icalendar: Any, action: PlannedAction, words: PlanWords, at: datetime) -> Any:  # noqa: ANN401 - the library has no types
    text = action.text
    lines = [f"{words.heads['system']}: {action.system}"]
    lines += [f"{words.heads['lead']}: {text.lead}"] if text.lead else []
    lines += [text.note] if text.note else []
    entry = icalendar.Event()
    entry.add("uid", f"{action.id}@trustworthy-ai-assessment")
    entry.add("dtstamp", at)
    entry.add("sequence", action.version)
    entry.add("summary", text.title)
    entry.add("dtstart", text.due_on)
    entry.add("dtend", text.due_on + timedelta(days=1) if text.due_on else None)
    entry.add("description", "\n".join(lines))
    entry.add("transp", "TRANSPARENT")
    return entry
