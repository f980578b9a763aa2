"""The stages that organisations of a demonstration have reached in the present round, as the steps that led there."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from assessment.domain.access import Role
from assessment.domain.population_words import TONGUES
from assessment.domain.questionnaire import Depth
from assessment.reports.planned import ActionText
from assessment.services import answering, assessments, assigning, comments, evidence, guest_links, places, plan, steps
from assessment.services.answering import Save
from assessment.services.demo import playing
from assessment.services.evidence import About
from assessment.services.identifiers import new_id
from assessment.services.mail import Letter
from assessment.services.steps import Signing
from assessment.storage import db

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessment.services.demo.scenes import Scene

_ASKED = "HAO"
_AT_A_SITTING = 3
_MORE_TIME = timedelta(days=10)


def start(scene: Scene) -> None:
    """Start the assessment of the first system in the round."""
    scene.later(2)
    playing.start(scene, 0)


def start_alone(scene: Scene) -> None:
    """Start an assessment outside of the round."""
    db.session.rollback()
    by, at = scene.people[Role.OWNER], scene.later(2)
    system = places.find_place(by, {"system_id": scene.systems[0]}, at).system
    assert system is not None  # noqa: S101 - the address names one
    scene.assessments.append(assessments.start_assessment(system, scene.questionnaire, Depth.FULL, by, at))


def answer(scene: Scene, share: float = 1.0) -> None:
    """Answer a share of the questions, some sections at a sitting, as an organisation of this maturity does."""
    found = playing.draw(scene, 0)
    sections = [section.id for section in scene.questionnaire.sections]
    sections = sections[: max(1, round(share * len(sections)))]
    for first in range(0, len(sections), _AT_A_SITTING):
        sitting = sections[first : first + _AT_A_SITTING]
        asked = [question.id for question in scene.questionnaire.questions if question.section in sitting]
        saves = [Save(id_, 0, found[id_]) for id_ in asked if id_ in found]
        role = Role.EDITOR if scene.chance.random() < 0.7 else Role.OWNER  # noqa: PLR2004 - editors write most
        by, at = scene.people[role].id, scene.later(1 + 2 * scene.chance.random())
        if saves:
            answering.save_answers(scene.assessments[-1], saves, by=by, at=at, save_id=new_id())


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


def return_inside(scene: Scene) -> None:
    """Return it with a remark on one question."""
    remark = TONGUES[scene.invented.language].notes[1]
    steps.return_with_remarks(scene.assessments[-1], scene.decision(Role.APPROVER), remark, {"HAO-B4": remark})


def sign(scene: Scene) -> None:
    """Sign it."""
    approver = scene.people[Role.APPROVER]
    signing = Signing(playing.STATEMENT, approver.name, "Director")
    steps.sign(scene.assessments[-1], scene.decision(Role.APPROVER), signing)


def submit(scene: Scene) -> None:
    """Send it for review, sign it and submit it."""
    playing.submit(scene)


def check(scene: Scene) -> None:
    """Let the programme find the submission complete."""
    playing.mark_checked(scene, scene.staff.officer)


def come_back(scene: Scene) -> None:
    """Let the programme return the submission."""
    playing.give_back(scene, scene.staff.officer, scene.at + _MORE_TIME)


def make_plan(scene: Scene) -> None:
    """Put actions of the organisation's own into the plan."""
    by = scene.people[Role.OWNER].id
    for number, note in enumerate(TONGUES[scene.invented.language].notes):
        due = (scene.at + timedelta(days=30 * (number + 1))).date()
        text = ActionText(note, lead=scene.people[Role.EDITOR].name, effort="SML"[number % 3], due_on=due)
        plan.add_action(scene.place(), scene.systems[0], text, by, scene.later(0.1))


_REVIEWED = (start, answer, support, talk, send)
# What each organisation has been through; organisations take these in turn.
STAGES: dict[str, tuple[Callable[[Scene], None], ...]] = {
    "founded": (),
    "started": (start,),
    "answering": (start, begin_answering, talk),
    "shared": (start, answer, support, talk, share),
    "in review": _REVIEWED,
    "returned": (*_REVIEWED, return_inside),
    "signed": (*_REVIEWED, sign),
    "submitted": (start, answer, support, talk, submit),
    "planning": (start, answer, submit, make_plan),
    "checked": (start, answer, support, submit, check),
    "sent back": (start, answer, submit, come_back),
    "submitted again": (start, answer, submit, come_back, submit, check),
    "answering alone": (start_alone, answer),
}
