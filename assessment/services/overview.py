"""Where everything stands for one person: organisations, systems, assessments and what to do next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content import files
from assessment.domain import progress
from assessment.domain.access import Permission, Person, Role, Scope, may
from assessment.domain.answer_json import from_text
from assessment.domain.next_step import NextStep, next_step
from assessment.domain.questionnaire import Depth
from assessment.domain.states import AssessmentState
from assessment.storage import db, organisations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from assessment.domain.progress import Progress
    from assessment.storage.tables import Assessment, Organisation, System


@dataclass(frozen=True, slots=True)
class AssessmentCard:
    """One assessment in an overview; `step` is what the person does next with it."""

    id: str
    title: str
    version: str
    depth: Depth
    state: AssessmentState
    due_on: date | None
    changed_at: datetime
    progress: Progress
    step: NextStep
    questionnaire: str = ""

    def is_late(self, today: date) -> bool:
        """Whether its day has passed while it is still being answered."""
        return self.due_on is not None and self.due_on < today and self.state.is_open


@dataclass(frozen=True, slots=True)
class SystemCard:
    """One system with its assessments, newest first."""

    id: str
    name: str
    role: str
    purpose: str
    stage: str
    is_archived: bool
    assessments: tuple[AssessmentCard, ...]


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """One organisation with the person's role in it and its systems; archived systems come last."""

    id: str
    name: str
    role: Role
    systems: tuple[SystemCard, ...]

    @property
    def assessments(self) -> tuple[AssessmentCard, ...]:
        """All assessments of the systems in use."""
        return tuple(one for system in self.systems if not system.is_archived for one in system.assessments)

    @property
    def waiting(self) -> tuple[AssessmentCard, ...]:
        """The assessments in which it is the person's turn."""
        turns = {NextStep.ANSWER, NextStep.SEND, NextStep.MEND, NextStep.DECIDE, NextStep.SUBMIT}
        return tuple(one for one in self.assessments if one.step in turns)


def organisations_of(person: Person) -> tuple[OrganisationCard, ...]:
    """Return the person's organisations; the number of queries does not depend on what there is."""
    found = organisations.of_account(db.session, person.id)
    return _cards(person, [(organisation, Role(role)) for organisation, role in found])


def overview_of(person: Person, organisation: Organisation, role: Role) -> OrganisationCard:
    """Return one organisation."""
    return _cards(person, [(organisation, role)])[0]


def _cards(person: Person, found: Sequence[tuple[Organisation, Role]]) -> tuple[OrganisationCard, ...]:
    ids = [organisation.id for organisation, _ in found]
    systems = organisations.systems(db.session, ids)
    assessments = organisations.assessments(db.session, ids)
    roles = {organisation.id: role for organisation, role in found}
    sections: dict[str, set[str]] = defaultdict(set)
    if Role.CONTRIBUTOR in roles.values():
        for assessment, section in organisations.assigned(db.session, person.id, ids):
            sections[assessment].add(section)
    far = progress_of_many(assessments)
    cards: dict[str, list[AssessmentCard]] = defaultdict(list)
    for row in assessments:
        scope = Scope(roles[row.organisation_id], frozenset(sections[row.id]))
        cards[row.system_id].append(_assessment(person, row, scope, far[row.id]))
    return tuple(
        OrganisationCard(o.id, o.name, role, _systems([s for s in systems if s.organisation_id == o.id], cards))
        for o, role in found
    )


def _systems(rows: Sequence[System], cards: Mapping[str, list[AssessmentCard]]) -> tuple[SystemCard, ...]:
    made = [
        SystemCard(s.id, s.name, s.role, s.purpose, s.stage, s.archived_at is not None, tuple(cards.get(s.id, ())))
        for s in rows
    ]
    return tuple(sorted(made, key=lambda system: system.is_archived))


def _assessment(person: Person, row: Assessment, scope: Scope, far: Progress) -> AssessmentCard:
    def allows(permission: Permission) -> bool:
        return may(person, permission, scope)

    state = AssessmentState(row.state)
    title = files.load(row.questionnaire, row.version).title
    step = next_step(state, allows, is_complete=far.is_complete)
    return AssessmentCard(
        row.id, title, row.version, Depth(row.depth), state, row.due_on, row.changed_at, far, step, row.questionnaire,
    )  # fmt: skip


def progress_of_many(rows: Sequence[Assessment]) -> dict[str, Progress]:
    """Return the progress of each assessment in total, with one query for the answers of all of them."""
    answers: dict[str, dict[str, str]] = defaultdict(dict)
    drafts: dict[str, set[str]] = defaultdict(set)
    for assessment, question, value, is_valid in organisations.answers(db.session, [row.id for row in rows]):
        if is_valid:
            answers[assessment][question] = value
        else:
            drafts[assessment].add(question)
    return {row.id: _progress(row, answers[row.id], drafts[row.id]) for row in rows}


def _progress(row: Assessment, values: Mapping[str, str], drafts: set[str]) -> Progress:
    questionnaire = files.load(row.questionnaire, row.version)
    given = {question: answer for question, value in values.items() if (answer := from_text(value)) is not None}
    return progress.total(progress.by_section(questionnaire, given, Depth(row.depth), drafts).values())
