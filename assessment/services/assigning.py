"""Asking members to answer sections, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain import effort, progress
from assessment.domain.access import Permission, Person, Scope, may
from assessment.domain.questionnaire import Depth
from assessment.domain.trail import Event
from assessment.services import guest_links, mail, people
from assessment.services.answers import stored_answers
from assessment.services.places import NotFound
from assessment.services.progress import split
from assessment.services.questionnaires import show_questionnaire
from assessment.storage import acts, db, team

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import datetime

    from assessment.domain.progress import Progress
    from assessment.domain.questionnaire import Question, Questionnaire, Section
    from assessment.services.guest_links import Listed
    from assessment.services.mail import Letter
    from assessment.services.people import Member
    from assessment.storage.tables import Assessment

# A section names at most so many functions that can usually answer it, the most frequent first.
MOST_FUNCTIONS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One section: how much it is, who can usually answer it, who is asked, and how far it is.

    `minutes` are those of all questions that are shown now; `functions` are titles.
    """

    section: Section
    progress: Progress
    minutes: int
    functions: tuple[str, ...]
    members: tuple[Member, ...]
    guests: tuple[Listed, ...]


def parts_of(assessment: Assessment, at: datetime, language: str = "") -> tuple[Part, ...]:
    """Return the sections of an assessment with who is asked; a guest whose link is closed is not asked any more."""
    questionnaire = show_questionnaire(assessment.questionnaire, assessment.version, language)
    given, drafts = split(stored_answers(assessment.id).values())
    far = progress.by_section(questionnaire, given, Depth(assessment.depth), drafts)
    members = people.members_of(assessment.organisation_id)
    asked = {(section, account) for section, account in team.asked(db.session, assessment.id)}
    guests = [link for link in guest_links.links_of(assessment.id, at) if link.is_open]
    return tuple(
        Part(
            questionnaire.section_by_id[id_],
            one,
            effort.total(_shown(questionnaire, one)),
            _functions(questionnaire, _shown(questionnaire, one)),
            tuple(member for member in members if (id_, member.id) in asked),
            tuple(link for link in guests if link.section_id == id_),
        )
        for id_, one in far.items()
    )


def _shown(questionnaire: Questionnaire, part: Progress) -> list[Question]:
    ids = (*part.answered, *part.dont_know, *part.not_applicable, *part.open)
    return [questionnaire.by_id[id_] for id_ in ids]


def _functions(questionnaire: Questionnaire, questions: Iterable[Question]) -> tuple[str, ...]:
    titles = {function.id: function.title for function in questionnaire.functions}
    named = [function for question in questions for function in question.answered_by]
    ranked = sorted(dict.fromkeys(named), key=lambda function: -named.count(function))
    return tuple(titles[function] for function in ranked[:MOST_FUNCTIONS])


def members_to_ask(organisation_id: str) -> tuple[Member, ...]:
    """Return the members whose role lets them answer a section they are asked for, by name."""
    section = "any"
    return tuple(
        member
        for member in people.members_of(organisation_id)
        if may(Person(member.id), Permission.ANSWER, Scope(member.role, frozenset({section})), section)
    )


def ask_members(
    place: tuple[Assessment, str], accounts: Collection[str], by: Person, at: datetime, letter: Callable[[str], Letter]
) -> tuple[Member, ...]:
    """Ask members to answer a section, `place` being (assessment, section); return those who were not asked before.

    Each of them gets a mail, which `letter` writes in their language, except whoever asks themselves. Ids of others
    than members who can answer are passed over.
    """
    assessment, section_id = place
    wanted = [member for member in members_to_ask(assessment.organisation_id) if member.id in accounts]
    with acts.act(Event.SECTION_ASSIGNED, by=by.id, at=at, subject=assessment.id) as done:
        before = {account for section, account in team.asked(done.session, assessment.id) if section == section_id}
        fresh = tuple(member for member in wanted if member.id not in before)
        team.ask(done.session, (assessment.id, section_id), [member.id for member in fresh], by.id, at)
        for member in fresh:
            if member.id != by.id:
                mail.post(done.session, "section", member.email, letter(member.language), at)
        done.content.update(section=section_id, accounts=sorted(member.id for member in fresh))
        done.is_void = not fresh
    return fresh


def release_member(where: tuple[str, str], account: str, by: Person, at: datetime) -> None:
    """Take back that a member is asked, `where` being (assessment, section); answers given stay. Raises NotFound."""
    with acts.act(Event.SECTION_UNASSIGNED, by=by.id, at=at, subject=where[0]) as done:
        if not team.release(done.session, where, account):
            raise NotFound
        done.content.update(section=where[1], account=account)
