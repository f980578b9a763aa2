"""Review, sign-off, submission and verification, page by page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from assessment import storage
from assessment.content import files
from assessment.domain.access import Person, Role
from assessment.domain.answers import Answer, State
from assessment.domain.settings import Group
from assessment.services import settings
from assessment.storage import db
from assessment.storage.tables import Assessment, Comment, Signature, StoredAnswer, Submission
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from tests.pages import Page, PageClient

ALTAI = files.load("altai", "2020.1")


class Team:
    """An owner, an editor and an approver who share one assessment and one client."""

    def __init__(self, app: Flask, client: PageClient) -> None:
        self.app, self.client = app, client
        organisation = factories.organisation()
        self.people = {role: factories.member(organisation, role) for role in Role if role.value in _ROLES}
        made = factories.assessment(factories.system(organisation))
        factories.answers(made, {k: v for k, v in factories.every_answer(ALTAI).items() if k != "ACC-A1"})
        self.id, self.home = made.id, f"/assessments/{made.id}"

    def sign_in(self, role: Role) -> None:
        factories.sign_in(self.app, self.client.client, self.people[role])

    def do(self, role: Role, what: str, on: str = "review", **data: str) -> Page:
        """Do one thing on a page as a person who has just opened it."""
        self.sign_in(role)
        values = {"revision": str(self.now().revision)} | {key.replace("__", "-"): value for key, value in data.items()}
        return self.client.post(f"{self.home}/{what}", values, on=f"{self.home}/{on}")

    def now(self) -> Assessment:
        found = db.session.get(Assessment, self.id, populate_existing=True)
        assert found is not None
        return found

    def send(self) -> Page:
        return self.do(Role.EDITOR, "send-for-review", open_questions="y", remark="Please look at TRS.")

    def sign(self) -> Page:
        return self.do(Role.APPROVER, "sign-off", "sign-off", name="Achieng Owuor", function="Director", agreed="y")

    def submit(self) -> Page:
        return self.do(Role.EDITOR, "submit", open_questions="y")


_ROLES = {"owner", "editor", "approver", "reader", "contributor"}


@pytest.fixture
def team(app: Flask, client: PageClient) -> Iterator[Team]:
    with app.app_context():
        yield Team(app, client)


def test_from_sending_to_a_verified_submission(team: Team) -> None:
    sent, signed, submitted = team.send(), team.sign(), team.submit()

    assert "It has been sent for review." in sent.text
    assert "Please look at TRS." in sent.text
    assert "It is signed off. It can be submitted now." in signed.text
    assert "Director" in signed.text
    assert submitted.words("h1") == ["Submission 1: Triage helper"]
    assert "Unchanged" in submitted.words("span")
    row = db.session.query(Submission).one()
    assert row.statement in submitted.text.replace("&#39;", "'")
    assert row.digest in submitted.text


def test_before_submitting_one_sees_what_the_organisation_allows(team: Team) -> None:
    team.send()
    team.sign()

    team.sign_in(Role.EDITOR)
    page = team.client.get(f"{team.home}/review")

    assert "Part of anonymous figures Not decided" in page.words("summary")


def test_what_is_open_is_shown_and_has_to_be_confirmed(team: Team) -> None:
    page = team.do(Role.EDITOR, "send-for-review")

    assert page.status == 422
    assert "1 question is still open." in page.text
    assert team.now().state == "draft"


def test_submitting_with_open_questions_has_to_be_confirmed_too(team: Team) -> None:
    team.send()
    team.sign()

    assert team.do(Role.EDITOR, "submit").status == 422
    assert team.now().state == "signed"


def test_a_draft_that_does_not_fit_keeps_it_from_being_sent(team: Team) -> None:
    factories.answers(team.now(), {"ACC-A1": Answer(State.NOT_APPLICABLE)}, is_valid=False)

    team.sign_in(Role.EDITOR)
    shown = team.client.get(f"{team.home}/review")
    page = team.do(Role.EDITOR, "send-for-review", "settings", open_questions="y")

    assert "Send for review" not in shown.words("button")
    assert page.status == 422
    assert "Some answers do not fit their question yet" in page.words("h2")


def test_returning_puts_remarks_beside_questions(team: Team) -> None:
    team.send()

    page = team.do(
        Role.APPROVER, "return", "return", remark="Nearly there.",
        lines__0__question="hao-b4", lines__0__text="Who may stop it?", lines__1__question="", lines__1__text="",
    )  # fmt: skip

    assert "Nearly there." in page.text
    assert "Who may stop it?" in page.text
    assert [(one.question_id, one.is_return) for one in db.session.query(Comment)] == [("HAO-B4", True)]
    assert team.now().state == "returned"


def test_a_contributor_sees_no_remark_on_a_section_that_is_not_theirs(team: Team) -> None:
    factories.assign(team.now(), team.people[Role.CONTRIBUTOR], "TRA")
    team.send()
    team.do(
        Role.APPROVER, "return", "return", remark="Nearly there.",
        lines__0__question="HAO-B4", lines__0__text="Who may stop it?", lines__1__question="", lines__1__text="",
    )  # fmt: skip
    team.sign_in(Role.CONTRIBUTOR)

    page = team.client.get(f"{team.home}/review")

    assert ("Nearly there." in page.text, "Who may stop it?" in page.text) == (True, False)


@pytest.mark.parametrize(
    ("question", "text", "problem"),
    [("HAO-Z9", "Look.", "there is no question HAO-Z9"), ("", "Look.", "no question"), ("HAO-B4", "", "no remark")],
)
def test_a_remark_needs_a_question_and_a_text(team: Team, question: str, text: str, problem: str) -> None:
    team.send()

    page = team.do(
        Role.APPROVER, "return", "return", remark="Again.", lines__0__question=question, lines__0__text=text
    )  # fmt: skip

    assert page.status == 422
    assert problem in page.text
    assert team.now().state == "in-review"


def test_more_lines_for_remarks_keep_what_was_typed(team: Team) -> None:
    team.send()

    page = team.do(
        Role.APPROVER, "return", "return", remark="So far.", more="y",
        lines__0__question="HAO-B4", lines__0__text="Who?",
    )  # fmt: skip

    assert len([e for e in page.all("input") if (e.get("name") or "").endswith("-question")]) == 5
    assert "So far." in page.text
    assert team.now().state == "in-review"


@pytest.mark.parametrize("missing", ["name", "function", "agreed"])
def test_a_signature_needs_name_function_and_agreement(team: Team, missing: str) -> None:
    team.send()
    given = {"name": "Achieng Owuor", "function": "Director", "agreed": "y"}

    page = team.do(
        Role.APPROVER, "sign-off", "sign-off", **{key: value for key, value in given.items() if key != missing}
    )  # fmt: skip

    assert page.status == 422
    assert db.session.query(Signature).count() == 0


def test_who_answered_most_is_told_before_signing(team: Team) -> None:
    row = team.now()
    with storage.transaction() as session:
        session.execute(update(StoredAnswer).values(changed_by=team.people[Role.OWNER].id))
    team.send()
    team.sign_in(Role.OWNER)

    page = team.client.get(f"/assessments/{row.id}/sign-off")

    assert "You gave most of these answers yourself" in page.text


def test_an_old_page_leads_to_the_page_of_conflicts(team: Team) -> None:
    team.send()

    page = team.do(Role.EDITOR, "withdraw", revision="1")

    assert page.status == 409
    assert page.words("h1") == ["Somebody else was faster"]
    assert team.now().state == "in-review"


@pytest.mark.parametrize("page", ["return", "sign-off", "reopen"])
def test_a_decision_that_cannot_be_taken_now_has_no_page(team: Team, page: str) -> None:
    team.sign_in(Role.OWNER)

    assert team.client.get(f"{team.home}/{page}").status == 409


def test_reopening_says_what_it_voids_and_needs_a_reason(team: Team) -> None:
    team.send()
    team.sign()
    team.submit()
    team.sign_in(Role.APPROVER)

    asked = team.client.get(f"{team.home}/reopen")
    refused = team.do(Role.APPROVER, "reopen", "reopen")
    done = team.do(Role.APPROVER, "reopen", "reopen", remark="The pilot has ended.")

    assert "becomes void" in asked.text
    assert "is marked as voided" in asked.text
    assert refused.status == 422
    assert "The pilot has ended." in done.text
    assert team.now().state == "draft"
    assert "Voided" in done.words("span")


@pytest.mark.parametrize(
    ("role", "can"),
    [
        (Role.OWNER, {"Send it for review"}),
        (Role.EDITOR, {"Send it for review"}),
        (Role.APPROVER, set()),
        (Role.READER, set()),
        (Role.CONTRIBUTOR, set()),
    ],
)
def test_everybody_sees_the_review_and_only_what_they_can_do(team: Team, role: Role, can: set[str]) -> None:
    team.sign_in(role)

    page = team.client.get(f"{team.home}/review")

    assert page.status == 200
    assert {"Send it for review", "Your decision", "Submit it"} & set(page.words("h2")) == can


def test_a_submission_of_another_assessment_is_not_found(team: Team) -> None:
    team.send()
    team.sign()
    team.submit()
    row = db.session.query(Submission).one()
    other = factories.assessment(factories.system(factories.organisation("Another")))
    team.sign_in(Role.OWNER)

    assert team.client.get(f"/assessments/{other.id}/submissions/{row.id}").status == 404
    assert team.client.get(f"{team.home}/submissions/{other.id}").status == 404


def test_whoever_verifies_learns_no_names_and_no_scores(app: Flask, team: Team) -> None:
    team.send()
    team.sign()
    team.submit()
    row = db.session.query(Submission).one()
    public = type(team.client)(app.test_client())

    typed = public.get(f"/verify?code={row.code.upper()}")
    unknown = public.get("/verify/abcdefghijklmnopqrstuvwxyz")

    assert typed.words("dd")[2] == "Assessment List for Trustworthy AI 2020.1"
    assert row.digest in typed.text
    assert not {"Kisumu", "Triage", "Achieng", "Director"} & set(re.findall(r"\w+", typed.text))
    assert unknown.status == 404
    assert public.get("/verify").words("h1") == ["Check a report"]


def ask_for_two_people() -> None:
    given = {"second-step": "offices", "signer": "somebody-else"}
    assert settings.change_settings(Group.SAFEGUARDS, given, Person(id="o" * 26), factories.NOW) == {}


def test_where_two_people_are_asked_for_who_has_sent_it_does_not_sign(team: Team) -> None:
    ask_for_two_people()
    form = {"name": "Olga", "function": "Director", "agreed": "y"}
    team.do(Role.OWNER, "send-for-review", open_questions="y")

    shown = team.client.get(f"{team.home}/sign-off")
    forced = team.client.post(f"{team.home}/sign-off", {"revision": str(team.now().revision), **form}, on=team.home)

    assert "somebody else has to sign it" in shown.text
    assert "I have read this statement" not in shown.text
    assert (forced.status, team.now().state) == (409, "in-review")
    assert "It is signed off." in team.sign().text


def test_where_nobody_asks_for_two_people_an_owner_alone_may_sign(team: Team) -> None:
    team.do(Role.OWNER, "send-for-review", open_questions="y")
    team.do(Role.OWNER, "sign-off", "sign-off", name="Olga", function="Director", agreed="y")

    assert team.now().state == "signed"
