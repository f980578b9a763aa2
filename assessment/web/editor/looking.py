"""Looking at a draft: what changes against another version, and how respondents will see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, jsonify, render_template, request

from assessment.content.errors import ContentError
from assessment.domain.access import Permission
from assessment.domain.beside import beside, by_thing
from assessment.domain.consequences import changes
from assessment.domain.drafts import least_change
from assessment.domain.marks import plain
from assessment.domain.parts import parts_of
from assessment.domain.questionnaire import Depth
from assessment.services import questionnaires
from assessment.services.drafting import making
from assessment.web.editor import difference_values, difference_words
from assessment.web.editor.blueprint import blueprint, found
from assessment.web.editor.previewing import previewed, tried, waiting_words
from assessment.web.guards import guarded
from assessment.web.operator.paging import part_of
from assessment.web.respondent.sections import what_is_asked
from assessment.web.respondent.unsaved import wants_json

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.domain.questionnaire import Questionnaire
    from assessment.services.drafting.reading import Whole

_ON_A_PAGE = 40


@blueprint.get("/drafts/<draft_id>/differences")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def differences(draft_id: str) -> str:
    """Say in words what changes against another version, and what that means for answers."""
    whole = found(draft_id)
    drafted = _drafted(whole)
    versions = sorted(making.taken(whole.row.questionnaire) - {whole.row.version})
    chosen = request.args.get("from", "") or whole.row.base
    old = _other(whole, chosen) if chosen in versions else None
    page = part_of(changes(old, drafted) if old else (), _ON_A_PAGE)
    return render_template(
        "editor/differences.html", whole=whole, versions=versions, chosen=chosen, plain=plain, words=difference_words,
        page=page, least=least_change(old, drafted) if old else None, old=old,
        said=whole.about.content.get("change", ""), lines=difference_values.lines, new=drafted,
        beside=by_thing(beside(old, drafted)) if old and page.is_last else (),
    )  # fmt: skip


@blueprint.get("/drafts/<draft_id>/preview")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def preview(draft_id: str) -> str:
    """Show the first section as respondents will see it."""
    whole = found(draft_id)
    sections = list(parts_of(_drafted(whole), Depth.FULL))
    if not sections:
        return render_template("editor/preview.html", whole=whole, tried=None, sections=[])
    return _preview(whole, sections[0])


@blueprint.get("/drafts/<draft_id>/preview/<section>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def preview_section(draft_id: str, section: str) -> str:
    """Show a section as respondents will see it before they have answered anything, or with all its questions."""
    return _preview(found(draft_id), section)


@blueprint.post("/drafts/<draft_id>/preview/<section>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def try_section(draft_id: str, section: str) -> ResponseReturnValue:
    """Show a section as respondents will see it after these answers; nothing of them is kept."""
    whole = found(draft_id)
    if wants_json():
        done = tried(_drafted(whole), section)
        return jsonify(waiting=waiting_words(done.waiting), **what_is_asked(done.asked, done.filled))
    return _preview(whole, section)


def _preview(whole: Whole, section: str) -> str:
    drafted = _drafted(whole)
    done, everything = tried(drafted, section), "all" in request.args
    return render_template(
        "editor/preview.html", whole=whole, tried=done, everything=everything, waiting=waiting_words(done.waiting),
        questions=previewed(drafted, section)[1] if everything else done.questions,
        sections=[drafted.section_by_id[id_] for id_ in done.asked.sections],
    )  # fmt: skip


def _drafted(whole: Whole) -> Questionnaire:
    drafted = whole.judged.questionnaire
    if drafted is None:
        abort(404)
    return drafted


def _other(whole: Whole, version: str) -> Questionnaire | None:
    try:
        return questionnaires.show_questionnaire(whole.row.questionnaire, version)
    except ContentError:
        return None
