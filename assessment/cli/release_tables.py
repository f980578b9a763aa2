"""A release as text for a terminal: numbers at each stage, what the check found, and every table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from assessment.reports.aggregates.grids import column_title, grids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.domain.disclosure.cells import Cell
    from assessment.reports.aggregates.grids import Grid, Group, Line
    from assessment.reports.aggregates.words import Words
    from assessment.services.releases.previewing import Overview, Preview

_WIDEST = 44


def line_of(release: Overview) -> str:
    """Return a release in one line of a list."""
    number = str(release.number or "-")
    return f"{number:>4}  {release.state:<10} {release.period:<11} {release.id}  {release.title}"


def show(preview: Preview, words: Words) -> Iterator[str]:
    """Give the lines of a preview."""
    release = preview.overview
    yield f"{release.title} ({release.state})"
    if release.problem:
        yield f"Refused or failed: {release.problem}."
    yield "Organisations: " + ", ".join(f"{stage} {count}" for stage, count in release.exact.items())
    if release.audit:
        yield "Check: " + ", ".join(f"{name} {figure}" for name, figure in release.audit.items())
    if preview.changes:
        made = preview.changes
        yield (
            f"Against release {made.number}: {made.new} new, {made.renewed} with another value, {made.kept} with the "
            f"same ({made.standing} still the former value), {made.lost} not shown any more"
        )
    for grid in grids(preview.cells):
        yield ""
        yield words.table(grid.table).upper()
        for group in grid.groups:
            yield from _group(grid, group, words)


def _group(grid: Grid, group: Group, words: Words) -> Iterator[str]:
    yield ""
    yield f"{words.measure(group.measure)} ({words.unit(group.unit)})"
    titles = [column_title(words, grid, code)[:18] for code in group.columns]
    widths = [max(6, len(title)) for title in titles]
    yield " " * _WIDEST + "".join(f"  {title:>{width}}" for title, width in zip(titles, widths, strict=True))
    for line in group.lines:
        shown = [_figure(line.cells.get(code)) for code in group.columns]
        yield f"{_name(grid, line, words):<{_WIDEST}}" + "".join(
            f"  {text:>{width}}" for text, width in zip(shown, widths, strict=True)
        )
    reasons = {words.reason(cell.reason): _figure(cell) for line in group.lines for cell in line.cells.values()}
    for reason, letter in reasons.items():
        if reason:
            yield f"  {letter}: {reason}"


def _name(grid: Grid, line: Line, words: Words) -> str:
    parts = [
        words.item(line.item) if line.item else "",
        words.category(grid.side, line.other) if line.other else "",
        words.statistic(line.figure) if line.figure and line.item else "",
    ]
    return ", ".join(part for part in parts if part)[:_WIDEST]


def _figure(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.value is not None:
        return f"{cell.value}*" if cell.as_of else str(cell.value)
    return cell.status.value


def print_lines(lines: Iterator[str]) -> None:
    """Print lines, through a pager where there is a terminal."""
    click.echo_via_pager(f"{line}\n" for line in lines)
