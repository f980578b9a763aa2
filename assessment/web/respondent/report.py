"""The report of an assessment as a file: ask for it, watch it being made, download it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, g, make_response, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext

from assessment.domain.access import Permission
from assessment.domain.purposes import Purpose
from assessment.services import documents, places, reporting, results
from assessment.services.places import NotFound
from assessment.services.taking.organisations import EXPORT
from assessment.web import guards, language
from assessment.web.formats import day
from assessment.web.guards import guarded
from assessment.web.respondent import consenting
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.report_form import ReportForm
from assessment.web.saving import saved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from assessment.services.documents import Ready
    from assessment.services.results import Brief

# Seconds until a page that waits looks again; without script the browser does it by itself.
AGAIN = 3
PROBLEMS = {
    "too-slow": lazy_gettext(
        "It took longer than allowed and was stopped. Very long notes are the usual reason: shorten them and try again."
    ),
    "too-large": lazy_gettext(
        "It became larger than allowed and was stopped. Very long notes are the usual reason: shorten them, "
        "or leave out the annex with the answers."
    ),
    "gone": lazy_gettext("What it was about has been deleted meanwhile."),
    "changed": lazy_gettext("The answers have changed since it was asked for. Ask for it again."),
}
PROBLEM = lazy_gettext(
    "Something went wrong on our side, three times. Nothing is lost: your answers are stored. "
    "Try again; if it fails once more, tell the people who run this service."
)


@blueprint.get("/assessments/<assessment_id>/report")
@guarded(Permission.SEE_RESULT)
def report(assessment_id: str) -> str:  # noqa: ARG001 - the guard has used it
    """Ask which report is wanted."""
    return _asked(_form())


@blueprint.post("/assessments/<assessment_id>/report")
@guarded(Permission.SEE_RESULT)
def request_report(assessment_id: str) -> ResponseReturnValue:
    """Ask the worker for a report and go to where it can be watched."""
    form = _form()
    if not form.validate_on_submit():
        return _asked(form), 422
    wish = documents.Wish(int(form.subject.data), form.language.data, form.extent.data == "whole")
    try:
        key = documents.request_report(g.place, wish, guards.who().id, guards.now())
    except NotFound:
        abort(404)
    return redirect(url_for("respondent.report_progress", assessment_id=assessment_id, key=key), 303)


@blueprint.get("/assessments/<assessment_id>/report/<key>")
@guarded(Permission.SEE_RESULT)
def report_progress(assessment_id: str, key: str) -> ResponseReturnValue:
    """Show how far a report is, and where to download it."""
    urls = {
        "file": url_for("respondent.download_report", assessment_id=assessment_id, key=key),
        "form": url_for("respondent.report", assessment_id=assessment_id),
    }
    return waiting_page(key, urls)


@blueprint.get("/assessments/<assessment_id>/report/<key>/file")
@guarded(Permission.SEE_RESULT, find=places.find_owner)
def download_report(assessment_id: str, key: str) -> Response:  # noqa: ARG001 - the guard has used it
    """Send a report that was made."""
    return sent(key)


def waiting_page(
    key: str, urls: dict[str, str], template: str = "respondent/report_progress.html", *, is_export: bool = False
) -> ResponseReturnValue:
    """Return the page of a document that is made or stored; one that is made looks again by itself."""
    ready = _found(key, is_export=is_export)
    try:
        progress = None if ready else documents.progress(g.place, key)
    except NotFound:
        abort(404)
    problem = PROBLEMS.get(progress.problem, PROBLEM) if progress else ""
    page = render_template(template, ready=ready, progress=progress, problem=problem, urls=urls)
    response = make_response(page)
    if progress is not None and progress.is_open:
        response.headers["Refresh"] = str(AGAIN)
    return response


def sent(key: str, *, is_export: bool = False) -> Response:
    """Return a stored document as a download that the browser may keep and ask about."""
    ready = _found(key, is_export=is_export)
    if ready is None:
        abort(404)
    return saved(ready, lambda: documents.open_file(ready))


def _found(key: str, *, is_export: bool) -> Ready | None:
    """Return a stored document; who may see results may not therefore take everything of the organisation."""
    ready = documents.find(g.place, key)
    return ready if ready is not None and (ready.kind == EXPORT) is is_export else None


def _asked(form: ReportForm) -> str:
    asked = consenting.asked(g.place.organisation.id, Purpose.OWN_REPORT)
    return render_template("respondent/report.html", form=form, asked=asked)


def _form() -> ReportForm:
    form = ReportForm()
    form.offer(_subjects(results.submissions_of(g.place.assessment.id)), _languages())
    return form


def _subjects(submissions: Sequence[Brief]) -> dict[str, str]:
    """Return what can be reported: the submissions, then the answers as they stand now."""
    found = {str(one.number): _submission_words(one) for one in submissions}
    return found | {
        str(results.PRESENT): gettext("The answers as they stand now: a draft, marked as such on every page")
    }


def _submission_words(one: Brief) -> str:
    words = {"number": one.number, "day": day(one.submitted_at)}
    if one.voided_at:
        return str(gettext("Submission %(number)s of %(day)s, reopened since", **words))
    return str(gettext("Submission %(number)s of %(day)s", **words))


def _languages() -> dict[str, str]:
    assessment = g.place.assessment
    choices = reporting.choices_of(results.questionnaire_of(assessment.questionnaire, assessment.version))
    return language.named(choices)
