"""The status board of a round to take along: CSV and XLSX."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import send_file
from flask_babel import get_locale, gettext

from assessment.domain.access import Permission
from assessment.reports.board_files import Column
from assessment.services.rounds import board, board_files
from assessment.web.guards import guarded, who
from assessment.web.programme import standing_words
from assessment.web.programme.blueprint import blueprint
from assessment.web.programme.board import wish_here

if TYPE_CHECKING:
    from flask import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/rounds/<round_id>/board.csv")
@guarded(Permission.FOLLOW_ROUNDS)
def board_csv(round_id: str) -> Response:
    """Send the lines that the filters leave, as CSV."""
    made = board_files.board_as_csv(board.show_board(who(), round_id, wish_here()), _columns())
    return send_file(BytesIO(made), "text/csv; charset=utf-8", as_attachment=True, download_name="status-board.csv")


@blueprint.get("/rounds/<round_id>/board.xlsx")
@guarded(Permission.FOLLOW_ROUNDS)
def board_sheet(round_id: str) -> Response:
    """Send the lines that the filters leave, as a spreadsheet."""
    stages = {stage: str(name) for stage, name in standing_words.STAGES.items()}
    found = board.show_board(who(), round_id, wish_here())
    made = board_files.board_as_sheet(found, _columns(), stages, rtl=get_locale().text_direction == "rtl")
    return send_file(BytesIO(made), XLSX, as_attachment=True, download_name="status-board.xlsx")


def _columns() -> tuple[Column, ...]:
    return (
        Column("ORGANISATION", gettext("Organisation"), 36),
        Column("COUNTRY", gettext("Country"), 10),
        Column("FACILITATOR", gettext("Facilitator"), 24),
        Column("CONTACT", gettext("Contact"), 24),
        Column("EMAIL", gettext("E-mail address"), 30),
        Column("LANGUAGE", gettext("Language"), 10),
        Column("STAGE", gettext("How far they are"), 16),
        Column("DONE_PERCENT", gettext("Done, per cent"), 10),
        Column("MAIL", gettext("Mail"), 14),
        Column("INVITED", gettext("Invited on"), 17),
        Column("OPENED", gettext("Opened on"), 17),
        Column("STARTED", gettext("Started on"), 17),
        Column("SUBMITTED", gettext("Submitted on"), 17),
        Column("RETURNED", gettext("Returned on"), 17),
        Column("LAST_CHANGE", gettext("Last change"), 17),
        Column("REMINDERS", gettext("Reminders"), 10),
        Column("REMINDED", gettext("Last reminder"), 17),
    )
