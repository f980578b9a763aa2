"""Holding a workshop: opening it, what is on its screen, agreeing on answers, ending it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assessment.content import files, languages
from assessment.domain import workshops as together
from assessment.domain.answer_json import from_text
from assessment.domain.questionnaire import Depth
from assessment.domain.states import AssessmentState
from assessment.domain.statuses import statuses
from assessment.domain.trail import Event
from assessment.services import answering, answers, progress
from assessment.services.answering import Save
from assessment.services.identifiers import hashed, new_code, new_id
from assessment.services.places import NotFound
from assessment.services.rounds import reach
from assessment.storage import acts, db, workshops

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.access import Person
    from assessment.domain.answers import Answer
    from assessment.domain.questionnaire import Question, Questionnaire
    from assessment.domain.workshops import Count
    from assessment.services.answering import Result
    from assessment.services.rounds.reach import Found
    from assessment.storage.tables import Assessment, Workshop

LASTS = timedelta(hours=12)
ORIGIN = "workshop"


class NotShared(Exception):
    """The organisation has not agreed that its facilitator sees its answers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An assessment that a workshop can be about; `is_open` tells whether it can be answered now."""

    id: str
    system: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Room:
    """What a workshop can be held about, whether the organisation agrees to it, and those that were held."""

    found: Found
    is_shared: bool
    choices: tuple[Choice, ...]
    held: tuple[Workshop, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A new workshop with the code that lets people vote; it is told once and kept only as a digest."""

    id: str
    code: str


@dataclass(frozen=True, slots=True)
class Screen:
    """What is on the projector: one question, its place among those that are asked, the votes and what was agreed.

    `counts` are empty while people vote: nobody is to be led by the others.
    """

    workshop: Workshop
    found: Found
    questionnaire: Questionnaire
    question: Question
    section: str
    position: int
    total: int
    before: str
    after: str
    answer: Answer | None
    version: int
    voters: int
    counts: tuple[Count, ...]
    leading: Answer | None
    dissent: str
    is_voting: bool
    agreed: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a workshop agrees on one question: `base` is the version of the answer that its page showed."""

    question: str
    base: int
    answer: Answer | None
    dissent: str
    save_id: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a workshop came to on one question."""

    question: str
    counts: Mapping[str, int] = field(default_factory=dict)
    dissent: str = ""
    at: datetime | None = None


def enter(person: Person, participant_id: str) -> Room:
    """Return what a workshop with a participant can be about; raise NotFound when it is out of reach."""
    found = reach.find_participant(person, participant_id)
    organisation = found.participant.organisation_id or ""
    rows = workshops.assessments(db.session, organisation, found.round.id) if organisation else []
    is_shared = reach.reads_answers(person, found.participant)
    choices = tuple(
        Choice(row.id, system if is_shared else "", AssessmentState(row.state).is_open) for row, system in rows
    )
    return Room(found, is_shared, choices, tuple(workshops.of_participant(db.session, participant_id)))


def open_workshop(by: Person, participant_id: str, assessment_id: str, at: datetime) -> Opened:
    """Open a workshop about an assessment of a participant; the former one about it ends.

    Raises NotFound for what is out of reach, NotShared without the organisation's consent, and `answering.Closed` when
    its answers cannot be changed now.
    """
    room = enter(by, participant_id)
    if not room.is_shared:
        raise NotShared
    chosen = next((one for one in room.choices if one.id == assessment_id), None)
    if chosen is None:
        raise NotFound
    if not chosen.is_open:
        raise answering.Closed(AssessmentState.SUBMITTED)
    made = Opened(new_id(), new_code())
    with acts.act(Event.WORKSHOP_OPENED, by=by.id, at=at, subject=assessment_id) as done:
        for former in workshops.of_assessment(done.session, assessment_id):
            workshops.change(done.session, former.id, {"ended_at": at, "is_voting": False})
        workshops.add(
            done.session,
            {
                "id": made.id, "participant_id": participant_id, "assessment_id": assessment_id,
                "code_hash": hashed(made.code), "question_id": "", "is_voting": False, "created_by": by.id,
                "created_at": at, "expires_at": at + LASTS,
            },
        )  # fmt: skip
        done.content["workshop"] = made.id
    return made


def find(person: Person, workshop_id: str, at: datetime) -> tuple[Workshop, Found, Assessment]:
    """Return a workshop that goes on, within reach of the person and still agreed to; raise NotFound otherwise."""
    row = workshops.find(db.session, workshop_id)
    if row is None or row.ended_at is not None or row.expires_at <= at:
        raise NotFound
    room = enter(person, row.participant_id)
    rows = workshops.assessments(db.session, room.found.participant.organisation_id or "", room.found.round.id)
    assessment = next((one for one, _ in rows if one.id == row.assessment_id), None)
    if assessment is None or not room.is_shared:
        raise NotFound
    return row, room.found, assessment


