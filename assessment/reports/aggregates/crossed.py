"""Tables of a release's report that are cut two ways: sub-sections beside categories, categories beside each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Measure
from assessment.reports.aggregates.sheets import Line, Sheet, bare, scores, sorted_by_name, with_key
from assessment.reports.aggregates.words import dimensions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.reports.aggregates.figures import Figures, Kind, Place
    from assessment.reports.aggregates.words import Words

TABLES = ("region-sector", "region-size", "sector-size", "country-sector")
_COUNT: Kind = (Measure.ORGANISATIONS, "", "count")
_ALL: Place = ("all", "", "")


def subsections(figures: Figures, table: str) -> Sheet | None:
    """Return the mean of each sub-section, that of all organisations first; None where the table has none."""
    words = figures.given.words
    found = {cell.item for cell in figures.of_table(table) if cell.measure is Measure.SCORE}
    places = _places(figures, table)
    lines: list[Line] = []
    for section in words.questionnaire.sections:
        parts = [part for part in section.subsections if part.id in found]
        lines += [Line(section.title)] if parts else []
        for part in parts:
            told = (figures.at(place, (Measure.SCORE, part.id, "mean")) for place in places)
            lines.append(Line(part.title, tuple((one,) for one in told)))
    title = words.gettext("Parts of the requirements: mean scores, 0 to 100 points")
    return _matrix(figures, table, (title, words.gettext("Part")), lines)


def shares(figures: Figures, table: str, measure: Measure) -> Sheet | None:
    """Return the commonest gaps or actions of each category, those of all organisations first; None for none."""
    words = figures.given.words
    items = dict.fromkeys(cell.item for cell in figures.of_table(table) if cell.measure is measure)
    places = _places(figures, table)
    told = {item: [bare(figures.at(place, (measure, item, "share"))) for place in places] for item in items}
    in_order = sorted(items, key=lambda item: [-(figure.value or 0) for figure in told[item]])
    lines = [Line(words.item(item), tuple((one,) for one in told[item])) for item in in_order]
    title = words.gettext("%(measure)s, per cent of organisations") % {"measure": words.measure(measure)}
    return _matrix(figures, table, (title, words.gettext("Question")), lines)


def _places(figures: Figures, table: str) -> list[Place]:
    codes = dict.fromkeys(cell.first for cell in figures.of_table(table) if cell.first)
    return [_ALL, *((table, code, "") for code in codes)]


def _matrix(figures: Figures, table: str, titles: tuple[str, str], lines: Sequence[Line]) -> Sheet | None:
    """Return lines below all organisations and the categories of a table; None without lines."""
    if not lines:
        return None
    words = figures.given.words
    heads, key = with_key(words, table, [first for _, first, _ in _places(figures, table)[1:]])
    form = "matrix narrow" if key else "matrix" if heads else "matrix few"
    return Sheet(titles[0], titles[1], (words.gettext("All"), *heads), tuple(lines), form, key=key)


def sheets(figures: Figures, table: str) -> list[Sheet]:
    """Return a table with two dimensions: the means by the smaller one, or numbers alone in one table."""
    if any(cell.measure is Measure.SCORE for cell in figures.of_table(table)):
        return _means(figures, table)
    return [_counts(figures, table)] if figures.of_table(table) else []


def _codes(figures: Figures, table: str) -> tuple[list[str], list[str]]:
    """Return the categories of both dimensions in the table's order, countries in that of their names."""
    cells, words = figures.of_table(table), figures.given.words
    firsts = list(dict.fromkeys(cell.first for cell in cells))
    seconds = list(dict.fromkeys(cell.second for cell in cells))
    if dimensions(table)[0] == "country":
        firsts = sorted_by_name(firsts, lambda code: words.category("country", code))
    return firsts, seconds


def _means(figures: Figures, table: str) -> list[Sheet]:
    """Return one sheet for each category of the dimension that has fewer; its name stands above the heads.

    Where everything about a pair is withheld it has no line there: one last sheet names all of these with the reason.
    """
    words, names = figures.given.words, dimensions(table)
    codes = _codes(figures, table)
    over = 0 if len(codes[0]) <= len(codes[1]) else 1
    there = {(cell.first, cell.second) for cell in figures.of_table(table)}
    found: list[Sheet] = []
    hidden: list[Line] = []
    for code in codes[over]:
        pairs = [(code, other) if over == 0 else (other, code) for other in codes[1 - over]]
        lines = [(words.category(names[1 - over], pair[1 - over]), (table, *pair)) for pair in pairs if pair in there]
        sheet = scores(figures, words.dimension(names[1 - over]), lines, words.category(names[over], code))
        told = tuple(line for line in sheet.lines if not _is_withheld(line))
        hidden += _folded(words, sheet)
        found += [replace(sheet, lines=told)] if told else []
    title = words.gettext("Withheld altogether: the number and every mean")
    heads = (words.gettext("Reason"),)
    return found + ([Sheet(title, words.table(table), heads, tuple(hidden), "matrix few")] if hidden else [])


def _is_withheld(line: Line) -> bool:
    return all(figure.mark for field in line.fields for figure in field)


def _folded(words: Words, sheet: Sheet) -> list[Line]:
    """Return a sheet's lines that tell nothing as one for each set of reasons: the categories, then the letters."""
    by_marks: dict[tuple[str, ...], list[Line]] = {}
    for line in filter(_is_withheld, sheet.lines):
        marks = sorted({figure.mark for field in line.fields for figure in field})
        by_marks.setdefault(tuple(marks), []).append(line)
    found = []
    for together in by_marks.values():
        names = [line.label for line in together]
        told = words.gettext("all") if len(names) == len(sheet.lines) > 1 else words.language.joined(names)
        label = words.gettext("%(category)s: %(categories)s") % {"category": sheet.group, "categories": told}
        figures = (figure for line in together for field in line.fields for figure in field)
        found.append(Line(label, (tuple(sorted(figures, key=lambda figure: figure.mark)),)))
    return found


def _counts(figures: Figures, table: str) -> Sheet:
    words, names = figures.given.words, dimensions(table)
    firsts, seconds = _codes(figures, table)
    lines = tuple(
        Line(
            words.category(names[0], first),
            tuple((figures.at((table, first, second), _COUNT),) for second in seconds),
        )
        for first in firsts
    )
    heads, key = with_key(words, names[1], seconds)
    title = words.measure(Measure.ORGANISATIONS)
    return Sheet(title, words.dimension(names[0]), heads, lines, "matrix narrow" if key else "matrix", key=key)
