"""Where a person was mentioned, and what of it is new to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment import storage
from assessment.domain.access import Permission, Role, Scope, may
from assessment.services import questions
from assessment.services.questionnaires import show_questionnaire
from assessment.storage import comments, db, places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.domain.questionnaire import Question
    from assessment.services.comments import Remark
    from assessment.storage.tables import Assessment

# More than this nobody reads; the count says "99+" long before.
MOST = 200


@dataclass(frozen=True, slots=True)
class MentionedIn:
    """One comment in which a person is mentioned, with the way there."""

    comment_id: str
    assessment_id: str
    section_id: str
    question_id: str
    question: str
    text: str
    written_by: str
    written_at: datetime
    system: str
    organisation: str
    is_resolved: bool
    is_unread: bool


def mentions_of(person: Person, language: str = "", *, only_unread: bool = False) -> tuple[MentionedIn, ...]:
    """Return where a person is mentioned in sections that they may still see, newest first."""
    rows = comments.mentions_of(db.session, person.id, MOST, only_unread=only_unread)
    found = []
    for mention, comment, assessment, system, organisation, role in rows:
        questionnaire = show_questionnaire(assessment.questionnaire, assessment.version, language)
        question = questionnaire.by_id.get(comment.question_id) or _kept(assessment, comment.question_id, language)
        if question is None or not _sees(person, role, assessment, question.section):
            continue
        found.append(
            MentionedIn(
                comment.id, assessment.id, question.section, question.id, question.text, comment.text,
                comment.written_by, comment.written_at, system.name, organisation.name,
                comment.resolved_at is not None, mention.seen_at is None,
            )
        )  # fmt: skip
    return tuple(found)


def _kept(assessment: Assessment, question_id: str, language: str) -> Question | None:
    """Return a question that a move has left behind."""
    kept = questions.find_kept(assessment, question_id, language)
    return kept.question if kept else None


def _sees(person: Person, role: str, assessment: Assessment, section_id: str) -> bool:
    sections: Sequence[str] = ()
    if role == Role.CONTRIBUTOR.value:
        sections = places.assigned_sections(db.session, assessment.id, person.id)
    return may(person, Permission.SEE_SECTION, Scope(Role(role), frozenset(sections)), section_id)


def unread_mentions(person: Person) -> int:
    """Return in how many comments a person is mentioned without having seen them, 200 at most."""
    return len(mentions_of(person, only_unread=True)) if person.is_signed_in else 0


def see_mentions(person: Person, remarks: Sequence[Remark], at: datetime) -> None:
    """Note that a person has seen these comments. Nothing is written when no mention of them was new."""
    named = [remark.id for remark in remarks if person.id in remark.mentions]
    if not named or not any(one.comment_id in named for one in mentions_of(person, only_unread=True)):
        return
    with storage.transaction() as session:
        comments.see(session, person.id, named, at)


def see_all_mentions(person: Person, at: datetime) -> None:
    """Note that a person has seen everything in which they are mentioned."""
    unread = [one.comment_id for one in mentions_of(person, only_unread=True)]
    if unread:
        with storage.transaction() as session:
            comments.see(session, person.id, unread, at)
