"""What organisations of a demonstration do with an assessment, and the programme with a submission, in one go each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain import population
from assessment.domain.access import Role
from assessment.domain.population_coherence import cohere
from assessment.domain.population_words import TONGUES
from assessment.domain.questionnaire import Depth
from assessment.services import answering, places, steps, submissions
from assessment.services.answering import Save
from assessment.services.identifiers import new_id
from assessment.services.rounds import checking, taking_part
from assessment.services.steps import Decision, Signing
from assessment.storage import db, round_board

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.domain.answers import Answer
    from assessment.services.demo.scenes import Scene

STATEMENT = "These answers describe the system as it is, to the best of our knowledge."
# So many answers stand as they were when a system is assessed again.
KEPT = 0.6


def draw(scene: Scene, place: int) -> dict[str, Answer]:
    """Answer everything about a system, much of it as in the round before; a few answers contradict each other."""
    fresh = population.answer(scene.chance, scene.invented, scene.questionnaire, Depth.FULL, scene.invented.maturity)
    _, former = scene.former.get(scene.systems[place], ("", {}))
    both = former | {id_: answer for id_, answer in fresh.items() if id_ not in former or scene.chance.random() >= KEPT}
    return cohere(scene.chance, scene.questionnaire, both, Depth.FULL)


def submit(scene: Scene) -> None:
    """Send the present assessment for review, sign it and submit it, all in one day."""
    assessment, approver = scene.assessments[-1], scene.people[Role.APPROVER]
    steps.send_for_review(assessment, scene.decision(Role.EDITOR, 0.01))
    signing = Signing(STATEMENT, approver.name, "Director")
    steps.sign(assessment, scene.decision(Role.APPROVER, 0.03), signing)
    decision = scene.decision(Role.OWNER, 0.01)
    submissions.submit(scene.place(), decision, decision.at.date())


def give_back(scene: Scene, by: Person, until: datetime) -> None:
    """Let the programme return the submission with a remark on a question, and more time."""
    remark = TONGUES["en"].notes[2]
    found = scene.place().assessment
    revision = found.revision if found else 0
    returned = checking.Return("Please look at this again.", {"HAO-B4": remark}, until.date())
    decision = Decision(by, revision, scene.later(1))
    checking.return_submission(by, scene.participant, submission_of(scene), decision, returned)


def mark_checked(scene: Scene, by: Person) -> None:
    """Note that the submission is complete and coherent."""
    checking.mark_checked(by, scene.participant, submission_of(scene), scene.later(1))


def submission_of(scene: Scene) -> str:
    """Return the id of the submission of the present assessment that stands."""
    db.session.rollback()
    return str(round_board.submissions(db.session, [scene.assessments[-1]])[scene.assessments[-1]][0])


def start(scene: Scene, place: int) -> None:
    """Start the assessment of a system in the present round, after its former submission."""
    by, system_id = scene.people[Role.OWNER], scene.systems[place]
    db.session.rollback()
    system = places.find_place(by, {"system_id": system_id}, scene.at).system
    assert system is not None  # noqa: S101 - the address names one
    follows = scene.former.get(system_id, ("", {}))[0]
    made = taking_part.start_in_round(system, scene.round_id, "en", by, scene.at, follows=follows)
    scene.assessments.append(made)


def save(scene: Scene, given: dict[str, Answer]) -> None:
    """Save answers to the present assessment, all at once."""
    saves = [Save(id_, 0, answer) for id_, answer in given.items()]
    by, at = scene.people[Role.EDITOR].id, scene.later(0.1)
    answering.save_answers(scene.assessments[-1], saves, by=by, at=at, save_id=new_id())
