"""Pages for everybody: what this is, the requirements, the questionnaires and the scoring method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from assessment.domain import marks
from assessment.domain.questionnaire import SectionKind
from assessment.domain.wording import sentence
from assessment.services import assessments, method, questionnaires, version_changes, version_ends
from assessment.web import addresses, cookies, language, texts
from assessment.web.guards import now, public

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from assessment.domain.questionnaire import Questionnaire, Section

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
@public
def home() -> str:
    """Say what this is and where to go."""
    current = _current()
    return render_template(
        "public/home.html",
        requirements=_requirements(current),
        questionnaires=assessments.newest_of_each(assessments.offered()),
        current=current,
    )


@blueprint.get("/requirements")
@public
def requirements() -> str:
    """Explain the seven requirements."""
    current = _current()
    return render_template("public/requirements.html", requirements=_requirements(current), current=current)


@blueprint.get("/questionnaires")
@public
def questionnaire_list() -> str:
    """List the published questionnaires in their newest versions, and the older ones below."""
    offered = assessments.offered()
    newest = assessments.newest_of_each(offered)
    older = [listed for listed in offered if listed not in newest]
    return render_template("public/questionnaires.html", questionnaires=newest, older=older)


@blueprint.get("/questionnaires/<questionnaire_id>/<version>")
@public
def questionnaire(questionnaire_id: str, version: str) -> str:
    """Show what a version consists of."""
    shown = _shown(questionnaire_id, version)
    counts = questionnaires.count_by_section(shown)
    items = questionnaires.items(shown)
    return render_template(
        "public/questionnaire.html",
        questionnaire=shown,
        items=items,
        counts=counts,
        standing=version_ends.standing_of(questionnaire_id, version),
        before=version_changes.version_before(questionnaire_id, version),
        today=now().date(),
        **_translated(shown),
    )


@blueprint.get("/questionnaires/<questionnaire_id>/<version>/<section_id>")
@public
def section(questionnaire_id: str, version: str, section_id: str) -> str:
    """Show every question of one section, as it is asked."""
    shown = _shown(questionnaire_id, version)
    if section_id not in shown.section_by_id:
        abort(404)
    return render_template(
        "public/section.html",
        questionnaire=shown,
        section=shown.section_by_id[section_id],
        plain=marks.plain,
        functions={function.id: function.title for function in shown.functions},
        describe=lambda condition: sentence(condition, shown, gettext),
        **_translated(shown),
    )


@blueprint.get("/questionnaires/<questionnaire_id>/<version>/glossary")
@public
def glossary(questionnaire_id: str, version: str) -> str:
    """Explain the terms of a version and list its sources."""
    shown = _shown(questionnaire_id, version)
    return render_template("public/glossary.html", questionnaire=shown, plain=marks.plain)


@blueprint.get("/method")
@public
def scoring_method() -> str:
    """Show the scoring method, from which anyone can recompute a report."""
    return render_template("public/method.html", page=method.show_method(texts.present().ugettext), written_in="")


@blueprint.get("/language/<code>")
@public
def choose_language(code: str) -> Response:
    """Remember the language of this visit and go back to the page."""
    if code not in language.offered():
        abort(404)
    response = redirect(addresses.within(request.args.get("next", ""), url_for("public.home")))
    cookies.give(response, language.COOKIE, code, 31536000)
    return response


def _shown(questionnaire_id: str, version: str) -> Questionnaire:
    try:
        return questionnaires.show_questionnaire(questionnaire_id, version, language.content_language())
    except questionnaires.NOT_FOUND:
        abort(404)


def _translated(shown: Questionnaire) -> dict[str, object]:
    """Return the original of a translated version, and how far the translation is reviewed."""
    return {"source": questionnaires.original_of(shown), "coverage": questionnaires.coverage_of(shown)}


def _current() -> Questionnaire:
    """Return the newest published ALTAI, whose requirements the pages explain."""
    newest = next(listed.version for listed in assessments.offered() if listed.questionnaire == "altai")
    return questionnaires.show_questionnaire("altai", newest, language.content_language())


def _requirements(current: Questionnaire) -> list[Section]:
    return [section for section in current.sections if section.kind is SectionKind.REQUIREMENT]
