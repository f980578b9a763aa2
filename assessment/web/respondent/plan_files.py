"""The improvement plan to take along: as a spreadsheet and as dates for a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, request, send_file
from flask_babel import get_locale, gettext

from assessment.domain.access import Permission
from assessment.reports.plan_files import PlanWords
from assessment.services import plan
from assessment.web import guards
from assessment.web.guards import guarded
from assessment.web.respondent import plan_form
from assessment.web.respondent.blueprint import blueprint

if TYPE_CHECKING:
    from flask import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/organisations/<organisation_id>/plan.xlsx")
@guarded(Permission.SEE_RESULT)
def plan_sheet(organisation_id: str) -> Response:  # noqa: ARG001 - the guard has used it
    """Send the plan, of all systems or of one, as a spreadsheet."""
    made = plan.plan_as_sheet(g.place, request.args.get("system", ""), _words())
    return send_file(made, XLSX, as_attachment=True, download_name="improvement-plan.xlsx")


@blueprint.get("/organisations/<organisation_id>/plan.ics")
@guarded(Permission.SEE_RESULT)
def plan_calendar(organisation_id: str) -> Response:  # noqa: ARG001 - the guard has used it
    """Send the dates of what is ahead for a calendar."""
    made = plan.plan_as_calendar(g.place, request.args.get("system", ""), _words(), guards.now())
    return send_file(made, "text/calendar; charset=utf-8", as_attachment=True, download_name="improvement-plan.ics")


def _words() -> PlanWords:
    return PlanWords(
        name=gettext("Improvement plan"),
        heads={
            "title": gettext("What is to be done"), "state": gettext("State"), "due_on": gettext("To be done by"),
            "lead": gettext("Who leads"), "system": gettext("System"), "effort": gettext("Effort for one person"),
            "question": gettext("Question"), "note": gettext("Note"),
        },
        states={state.value: str(words) for state, words in plan_form.STATES.items()},
        efforts={value: str(words) for value, words in plan_form.EFFORTS.items()},
        direction=get_locale().text_direction,
    )  # fmt: skip
