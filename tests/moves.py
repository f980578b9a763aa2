"""An assessment with the pilot list of 2019 that can go on with the list of 2020, for tests of moving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assessment.content import files
from assessment.domain.access import Role
from assessment.domain.answer_json import from_text
from assessment.domain.comparable import age
from assessment.services import answering, moving, sessions
from assessment.services.answering import Save
from assessment.services.identifiers import new_id
from assessment.services.moving import Change
from assessment.services.steps import Decision
from assessment.storage import answers, db
from tests import factories
from tests.services.test_steps import Scene

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.answers import Answer

PILOT = files.load("altai", "2019.1")
# The newest version of the programme's list; a new one is a patch or a minor change and carries what these tests name.
NEWEST = max((one.version for one in files.versions() if one.questionnaire == "altai" and one.is_published), key=age)
ALTAI = files.load("altai", NEWEST)


@dataclass
class Mover(Scene):
    """An assessment whose person moves it; every act is an hour after the one before."""

    hours: int = 0

    def later(self) -> datetime:
        self.hours += 1
        return factories.NOW + timedelta(hours=self.hours)

    def decide(self, hours: int = 0) -> Decision:
        return Decision(self.person, self.now().revision, self.later() + timedelta(hours=hours))

    def change(self) -> Change:
        return Change(self.person, self.now().revision, self.later())

    def move(self, version: str = NEWEST) -> None:
        moving.move_assessment(self.id, version, self.change())

    def undo(self) -> None:
        standing = moving.standing_move(self.now())
        assert standing is not None
        moving.undo_move(self.id, standing.id, self.change())

    def give(self, given: Mapping[str, Answer | None]) -> None:
        """Answer as a page would that shows what is stored."""
        stored = answers.of_assessment(db.session, self.id, list(given))
        base = {row[0]: row[1] for row in stored}
        saves = [Save(id_, base.get(id_, 0), answer) for id_, answer in given.items()]
        answering.save_answers(self.id, saves, by=self.person.id, at=self.later(), save_id=new_id())


def mover(**values: object) -> Mover:
    """Make an assessment of the pilot list with an answer to every question."""
    organisation = factories.organisation()
    system = factories.system(organisation)
    pinned = {"version": PILOT.version, "fingerprint": PILOT.fingerprint}
    made = factories.assessment(system, **pinned | values)
    person = sessions.person_of(factories.member(organisation, Role.OWNER))
    scene = Mover(organisation, system, made, person)
    scene.give(factories.every_answer(PILOT))
    return scene


def present(scene: Scene) -> dict[str, Answer]:
    """Return the answers that count to the version that the assessment has now."""
    row = scene.now()
    version = files.load(row.questionnaire, row.version)
    rows = answers.of_assessment(db.session, scene.id)
    found = {row[0]: from_text(row[2]) for row in rows if row[3]}
    return {id_: answer for id_, answer in found.items() if answer is not None and id_ in version.by_id}
