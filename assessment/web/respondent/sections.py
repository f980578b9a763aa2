"""The section page: where people answer, and what its script asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, g, get_flashed_messages, jsonify, request, session
from flask_wtf.csrf import generate_csrf

from assessment.domain.access import Permission
from assessment.domain.questionnaire import Depth
from assessment.domain.scorecard import Status
from assessment.domain.states import AssessmentState
from assessment.services import sections
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.web import language
from assessment.web.guards import allows, guarded, who
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.compiled import Key
from assessment.web.respondent.filling import fill_page, standing
from assessment.web.sessions import ServerSession

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue

    from assessment.domain.parts import Part
    from assessment.domain.questionnaire import Section
    from assessment.services.sections import Asked, Filled

SECTION = "/assessments/<assessment_id>/sections/<section_id>"


def find_asked(section_id: str) -> Asked:
    """Return the section of the present assessment in the reader's language; 404 when nothing is asked in it."""
    try:
        return sections.find_section(g.place.assessment, section_id, language.content_language())
    except NotFound:
        abort(404)


def can_answer(section_id: str) -> bool:
    """Whether who asks can change answers here and now."""
    return AssessmentState(g.place.assessment.state).is_open and allows(Permission.ANSWER, section_id)


@blueprint.get(SECTION)
@guarded(Permission.SEE_SECTION)
def section(assessment_id: str, section_id: str) -> str:
    """Show the questions of a section with their answers."""
    asked, place = find_asked(section_id), g.place
    filled = sections.read_section(assessment_id, Depth(place.assessment.depth), asked.part)
    filled = sections.read_everything_beside(assessment_id, filled, asked.part)
    said: dict[str, str] = dict(get_flashed_messages(with_categories=True))  # type: ignore[arg-type] # pairs
    done, of = count_answered(filled, asked.part)
    frame = {
        "assessment": assessment_id,
        "organisation": place.organisation.id,
        "organisationname": place.organisation.name,
        "system": place.system.name,
        "person": who().name or who().email,
        "path": request.path,
        "csrf": generate_csrf(),
        "save": new_id(),
        "done": done,
        "of": of,
        "receipt": " ".join(text for kind, text in said.items() if kind != "undo"),
        "undo": said.get("undo", ""),
        "queue": _queue_key(),
    }
    return fill_page(_key(asked, has_undo="undo" in said), asked, filled, frame)


def _key(asked: Asked, *, has_undo: bool) -> Key:
    place, person = g.place, who()
    return Key(
        fingerprint=asked.questionnaire.fingerprint,
        spoken=asked.questionnaire.language,
        shown_in=language.chosen(),
        depth=place.assessment.depth,
        section=asked.section.id,
        editable=can_answer(asked.section.id),
        is_open=AssessmentState(place.assessment.state).is_open,
        has_undo=has_undo,
        role=place.scope.role,
        offices=person.offices,
        neighbours=(_may_see(asked.before), _may_see(asked.after)),
        is_demo=place.organisation.is_demo,
    )


def _may_see(section: Section | None) -> bool:
    return section is not None and allows(Permission.SEE_SECTION, section.id)


@blueprint.get(f"{SECTION}/state")
@guarded(Permission.ANSWER)
def section_state(assessment_id: str, section_id: str) -> ResponseReturnValue:
    """Tell a page that lay open what is stored now, and give it a token of the present session."""
    asked = find_asked(section_id)
    filled = sections.read_section(assessment_id, Depth(g.place.assessment.depth), asked.part)
    return jsonify(
        csrf_token=generate_csrf(),
        queue_key=_queue_key(),
        is_open=can_answer(section_id),
        answers=describe(asked, filled, asked.part.questions),
        **what_is_asked(asked, filled),
    )


def count_answered(filled: Filled, part: Part) -> tuple[int, int]:
    """Return how many of the questions that are asked now have an answer, and how many are asked."""
    shown = filled.shown(part)
    return sum(filled.standing[question].status is not Status.OPEN for question in shown), len(shown)


def describe(asked: Asked, filled: Filled, questions: Iterable[str]) -> dict[str, dict[str, object]]:
    """Return the version and the standing (HTML) of questions, for the script."""
    return {
        id_: {
            "version": filled.held[id_].version if id_ in filled.held else 0,
            "standing": standing(asked.part.questions[id_], filled.held.get(id_)),
        }
        for id_ in questions
    }


def what_is_asked(asked: Asked, filled: Filled) -> dict[str, object]:
    """Return which questions are asked now, and which options of them are not on offer."""
    shown, standing_of, questions = filled.shown(asked.part), filled.standing, asked.part.questions
    hidden = {
        id_: [option.id for option in questions[id_].options if option.id not in standing_of[id_].options]
        for id_ in shown
        if len(standing_of[id_].options) != len(questions[id_].options)
    }
    return {
        "shown": shown,
        "hidden_options": hidden,
    }


def _queue_key() -> str:
    """Return the key that encrypts unsent answers in this person's browser; guests have none, and so no queue."""
    return session.queue_key if isinstance(session, ServerSession) else ""
