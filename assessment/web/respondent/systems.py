"""The AI systems of an organisation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.services import assessments, organisations, overview, submissions, version_changes
from assessment.web import language
from assessment.web.guards import allows, guarded, now, who
from assessment.web.respondent import trends, words
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.forms import SystemForm
from assessment.web.respondent.here import today_there

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.domain.trend import Course
    from assessment.storage.tables import Submission

UNACCEPTED = 422


@blueprint.get("/organisations/<organisation_id>/systems/new")
@guarded(Permission.CHANGE_ORGANISATION)
def new_system(organisation_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Ask what the system is."""
    return render_template("respondent/system_description.html", form=SystemForm(), system=None)


@blueprint.post("/organisations/<organisation_id>/systems/new")
@guarded(Permission.CHANGE_ORGANISATION)
def describe_new_system(organisation_id: str) -> ResponseReturnValue:
    """Add the system and go on to its assessment."""
    form = SystemForm()
    if not form.validate():
        return render_template("respondent/system_description.html", form=form, system=None), UNACCEPTED
    id_ = organisations.describe_new_system(organisation_id, form.described(), who(), now())
    flash(gettext("%(name)s has been added. Now choose how to assess it.", name=form.name.data))
    return redirect(url_for("respondent.new_assessment", system_id=id_), 303)


@blueprint.get("/systems/<system_id>")
@guarded(Permission.SEE_ORGANISATION)
def system(system_id: str) -> str:
    """Show a system, its assessments and how its results have moved."""
    card = overview.overview_of(who(), g.place.organisation, g.place.scope.role)
    found = submissions.courses_of_system(system_id) if allows(Permission.SEE_RESULT) else ()
    return render_template(
        "respondent/system.html",
        system=next(one for one in card.systems if one.id == system_id),
        trends=[_trend(same, courses) for same, courses in found],
        polyline=trends.polyline,
        words=words,
        today=today_there(),
    )


def _trend(found: tuple[Submission, ...], courses: tuple[Course, ...]) -> dict[str, object]:
    newest = found[-1]
    shown = assessments.questionnaire_of(newest.questionnaire, newest.version, language.content_language())
    return {
        "id": f"trend-{shown.id}",
        "title": shown.title,
        "submissions": found,
        "scores": [json.loads(one.score) for one in found],
        "courses": courses,
        "shares": {
            version: version_changes.questions_alike(newest.questionnaire, version, newest.version)
            for version in dict.fromkeys(one.version for one in found)
            if version != newest.version
        },
        "titles": {section.id: section.title for section in shown.sections},
    }


@blueprint.get("/systems/<system_id>/description")
@guarded(Permission.CHANGE_ORGANISATION)
def system_description(system_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Show what is said about a system, to be changed."""
    form = SystemForm(obj=g.place.system)
    return render_template("respondent/system_description.html", form=form, system=g.place.system)


@blueprint.post("/systems/<system_id>/description")
@guarded(Permission.CHANGE_ORGANISATION)
def describe_system(system_id: str) -> ResponseReturnValue:
    """Keep what was entered."""
    form = SystemForm()
    if not form.validate():
        return render_template("respondent/system_description.html", form=form, system=g.place.system), UNACCEPTED
    organisations.describe_system(system_id, form.described(), who(), now())
    flash(gettext("The description has been saved."))
    return _to_organisation()


@blueprint.post("/systems/<system_id>/archive")
@guarded(Permission.CHANGE_ORGANISATION)
def archive_system(system_id: str) -> ResponseReturnValue:
    """Put a system away."""
    organisations.archive_system(system_id, who(), now())
    flash(gettext("%(name)s is in the archive. You can take it back at any time.", name=g.place.system.name))
    return _to_organisation()


@blueprint.post("/systems/<system_id>/take-back")
@guarded(Permission.CHANGE_ORGANISATION)
def take_system_back(system_id: str) -> ResponseReturnValue:
    """Take a system out of the archive."""
    organisations.take_system_back(system_id, who(), now())
    flash(gettext("%(name)s is back from the archive.", name=g.place.system.name))
    return _to_organisation()


def _to_organisation() -> ResponseReturnValue:
    return redirect(url_for("respondent.organisation", organisation_id=g.place.organisation.id), 303)