def show_screen(person: Person, workshop_id: str, question_id: str, language: str, at: datetime) -> Screen:
    """Return what the projector shows of a question; without one, the first that has no answer yet."""
    row, found, assessment = find(person, workshop_id, at)
    questionnaire = _questionnaire(assessment, language)
    asked, stored = asked_now(questionnaire, assessment)
    ids = [question.id for question in asked]
    wanted = question_id or row.question_id or next((id_ for id_ in ids if id_ not in stored), ids[0])
    if wanted not in ids:
        raise NotFound
    place = ids.index(wanted)
    question = asked[place]
    outcomes = workshops.outcomes(db.session, workshop_id)
    given = [from_text(choice) for _, choice in workshops.votes(db.session, workshop_id, wanted)]
    votes = [vote for vote in given if vote is not None]
    is_voting = row.is_voting and row.question_id == wanted
    answer = stored.get(wanted)
    return Screen(
        row, found, questionnaire, question, _section(questionnaire, question), place + 1, len(ids),
        ids[place - 1] if place else "", ids[place + 1] if place + 1 < len(ids) else "",
        answer.answer if answer else None, answer.version if answer else 0, len(votes),
        () if is_voting or not votes else together.tally(question, votes),
        None if is_voting else together.leading(question, votes),
        outcomes[wanted].dissent if wanted in outcomes else "", is_voting, len(outcomes),
    )  # fmt: skip


def asked_now(questionnaire: Questionnaire, assessment: Assessment) -> tuple[list[Question], dict[str, answers.Stored]]:
    """Return the questions that are asked now, in order, and what is stored about them."""
    stored = answers.stored_answers(assessment.id)
    given, _ = progress.split(stored.values())
    depth = Depth(assessment.depth)
    standing = statuses(questionnaire, given, depth)
    return [one for one in questionnaire.at_depth(depth) if one.id in standing and standing[one.id].shown], stored


def agree(person: Person, workshop_id: str, agreement: Agreement, at: datetime) -> Result:
    """Store the agreed answer as anybody's answer is stored, then the counted votes and the dissent beside it.

    A conflict with what somebody saved meanwhile is returned, and nothing else is written then. Raises NotFound, and
    what `answering.save_answers` raises.
    """
    row, _, assessment = find(person, workshop_id, at)
    saves = [Save(agreement.question, agreement.base, agreement.answer)]
    result = answering.save_answers(
        assessment.id, saves, by=person.id, at=at, save_id=agreement.save_id, origin=ORIGIN,
        language=agreement.language,
    )[0]  # fmt: skip
    if result.outcome in {answering.Outcome.CONFLICT, answering.Outcome.TOO_LONG}:
        return result
    question = files.load(assessment.questionnaire, assessment.version).by_id[agreement.question]
    given = [from_text(choice) for _, choice in workshops.votes(db.session, workshop_id, agreement.question)]
    counts = together.tally(question, [vote for vote in given if vote is not None])
    with acts.act(Event.WORKSHOP_AGREED, by=person.id, at=at, subject=assessment.id) as done:
        workshops.agree(
            done.session,
            {
                "workshop_id": row.id, "question_id": agreement.question, "dissent": agreement.dissent,
                "votes": json.dumps({f"{one.row}/{one.option}".lstrip("/"): one.votes for one in counts}),
                "agreed_by": person.id, "agreed_at": at,
            },
        )  # fmt: skip
        workshops.change(done.session, row.id, {"is_voting": False})
        done.content |= {"workshop": row.id, "question": agreement.question}
    return result


def end_workshop(by: Person, workshop_id: str, at: datetime) -> str:
    """End a workshop: its code works no more, and single votes are forgotten; return the participant's id."""
    row, _, assessment = find(by, workshop_id, at)
    with acts.act(Event.WORKSHOP_ENDED, by=by.id, at=at, subject=assessment.id) as done:
        workshops.change(done.session, row.id, {"ended_at": at, "is_voting": False})
        workshops.forget_votes(done.session, row.id)
        done.content["workshop"] = row.id
    return row.participant_id


def record(assessment_id: str) -> tuple[tuple[Workshop, tuple[Recorded, ...]], ...]:
    """Return what the workshops about an assessment came to, the newest first; for the organisation itself."""
    return tuple((row, _recorded(row.id)) for row in workshops.of_assessment(db.session, assessment_id))


def _recorded(workshop_id: str) -> tuple[Recorded, ...]:
    found = workshops.outcomes(db.session, workshop_id)
    rows = sorted(found.items(), key=lambda item: item[1].agreed_at)
    return tuple(Recorded(question, json.loads(one.votes), one.dissent, one.agreed_at) for question, one in rows)


def _questionnaire(assessment: Assessment, language: str) -> Questionnaire:
    return languages.shown(assessment.questionnaire, assessment.version, language)


def _section(questionnaire: Questionnaire, question: Question) -> str:
    return next(section.title for section in questionnaire.sections if section.id == question.section)
