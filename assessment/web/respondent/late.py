"""What was typed on a page of another version, while the assessment went on with a newer one or back.

What both versions ask alike is saved as ever. The rest cannot be: its question is another one by now, or gone. It is
shown as it was typed, as long as it is not what was stored already.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, flash, g, jsonify, redirect, render_template, url_for
from flask_babel import gettext, ngettext

from assessment.domain.crosswalk import Carries
from assessment.domain.marks import plain
from assessment.domain.questionnaire import Depth
from assessment.services import answering, assessments, questionnaires, sections, successions
from assessment.services.answering import Outcome
from assessment.services.places import NotFound
from assessment.web import language
from assessment.web.guards import now, who
from assessment.web.respondent import posted
from assessment.web.respondent.unsaved import show_closed, wants_json
from assessment.web.saying import in_words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.answering import Save
    from assessment.services.sections import Asked

_DONE = frozenset({Outcome.SAVED, Outcome.UNCHANGED})


def save_late(section_id: str, edition: str, version: str) -> ResponseReturnValue | None:
    """Save what a page of the version `edition` sent and the present `version` still asks; show the rest.

    Returns None when everything that was sent is asked alike: then it can be saved as ever.
    """
    row, asked = g.place.assessment, asked_in(section_id, edition)
    saves = posted.saves(asked)
    alike = _alike(row.questionnaire, (edition, version), section_id)
    apart = [save for save in saves if save.question not in alike]
    if not apart:
        return None
    rest = answering.touched(row.id, apart)
    if wants_json():
        message = gettext(
            "Not saved: the assessment goes on with version %(version)s. Press “Save” to see what you typed.",
            version=version,
        )
        return jsonify(error="closed", message=message), HTTPStatus.CONFLICT
    same = [save for save in saves if save.question in alike]
    try:
        results = answering.save_answers(
            row.id, same, by=who().id, at=now(), save_id=posted.save_id(), version=version,
            language=language.content_language(),
        ) if same else ()  # fmt: skip
    except answering.Closed:
        return show_closed(asked, [(asked.part.questions[save.question], save.answer) for save in [*same, *rest]])
    held = {result.question for result in results if result.outcome not in _DONE}
    rest = [*rest, *(save for save in same if save.question in held)]
    saved = sum(result.outcome is Outcome.SAVED for result in results)
    if not rest:
        flash(ngettext("%(num)d answer saved.", "%(num)d answers saved.", saved), "receipt")
        return redirect(_onward(section_id, version), HTTPStatus.SEE_OTHER)
    return _show(asked, rest, saved, _onward(section_id, version)), HTTPStatus.CONFLICT


def asked_in(section_id: str, edition: str) -> Asked:
    """Return a section as a version of the present assessment's questionnaire asks it; 404 when it asks nothing."""
    row = g.place.assessment
    try:
        questionnaire = assessments.questionnaire_of(row.questionnaire, edition, language.content_language())
        return sections.section_of(questionnaire, Depth(row.depth), section_id)
    except questionnaires.NOT_FOUND:
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    except NotFound:
        abort(HTTPStatus.NOT_FOUND)


def _alike(questionnaire: str, versions: tuple[str, str], section_id: str) -> set[str]:
    """Return the questions of a section that both versions ask alike, under one id, in this section."""
    one, other = versions
    way = successions.succession(questionnaire, one, other) or successions.succession(questionnaire, other, one)
    if way is None:
        return set()
    links = [link for link in way.links if link.old == link.new and link.carries is Carries.ANSWER]
    inside = [link.new for link in links if way.old.by_id[link.old].section == way.new.by_id[link.new].section]
    return {id_ for id_ in inside if way.new.by_id[id_].section == section_id}


def _onward(section_id: str, version: str) -> str:
    row = g.place.assessment
    present = assessments.questionnaire_of(row.questionnaire, version, "")
    if section_id in present.section_by_id:
        return url_for("respondent.section", assessment_id=row.id, section_id=section_id)
    return url_for("respondent.assessment", assessment_id=row.id)


def _show(asked: Asked, rest: list[Save], saved: int, onward: str) -> str:
    typed = [(asked.part.questions[save.question], save.answer) for save in rest]
    return render_template(
        "respondent/late.html",
        words=[(question, in_words(question, answer)) for question, answer in typed],
        saved=saved,
        onward=onward,
        version=asked.questionnaire.version,
        plain=plain,
    )
