"""The report of an organisation about all its systems: ask for it, watch it being made, download it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, g, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from assessment.domain.access import Permission
from assessment.domain.purposes import Purpose
from assessment.services import assessments, joint
from assessment.services.joint import Extent, JointWish
from assessment.services.places import NotFound
from assessment.web import guards, language
from assessment.web.guards import guarded
from assessment.web.respondent import consenting
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.report import sent, waiting_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue


class JointForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """How much, in which language, with what."""

    extent = RadioField(lazy_gettext("How much"), [InputRequired(lazy_gettext("Choose how much."))])
    language = RadioField(lazy_gettext("Language"), [InputRequired(lazy_gettext("Choose a language."))])
    with_drafts = BooleanField(lazy_gettext("Include systems that have not been submitted, marked as drafts"))
    with_answers = BooleanField(lazy_gettext("Include the annex with every answer in each system’s report"))

    def offer(self, languages: Mapping[str, str], systems: int) -> None:
        """Set what can be chosen; the first of each is chosen unless the person has chosen another."""
        choices = {
            Extent.CHAPTERS: gettext("One PDF: the comparison, and the report of each system as a chapter"),
            Extent.FILES: gettext("A ZIP: the comparison, and the report of each system as a file of its own"),
            Extent.COMPARISON: gettext("One PDF: only the comparison"),
        }
        if systems > joint.MOST_CHAPTERS:
            del choices[Extent.CHAPTERS]
        self.extent.choices = [SelectChoice(extent.value, words) for extent, words in choices.items()]
        self.language.choices = [SelectChoice(code, name) for code, name in languages.items()]
        for field in (self.extent, self.language):
            field.data = field.data or field.choices[0].value


@blueprint.get("/organisations/<organisation_id>/report")
@guarded(Permission.SEE_RESULT)
def organisation_report(organisation_id: str) -> str:  # noqa: ARG001 - the guard has used it
    """Ask which report is wanted."""
    members = joint.members_of(g.place)
    form = _form(members)
    if form is not None:
        form.with_drafts.data = all(member.is_draft for member in members)
    return _asked(form, members)


@blueprint.post("/organisations/<organisation_id>/report")
@guarded(Permission.SEE_RESULT)
def request_organisation_report(organisation_id: str) -> ResponseReturnValue:
    """Ask the worker for the report and go to where it can be watched."""
    members = joint.members_of(g.place)
    form = _form(members)
    if form is None:
        abort(404)
    is_empty = not form.with_drafts.data and all(member.is_draft for member in members)
    if not form.validate_on_submit() or is_empty:
        if is_empty:
            form.form_errors.append(gettext("Nothing has been submitted yet: include drafts, or submit first."))
        return _asked(form, members), 422
    wish = JointWish(Extent(form.extent.data), form.language.data, form.with_drafts.data, form.with_answers.data)
    if wish.is_too_large(sum(wish.with_drafts or not member.is_draft for member in members)):
        form.extent.errors = [too_large(joint.most_chapters(wish.language))]
        return _asked(form, members), 422
    try:
        key = joint.request_joint(g.place, wish, guards.who().id, guards.now())
    except NotFound:
        abort(404)
    return redirect(url_for("respondent.organisation_report_progress", organisation_id=organisation_id, key=key), 303)


@blueprint.get("/organisations/<organisation_id>/report/<key>")
@guarded(Permission.SEE_RESULT)
def organisation_report_progress(organisation_id: str, key: str) -> ResponseReturnValue:
    """Show how far the report is, and where to download it."""
    urls = {
        "file": url_for("respondent.download_organisation_report", organisation_id=organisation_id, key=key),
        "form": url_for("respondent.organisation_report", organisation_id=organisation_id),
    }
    return waiting_page(key, urls)


@blueprint.get("/organisations/<organisation_id>/report/<key>/file")
@guarded(Permission.SEE_RESULT)
def download_organisation_report(organisation_id: str, key: str) -> Response:  # noqa: ARG001 - the guard has used it
    """Send a report that was made."""
    return sent(key)


def _form(members: list[joint.Member]) -> JointForm | None:
    if not members:
        return None
    form = JointForm()
    form.offer(language.named(joint.languages_of(members)), len(members))
    return form


def too_large(most: int) -> str:
    """Say when chapters would make one file too large."""
    text = gettext(
        "With more than %(number)s systems, chapters would make the PDF too large: choose files.", number=most
    )
    return str(text)


def _asked(form: JointForm | None, members: list[joint.Member]) -> str:
    further = [member.place.assessment for member in members if member.is_further and member.place.assessment]
    code = language.content_language()
    titles = {one.id: assessments.questionnaire_of(one.questionnaire, one.version, code).title for one in further}
    return render_template(
        "respondent/organisation_report.html", form=form, members=members, titles=titles,
        too_large=too_large(joint.MOST_CHAPTERS) if len(members) > joint.MOST_CHAPTERS else "",
        asked=consenting.asked(g.place.organisation.id, Purpose.OWN_REPORT),
    )  # fmt: skip
