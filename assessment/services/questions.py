"""Looking at one question of an assessment: what is asked and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.services.answers import Stored, stored_answers
from assessment.services.places import NotFound
from assessment.services.questionnaires import show_questionnaire
from assessment.storage import db, moves

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Question, Questionnaire, Section
    from assessment.storage.tables import Assessment


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A section of the questionnaire that the assessment is pinned to."""

    questionnaire: Questionnaire
    section: Section


@dataclass(frozen=True, slots=True)
class Looked(LookedAt):
    """A question in its section."""

    question: Question


def find_question(assessment: Assessment, section_id: str, question_id: str, language: str = "") -> Looked:
    """Return a question; raise NotFound unless it is asked in this section at the assessment's depth."""
    looked = find_section(assessment, section_id, language)
    question = looked.questionnaire.by_id.get(question_id)
    if question is None or question.section != section_id or question.depth > assessment.depth:
        raise NotFound
    return Looked(looked.questionnaire, looked.section, question)


def find_section(assessment: Assessment, section_id: str, language: str = "") -> LookedAt:
    """Return a section; raise NotFound unless something is asked in it at the assessment's depth."""
    questionnaire = show_questionnaire(assessment.questionnaire, assessment.version, language)
    section = questionnaire.section_by_id.get(section_id)
    asked = any(q.section == section_id and q.depth <= assessment.depth for q in questionnaire.questions)
    if section is None or not asked:
        raise NotFound
    return LookedAt(questionnaire, section)


def find_kept(assessment: Assessment, question_id: str, language: str = "") -> Looked | None:
    """Return a question that only a version asks which the assessment had before or after a move; None without one.

    Its answer, comments and evidence are kept: they are read, and not changed.
    """
    present = show_questionnaire(assessment.questionnaire, assessment.version)
    if question_id in present.by_id:
        return None
    for move in moves.of_assessment(db.session, assessment.id):
        for version in (move.before_version, move.after_version):
            other = show_questionnaire(assessment.questionnaire, version, language)
            question = other.by_id.get(question_id)
            if question is not None:
                return Looked(other, other.section_by_id[question.section], question)
    return None


def answer_to(assessment_id: str, question_id: str) -> Stored | None:
    """Return what a question holds; None when it was never answered."""
    return stored_answers(assessment_id, [question_id]).get(question_id)
