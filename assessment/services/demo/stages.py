"""The stages that organisations of a demonstration have reached, as the steps that led there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from assessment.domain import population
from assessment.domain.access import Role
from assessment.domain.population_words import TONGUES
from assessment.domain.purposes import Purpose
from assessment.domain.questionnaire import Depth
from assessment.reports.planned import ActionText
from assessment.services import (
    answering,
    assessments,
    assigning,
    comments,
    consents,
    evidence,
    guest_links,
    places,
    plan,
    steps,
    submissions,
)
from assessment.services.answering import Save
from assessment.services.evidence import About
from assessment.services.identifiers import new_id
from assessment.services.mail import Letter
from assessment.services.steps import Decision, Signing
from assessment.storage import db

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessment.domain.access import Person
    from assessment.domain.answers import Answer
    from assessment.domain.population import Chance, Invented
    from assessment.domain.questionnaire import Questionnaire
    from assessment.services.places import Place

STATEMENT = "These answers describe the system as it is, to the best of our knowledge."
_ASKED = "HAO"


@dataclass
class Scene:
    """One organisation while it is played through; `at` moves on with every step."""

    organisation: str
    systems: list[str]
    people: dict[Role, Person]
    invented: Invented
    questionnaire: Questionnaire
    chance: Chance
    at: datetime
    assessments: list[str] = field(default_factory=list)
    given: dict[str, Answer] = field(default_factory=dict)

    def later(self, days: float) -> datetime:
        """Let time pass, and return the new time."""
        self.at += timedelta(days=days)
        return self.at

    def place(self, role: Role = Role.OWNER) -> Place:
        """Return the present assessment as somebody finds it now."""
        db.session.rollback()
        return places.find_place(self.people[role], {"assessment_id": self.assessments[-1]}, self.at)

    def decision(self, role: Role) -> Decision:
        """Return that somebody decides now, on a fresh page."""
        assessment = self.place(role).assessment
        return Decision(self.people[role], assessment.revision if assessment else 0, self.later(1))


def start(scene: Scene) -> None:
    """Start an assessment of the first system."""
    db.session.rollback()
    place = places.find_place(scene.people[Role.OWNER], {"system_id": scene.systems[0]}, scene.at)
    assert place.system is not None  # noqa: S101 - the address names one
    follows = scene.assessments[-1] if scene.assessments else ""
    by, at = scene.people[Role.OWNER], scene.later(2)
    made = assessments.start_assessment(place.system, scene.questionnaire, Depth.FULL, by, at, follows=follows)
    scene.assessments.append(made)


def answer(scene: Scene, share: float = 1.0) -> None:
    """Answer a share of the questions, section by section, as an organisation of this maturity does."""
    maturity = scene.invented.maturity
    if len(scene.assessments) > 1:
        maturity = population.later(scene.chance, maturity)
    found = population.answer(scene.chance, scene.invented, scene.questionnaire, Depth.FULL, maturity)
    sections = [section.id for section in scene.questionnaire.sections]
    for section in sections[: max(1, round(share * len(sections)))]:
        asked = [question.id for question in scene.questionnaire.questions if question.section == section]
        saves = [Save(id_, 0, found[id_]) for id_ in asked if id_ in found]
        role = Role.EDITOR if scene.chance.random() < 0.7 else Role.OWNER  # noqa: PLR2004 - editors write most
        by, at = scene.people[role].id, scene.later(0.5 + scene.chance.random())
        if saves:
            answering.save_answers(scene.assessments[-1], saves, by=by, at=at, save_id=new_id())
    scene.given = found


def begin_answering(scene: Scene) -> None:
    """Answer about a third."""
    answer(scene, 0.35)


def talk(scene: Scene) -> None:
    """Leave comments and mentions."""
    where, notes = scene.assessments[-1], TONGUES[scene.invented.language].notes
    editor, owner = scene.people[Role.EDITOR], scene.people[Role.OWNER]
    for question in ("HAO-B4", "TRS-A1"):
        comments.add_comment(where, question, notes[0], editor, scene.later(0.1), [owner.id])
    comments.add_comment(where, "HAO-B4", notes[3], owner, scene.later(0.2))


def support(scene: Scene) -> None:
    """Add a file and a link as evidence."""
    about = About(scene.organisation, scene.assessments[-1], "HAO-B4")
    by = scene.people[Role.EDITOR]
    text = TONGUES[scene.invented.language].notes[0] + "\n"
    evidence.add_file(about, ("minutes.txt", BytesIO(text.encode())), None, by, scene.later(0.1))
    evidence.add_link(about, ("Procedure", "https://demo.example/procedure"), None, by, scene.later(0.1))


def share(scene: Scene) -> None:
    """Ask a member and a guest to answer a section."""
    assessment = scene.place().assessment
    assert assessment is not None  # noqa: S101 - the scene has one
    by, contributor = scene.people[Role.OWNER], scene.people[Role.CONTRIBUTOR]
    letter = Letter("Demonstration", "Nobody reads this.")
    assigning.ask_members((assessment, _ASKED), [contributor.id], by, scene.later(0.1), lambda _language: letter)
    guest = guest_links.Invited("Guest", f"guest-{new_id()[:8]}@demo.example", "en", guest_links.DAYS[0])
    guest_links.make_link((assessment.id, _ASKED), guest, by, scene.later(0.1), lambda _token: letter)


def send(scene: Scene) -> None:
    """Send it for review."""
    steps.send_for_review(scene.assessments[-1], scene.decision(Role.EDITOR))


def give_back(scene: Scene) -> None:
    """Return it with a remark on one question."""
    remark = TONGUES[scene.invented.language].notes[1]
    steps.return_with_remarks(scene.assessments[-1], scene.decision(Role.APPROVER), remark, {"HAO-B4": remark})


def sign(scene: Scene) -> None:
    """Sign it."""
    approver = scene.people[Role.APPROVER]
    steps.sign(scene.assessments[-1], scene.decision(Role.APPROVER), Signing(STATEMENT, approver.name, "Director"))


def submit(scene: Scene) -> None:
    """Submit it."""
    decision = scene.decision(Role.OWNER)
    submissions.submit(scene.place(), decision, decision.at.date())


def make_plan(scene: Scene) -> None:
    """Put actions of the organisation's own into the plan."""
    by = scene.people[Role.OWNER].id
    for number, note in enumerate(TONGUES[scene.invented.language].notes):
        due = (scene.at + timedelta(days=30 * (number + 1))).date()
        text = ActionText(note, lead=scene.people[Role.EDITOR].name, effort="SML"[number % 3], due_on=due)
        plan.add_action(scene.place(), scene.systems[0], text, by, scene.later(0.1))


def consent(scene: Scene) -> None:
    """Decide about every purpose."""
    for purpose in Purpose:
        given, by = scene.chance.random() < 0.8, scene.people[Role.OWNER]  # noqa: PLR2004 - most agree
        consents.decide_consent(scene.organisation, purpose, given=given, by=by, at=scene.later(0.1))


_REVIEWED = (start, answer, support, talk, send)
# What each organisation has been through; organisations take these in turn.
STAGES: dict[str, tuple[Callable[[Scene], None], ...]] = {
    "founded": (),
    "started": (start,),
    "answering": (start, begin_answering, talk),
    "shared": (consent, start, answer, support, talk, share),
    "in review": _REVIEWED,
    "returned": (*_REVIEWED, give_back),
    "signed": (*_REVIEWED, sign),
    "submitted": (consent, *_REVIEWED, sign, submit),
    "planning": (consent, *_REVIEWED, sign, submit, make_plan),
    "assessing again": (consent, *_REVIEWED, sign, submit, make_plan, start, begin_answering),
    "submitted again": (consent, *_REVIEWED, sign, submit, make_plan, start, answer, send, sign, submit),
    "answering alone": (start, answer),
}
