"""The status board to take along: who stands where, as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.reports import board_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from assessment.domain.standing_in_round import Stage
    from assessment.reports.board_files import Column
    from assessment.services.rounds.board import Board, Line


def board_as_csv(found: Board, columns: Sequence[Column]) -> bytes:
    """Return the lines of a board as CSV; stages by their codes, which do not change with the language."""
    return board_files.as_csv(columns, [_cells(line, line.stage.value) for line in found.lines])


def board_as_sheet(found: Board, columns: Sequence[Column], stages: Mapping[Stage, str], *, rtl: bool) -> bytes:
    """Return the lines of a board as a spreadsheet, stages in words."""
    rows = [_cells(line, stages[line.stage]) for line in found.lines]
    return board_files.as_sheet(found.round.name, columns, rows, rtl=rtl)


def _cells(line: Line, stage: str) -> tuple[str | int | datetime | None, ...]:
    return (
        line.name, line.country, line.facilitator, line.contact, line.email, line.language, stage, line.percent,
        line.delivery.value, line.invited_at, line.opened_at, line.started_at, line.submitted_at, line.returned_at,
        line.changed_at, line.reminders, line.reminded_at,
    )  # fmt: skip
