"""Comments on questions: writing, changing, resolving, and telling those whom they mention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from assessment.domain.access import Permission
from assessment.domain.trail import Event
from assessment.services import mail, people
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.services.questionnaires import show_questionnaire
from assessment.storage import acts, comments, db, places

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.services.mail import Letter
    from assessment.services.people import Member
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Comment

# A comment can be mended for so long; after that others may have relied on its words.
EDITABLE = timedelta(minutes=15)
LONGEST = 5_000


class TooLate(Exception):
    """The comment can no longer be edited; it can still be deleted."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment. `written_by` and `resolved_by` are accounts or guests' links; `mentions` are accounts."""

    id: str
    question_id: str
    text: str
    is_return: bool
    written_by: str
    written_at: datetime
    edited_at: datetime | None
    resolved_by: str
    resolved_at: datetime | None
    mentions: tuple[str, ...] = ()

    def can_be_edited(self, by: str, at: datetime) -> bool:
        """Whether this person may still change the words."""
        return self.written_by == by and at - self.written_at < EDITABLE


def comments_of(assessment_id: str, question_id: str) -> tuple[Remark, ...]:
    """Return the comments on a question, oldest first."""
    rows = comments.of_question(db.session, assessment_id, question_id)
    named: dict[str, tuple[str, ...]] = {}
    if rows:
        for comment, account in comments.mentioned(db.session, [row.id for row in rows]):
            named[comment] = (*named.get(comment, ()), account)
    return tuple(_remark(row, named.get(row.id, ())) for row in rows)


def find_comment(assessment_id: str, question_id: str, id_: str) -> Remark:
    """Return one comment; raise NotFound when it belongs elsewhere or was deleted."""
    return _remark(_find(db.session, (assessment_id, question_id), id_))


def open_remarks(assessment_id: str) -> tuple[Remark, ...]:
    """Return the reviewer's remarks that nobody has dealt with yet, oldest first."""
    return tuple(_remark(row) for row in comments.open_remarks(db.session, assessment_id))


def _remark(row: Comment, mentions: tuple[str, ...] = ()) -> Remark:
    return Remark(
        row.id, row.question_id, row.text, row.is_return, row.written_by, row.written_at, row.edited_at,
        row.resolved_by, row.resolved_at, mentions,
    )  # fmt: skip


def members_to_mention(assessment_id: str, question_id: str, but: str = "") -> tuple[Member, ...]:
    """Return the members who see the section of a question, by name, without the one who writes."""
    return _members(db.session, assessment_id, question_id, but)


def _members(session: DatabaseSession, assessment_id: str, question_id: str, but: str) -> tuple[Member, ...]:
    found = places.assessment(session, assessment_id, "")
    if found is None:
        raise NotFound
    assessment = found[0]
    question = show_questionnaire(assessment.questionnaire, assessment.version).by_id.get(question_id)
    if question is None:
        raise NotFound
    section = (assessment_id, question.section)
    members = people.members_who_may(Permission.SEE_SECTION, assessment.organisation_id, section, session)
    return tuple(member for member in members if member.id != but)


def add_comment(  # noqa: PLR0913, PLR0917 - one sentence with many parts; reviews and pages call it alike
    assessment_id: str,
    question_id: str,
    text: str,
    by: Person,
    at: datetime,
    mentions: Collection[str] = (),
    *,
    is_return: bool = False,
    letter: Callable[[str], Letter] | None = None,
) -> str:
    """Write a comment and mention members who may see it; return its id.

    Ids of others among `mentions` are passed over; who stands in the text as "@name" is mentioned too. Each gets one
    mail, if `letter` gives its words by language. Raises ValueError for a text that is empty or too long.
    """
    words = text.strip()
    if not 0 < len(words) <= LONGEST:
        raise ValueError(f"A comment has 1 to {LONGEST} characters.")
    named = _named(_members(db.session, assessment_id, question_id, by.id), words, mentions)
    id_ = new_id()
    values = {
        "id": id_, "assessment_id": assessment_id, "question_id": question_id, "text": words, "is_return": is_return,
        "written_by": by.id, "written_at": at,
    }  # fmt: skip
    with acts.act(Event.COMMENTED, by=by.id, at=at, subject=assessment_id) as done:
        comments.add(done.session, values, [member.id for member in named])
        for member in named:
            if letter is None:
                break
            mail.post(done.session, "mention", member.email, letter(member.language), at)
        done.content.update(question=question_id, comment=id_, mentions=sorted(member.id for member in named))
    return id_


def _named(members: tuple[Member, ...], text: str, chosen: Collection[str]) -> tuple[Member, ...]:
    said = text.casefold()
    return tuple(m for m in members if m.id in chosen or f"@{m.name.casefold()}" in said)


def edit_comment(where: tuple[str, str], id_: str, text: str, by: Person, at: datetime) -> None:
    """Mend the words of one's own comment; `where` is (assessment, question). Raises NotFound or TooLate."""
    words = text.strip()
    if not 0 < len(words) <= LONGEST:
        raise ValueError(f"A comment has 1 to {LONGEST} characters.")
    with acts.act(Event.COMMENT_CHANGED, by=by.id, at=at, subject=where[0]) as done:
        found = _own(done.session, where, id_, by)
        if at - found.written_at >= EDITABLE:
            raise TooLate
        done.is_void = found.text == words
        comments.change(done.session, id_, {"text": words, "edited_at": at})
        done.content.update(question=where[1], comment=id_, change="edited")


def delete_comment(where: tuple[str, str], id_: str, by: Person, at: datetime) -> None:
    """Delete one's own comment with its words. Raises NotFound."""
    with acts.act(Event.COMMENT_CHANGED, by=by.id, at=at, subject=where[0]) as done:
        _own(done.session, where, id_, by)
        comments.change(done.session, id_, {"text": "", "deleted_at": at})
        done.content.update(question=where[1], comment=id_, change="deleted")


def resolve_comment(where: tuple[str, str], id_: str, by: Person, at: datetime, *, undo: bool = False) -> None:
    """Mark a comment as dealt with, or as open again. Raises NotFound."""
    with acts.act(Event.COMMENT_CHANGED, by=by.id, at=at, subject=where[0]) as done:
        found = _find(done.session, where, id_)
        done.is_void = (found.resolved_at is None) is undo
        comments.change(done.session, id_, {"resolved_by": "" if undo else by.id, "resolved_at": None if undo else at})
        done.content.update(question=where[1], comment=id_, change="reopened" if undo else "resolved")


def _find(session: DatabaseSession, where: tuple[str, str], id_: str) -> Comment:
    found = comments.find(session, *where, id_)
    if found is None:
        raise NotFound
    return found


def _own(session: DatabaseSession, where: tuple[str, str], id_: str, by: Person) -> Comment:
    found = _find(session, where, id_)
    if found.written_by != by.id:
        raise NotFound
    return found
