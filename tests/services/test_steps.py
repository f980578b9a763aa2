"""Every step between draft and submission: who may take it when, what it keeps, and what it refuses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from assessment import storage
from assessment.content import answers_writer, files
from assessment.domain import freezing, scoring, scoring_json
from assessment.domain.access import MEMBER_ROLES, Person, Role, Scope, may
from assessment.domain.answer_json import to_text
from assessment.domain.answers import Answer, State
from assessment.domain.questionnaire import Depth
from assessment.domain.states import TRANSITIONS, AssessmentState, Step, possible
from assessment.services import assessments, recomputing, reviewing, sessions, steps, submissions
from assessment.services.conflicts import NotReady, Stale
from assessment.services.identifiers import new_id
from assessment.services.places import Place
from assessment.services.steps import Decision, Signing
from assessment.services.submissions import Validity
from assessment.storage import anchors, db
from assessment.storage.tables import (
    Assessment,
    Comment,
    Organisation,
    Signature,
    StateChange,
    StoredAnswer,
    Submission,
    System,
    TrailLine,
)
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

ALTAI = files.load("altai", "2020.1")
SIGNING = Signing("I take responsibility.", "Achieng Owuor", "Medical director")
TODAY = date(2026, 11, 25)
# The steps of members. Giving a submission back is the programme's: see the tests of checking.
STEPS = [step for step in Step if step is not Step.RETURN_SUBMISSION]


@dataclass
class Scene:
    """One assessment with every question answered, and a person who takes the steps."""

    organisation: Organisation
    system: System
    assessment: Assessment
    person: Person

    @property
    def id(self) -> str:
        return self.assessment.id

    @property
    def place(self) -> Place:
        return Place(Scope(Role.OWNER), self.organisation, self.system, self.now())

    def now(self) -> Assessment:
        found = db.session.get(Assessment, self.id, populate_existing=True)
        assert found is not None
        return found

    def decide(self, hours: int = 0) -> Decision:
        return Decision(self.person, self.now().revision, factories.NOW + timedelta(hours=hours))

    def take(self, step: Step) -> None:
        """Take one step as a page would."""
        match step:
            case Step.SEND_FOR_REVIEW:
                steps.send_for_review(self.id, self.decide())
            case Step.WITHDRAW:
                steps.withdraw(self.id, self.decide())
            case Step.RETURN:
                steps.return_with_remarks(self.id, self.decide(), "Look again.", {"HAO-B4": "Who may stop it?"})
            case Step.SIGN:
                steps.sign(self.id, self.decide(), SIGNING)
            case Step.SUBMIT:
                submissions.submit(self.place, self.decide(), TODAY)
            case Step.REOPEN:
                submissions.reopen(self.id, self.decide(1), "A mistake.")

    def go(self, *names: str) -> None:
        for name in names:
            self.take(Step(name))

    def answer(self, question: str, answer: Answer, *, is_valid: bool = True) -> None:
        factories.answers(self.assessment, {question: answer}, is_valid=is_valid)


@pytest.fixture
def scene(any_app: Flask) -> Iterator[Scene]:
    with any_app.app_context():
        yield _scene()


@pytest.fixture
def quick(context: None) -> Scene:  # noqa: ARG001 - opened for the whole test
    return _scene()


def _scene() -> Scene:
    organisation = factories.organisation()
    system = factories.system(organisation)
    made = factories.assessment(system)
    factories.answers(made, {k: v for k, v in factories.every_answer(ALTAI).items() if k != "ACC-A1"})
    person = sessions.person_of(factories.member(organisation, Role.OWNER))
    return Scene(organisation, system, made, person)


_TO = {
    AssessmentState.DRAFT: (),
    AssessmentState.IN_REVIEW: ("send-for-review",),
    AssessmentState.RETURNED: ("send-for-review", "return"),
    AssessmentState.SIGNED: ("send-for-review", "sign"),
    AssessmentState.SUBMITTED: ("send-for-review", "sign", "submit"),
}


@pytest.mark.parametrize(("state", "step"), list(product(AssessmentState, STEPS)), ids=lambda value: value.value)
def test_a_step_is_possible_exactly_where_the_table_says(quick: Scene, state: AssessmentState, step: Step) -> None:
    quick.go(*_TO[state])
    assert quick.now().state == state.value
    lines = db.session.query(TrailLine).count()

    if state in TRANSITIONS[step].before:
        quick.take(step)
        assert quick.now().state == TRANSITIONS[step].after.value
    else:
        with pytest.raises(Stale):
            quick.take(step)
        assert quick.now().state == state.value
        assert db.session.query(TrailLine).count() == lines


@pytest.mark.parametrize("role", MEMBER_ROLES, ids=lambda role: role.value)
def test_who_may_take_which_step_follows_from_the_table_of_permissions(role: Role) -> None:
    sends = {Step.SEND_FOR_REVIEW, Step.WITHDRAW, Step.SUBMIT}
    decides = {Step.RETURN, Step.SIGN, Step.REOPEN}
    expected = {
        Role.OWNER: sends | decides, Role.EDITOR: sends, Role.APPROVER: decides,
        Role.CONTRIBUTOR: set(), Role.READER: set(),
    }  # fmt: skip
    person = Person("somebody")

    taken = {step for step, transition in TRANSITIONS.items() if may(person, transition.permission, Scope(role))}

    assert taken == expected[role]


def test_every_state_can_be_left() -> None:
    assert all(possible(state) for state in AssessmentState)


def test_a_whole_life_is_written_down(scene: Scene) -> None:
    scene.go("send-for-review", "return", "send-for-review", "sign", "submit", "reopen", "send-for-review", "withdraw")

    history = reviewing.review_of(scene.now()).history
    assert [past.after.value for past in reversed(history)] == [
        "in-review", "returned", "in-review", "signed", "submitted", "draft", "in-review", "draft",
    ]  # fmt: skip
    assert {past.who for past in history} == {scene.person.name}
    assert scene.now().revision == 9
    events = [line.event for line in db.session.scalars(select(TrailLine).order_by(TrailLine.number))]
    assert events == ["state-changed"] * 4 + ["submitted", "reopened"] + ["state-changed"] * 2


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.value)
def test_a_stale_page_changes_nothing(quick: Scene, step: Step) -> None:
    before = next(iter(TRANSITIONS[step].before))
    quick.go(*_TO[before])
    with storage.transaction() as session:
        session.execute(update(Assessment).values(revision=Assessment.revision + 1))
    old = Decision(quick.person, quick.now().revision - 1, factories.NOW)
    acts: dict[Step, Callable[[], object]] = {
        Step.SEND_FOR_REVIEW: lambda: steps.send_for_review(quick.id, old),
        Step.WITHDRAW: lambda: steps.withdraw(quick.id, old),
        Step.RETURN: lambda: steps.return_with_remarks(quick.id, old, "Look again.", {}),
        Step.SIGN: lambda: steps.sign(quick.id, old, SIGNING),
        Step.SUBMIT: lambda: submissions.submit(quick.place, old, TODAY),
        Step.REOPEN: lambda: submissions.reopen(quick.id, old, "A mistake."),
    }

    with pytest.raises(Stale):
        acts[step]()

    assert quick.now().state == before.value
    assert db.session.query(StateChange).count() == len(_TO[before])


def test_a_submission_is_anchored_at_once(scene: Scene) -> None:
    scene.go("send-for-review", "sign", "submit")

    last = db.session.scalars(select(TrailLine).order_by(TrailLine.number.desc())).first()
    anchored = json.loads(anchors.lines()[-1])
    assert last is not None
    assert (anchored["number"], anchored["digest"]) == (last.number, last.digest)


def test_what_is_frozen_is_what_was_signed_and_scores_the_same(scene: Scene) -> None:
    scene.go("send-for-review", "sign", "submit")

    row = db.session.query(Submission).one()
    text = json.loads(row.answers)
    read = answers_writer.stored_answers(text["answers"], ALTAI)
    card = scoring.score(ALTAI, read, Depth(row.depth))
    assert json.loads(row.score) == json.loads(json.dumps(scoring_json.to_json(card)))
    assert (row.fingerprint, row.scoring_model, row.number) == (ALTAI.fingerprint, "1.0", 1)
    assert (row.statement, row.signer_name, row.signer_function) == (SIGNING.statement, SIGNING.name, SIGNING.function)
    assert (text["date"], text["organisation"]["name"]) == ("2026-11-25", "Kisumu Health Network")
    assert recomputing.recompute_submissions().differing == ()
    assert submissions.show_submission(scene.id, row.id)[1] is Validity.UNCHANGED


def test_hidden_answers_are_kept_and_neither_signed_nor_submitted(quick: Scene) -> None:
    _overwrite("SYS-PERSONAL-DATA", "no")
    stored = {row.question_id: row for row in db.session.query(StoredAnswer)}

    quick.go("send-for-review", "sign", "submit")

    row = db.session.query(Submission).one()
    frozen = json.loads(row.answers)["answers"]
    assert set(frozen) < set(stored)
    assert db.session.query(StoredAnswer).count() == len(stored)
    given = {name: answers_writer.stored_answers({name: value}, ALTAI)[name] for name, value in frozen.items()}
    everything = {name: one for name, one in factories.every_answer(ALTAI).items() if name != "ACC-A1"}
    everything["SYS-PERSONAL-DATA"] = Answer(options=("no",))
    assert scoring.score(ALTAI, given, Depth.FULL) == scoring.score(ALTAI, everything, Depth.FULL)


def _overwrite(question: str, option: str) -> None:
    with storage.transaction() as session:
        value = to_text(Answer(options=(option,)))
        session.execute(update(StoredAnswer).where(StoredAnswer.question_id == question).values(value=value))


def test_open_questions_are_allowed_and_counted_as_open(quick: Scene) -> None:
    quick.go("send-for-review", "sign", "submit")

    score = json.loads(db.session.query(Submission).one().score)
    assert next(item for item in score["items"] if item["id"] == "ACC-A1")["status"] == "open"


@pytest.mark.parametrize("flag", [True, False])
def test_answers_that_do_not_fit_are_found_whatever_was_stored_about_them(quick: Scene, flag: bool) -> None:  # noqa: FBT001
    quick.answer("ACC-A1", Answer(State.NOT_APPLICABLE), is_valid=flag)

    with pytest.raises(NotReady) as caught:
        quick.take(Step.SEND_FOR_REVIEW)

    assert caught.value.questions == ("ACC-A1",)
    assert quick.now().state == "draft"


def test_an_unfit_draft_of_a_hidden_question_hinders_nobody(quick: Scene) -> None:
    _overwrite("SYS-PERSONAL-DATA", "no")
    _overwrite("FR3.1", "nonsense")

    quick.go("send-for-review", "sign", "submit")

    assert quick.now().state == "submitted"


def test_only_the_answers_that_were_signed_can_be_submitted(quick: Scene) -> None:
    quick.go("send-for-review", "sign")
    quick.answer("ACC-A1", Answer(State.DONT_KNOW))

    with pytest.raises(Stale):
        quick.take(Step.SUBMIT)

    assert db.session.query(Submission).count() == 0


def test_an_assessment_of_another_text_of_the_questionnaire_goes_nowhere(quick: Scene) -> None:
    with storage.transaction() as session:
        session.execute(update(Assessment).values(fingerprint="0" * 64))

    with pytest.raises(Stale):
        quick.take(Step.SEND_FOR_REVIEW)


def test_reopening_voids_and_keeps_and_the_next_submission_replaces(scene: Scene) -> None:
    scene.go("send-for-review", "sign", "submit")
    first = db.session.query(Submission).one()
    code, answers = first.code, first.answers
    scene.go("reopen")

    assert scene.now().state == "draft"
    assert db.session.query(Signature).one().voided_at is not None
    voided = submissions.verify_submission(code)
    assert voided is not None
    assert voided.validity is Validity.VOIDED

    scene.answer("ACC-A1", Answer(State.DONT_KNOW))
    scene.go("send-for-review", "sign", "submit")

    replaced = submissions.verify_submission(code)
    assert replaced is not None
    assert replaced.validity is Validity.REPLACED
    kept = {row.number: row for row in db.session.query(Submission)}
    assert kept[1].answers == answers
    assert submissions.show_submission(scene.id, kept[2].id)[1] is Validity.UNCHANGED


def test_reopening_what_is_only_signed_voids_the_signature(quick: Scene) -> None:
    quick.go("send-for-review", "sign", "reopen")

    assert reviewing.review_of(quick.now()).signature is None


@pytest.mark.parametrize("column", ["answers", "score", "statement", "signer_name", "signer_function", "scoring_model"])
def test_a_change_behind_the_programs_back_is_told_to_whoever_verifies(quick: Scene, column: str) -> None:
    quick.go("send-for-review", "sign", "submit")
    code = db.session.query(Submission).one().code
    with storage.transaction() as session:
        session.execute(update(Submission).values({column: "x"}))
    db.session.expire_all()

    found = submissions.verify_submission(code)

    assert found is not None
    assert found.validity is Validity.ALTERED


def test_a_code_is_read_as_people_type_it(quick: Scene) -> None:
    quick.go("send-for-review", "sign", "submit")
    code = db.session.query(Submission).one().code
    typed = " - ".join(code.upper()[i : i + 4] for i in range(0, 26, 4)).replace("O", "0").replace("L", "1")

    assert submissions.verify_submission(typed) == submissions.verify_submission(code) is not None
    assert submissions.verify_submission(new_id()) is None


def test_remarks_come_back_with_the_assessment_and_signing_closes_them(quick: Scene) -> None:
    quick.go("send-for-review", "return")
    remarks = reviewing.review_of(quick.now()).remarks
    quick.go("send-for-review", "sign")

    assert [(one.question, one.text, one.who) for one in remarks] == [("HAO-B4", "Who may stop it?", quick.person.name)]
    assert reviewing.review_of(quick.now()).remarks == ()
    assert db.session.query(Comment).one().resolved_by == quick.person.id


def test_the_signer_learns_when_they_answered_most(quick: Scene) -> None:
    assert not reviewing.answered_most(quick.id, quick.person)
    with storage.transaction() as session:
        session.execute(update(StoredAnswer).values(changed_by=quick.person.id))

    assert reviewing.answered_most(quick.id, quick.person)


def test_depth_is_changed_only_while_answers_are(quick: Scene) -> None:
    assessments.change_depth(quick.id, Depth.CORE, quick.person, factories.NOW)
    assert quick.now().depth == Depth.CORE
    quick.go("send-for-review")

    with pytest.raises(Stale):
        assessments.change_depth(quick.id, Depth.FULL, quick.person, factories.NOW)


def test_digests_do_not_depend_on_the_order_of_answers() -> None:
    answers = factories.every_answer(ALTAI)
    backwards = dict(reversed(list(answers.items())))

    assert freezing.digest_of(answers) == freezing.digest_of(backwards)
    assert freezing.digest_of(answers) != freezing.digest_of(answers | {"ACC-A1": Answer(State.DONT_KNOW)})
