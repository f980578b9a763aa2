"""A draft as a report: the worker makes it from invented answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, make_response, redirect, render_template, send_file, url_for

from assessment.domain.access import Permission
from assessment.services import documents
from assessment.services.drafting import sample_report
from assessment.web.editor.blueprint import blueprint, found
from assessment.web.guards import guarded, now, who
from assessment.web.respondent.report import AGAIN, PROBLEM, PROBLEMS

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue


@blueprint.get("/drafts/<draft_id>/report")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def sample_report_page(draft_id: str) -> ResponseReturnValue:
    """Offer the sample report of a draft, or show how far it is."""
    whole = found(draft_id)
    sample = sample_report.sample_of(whole)
    problem = PROBLEMS.get(sample.progress.problem, PROBLEM) if sample.progress else ""
    response = make_response(render_template("editor/sample.html", whole=whole, sample=sample, problem=problem))
    if sample.progress is not None and sample.progress.is_open:
        response.headers["Refresh"] = str(AGAIN)
    return response


@blueprint.post("/drafts/<draft_id>/report")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def request_sample(draft_id: str) -> ResponseReturnValue:
    """Ask the worker for the sample report."""
    sample_report.request_sample(found(draft_id), who().id, now())
    return redirect(url_for(".sample_report_page", draft_id=draft_id), 303)


@blueprint.get("/drafts/<draft_id>/report.pdf")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def sample_file(draft_id: str) -> Response:
    """Give the sample report."""
    whole = found(draft_id)
    sample = sample_report.sample_of(whole)
    if not sample.digest:
        abort(404)
    name = f"{whole.row.questionnaire}-{whole.row.version}-sample.pdf"
    return send_file(sample_report.open_sample(sample), documents.PDF, as_attachment=True, download_name=name)
