"""A facilitator holds a workshop; people in the room vote from their phones; what is agreed is the organisation's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

from assessment.domain.access import Person, Role
from assessment.domain.answers import Answer
from assessment.domain.purposes import Purpose
from assessment.services import answering, answers, consents
from assessment.services.answering import Save
from assessment.services.identifiers import new_id
from assessment.storage import db
from assessment.storage.tables import Assessment, Workshop, WorkshopVote
from tests import factories, in_round
from tests.pages import PageClient

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Page

QUESTION = "HAO-A1"


@dataclass
class Hall:
    """A facilitator with a participant that shares its answers."""

    app: Flask
    facilitator: PageClient
    participant: str
    assessment: str
    organisation: str
    owner: Person

    def share(self, *, given: bool) -> None:
        with self.app.app_context():
            at = datetime.now(UTC)
            consents.decide_consent(self.organisation, Purpose.FACILITATOR, given=given, by=self.owner, at=at)

    def open(self) -> Page:
        room = f"/programme/participants/{self.participant}/workshop"
        return self.facilitator.post(room, {"assessment": self.assessment})

    @property
    def workshop(self) -> str:
        with self.app.app_context():
            return db.session.scalars(select(Workshop.id).order_by(Workshop.created_at.desc())).first() or ""

    def question(self, id_: str = QUESTION) -> str:
        return f"/programme/workshops/{self.workshop}/questions/{id_}"

    def start_vote(self, id_: str = QUESTION) -> str:
        """Let people vote, and return the code on the screen."""
        page = self.facilitator.post(f"{self.question(id_)}/vote", on=self.question(id_))
        code = re.search(r"(?<![\w.-])[2-9A-Z]{4}-[2-9A-Z]{4}(?![\w.-])", page.text)
        assert code
        return code.group()

    def phone(self, code: str) -> PageClient:
        made = PageClient(self.app.test_client())
        made.post("/vote", {"code": code})
        return made

    def agree(self, answer: str, **fields: str) -> Page:
        values = {QUESTION: answer, "base": "0", "save_id": new_id()} | fields
        return self.facilitator.post(self.question(), values)

    def stored(self) -> Answer | None:
        with self.app.app_context():
            found = answers.stored_answers(self.assessment, [QUESTION])
            return found[QUESTION].answer if QUESTION in found else None


@pytest.fixture
def hall(app: Flask) -> Hall:
    client = app.test_client()
    with app.app_context():
        facilitator = factories.account("Fatou Helper", Role.FACILITATOR)
        participant, assessment = in_round.started(in_round.round_(), facilitator_id=facilitator.id)
        organisation = assessment.organisation_id
        owner = factories.account("Owner Person")
    factories.sign_in(app, client, facilitator)
    who = Person(owner.id, owner.name, owner.email)
    made = Hall(app, PageClient(client), participant.id, assessment.id, organisation, who)
    made.share(given=True)
    return made


def vote(phone: PageClient, *options: str, question: str = QUESTION) -> Page:
    return phone.post("/vote/now", {"question": question, question: list(options)})


def test_a_workshop_opens_at_the_first_open_question(hall: Hall) -> None:
    assert "Question 1 of" in hall.open().text


def test_without_consent_of_the_organisation_there_is_no_workshop(hall: Hall) -> None:
    hall.share(given=False)

    page = hall.facilitator.get(f"/programme/participants/{hall.participant}/workshop")

    assert "has not agreed yet" in page.text
    assert 'name="assessment"' not in page.text


def test_withdrawn_consent_closes_a_workshop_that_goes_on(hall: Hall) -> None:
    hall.open()
    hall.share(given=False)

    assert hall.facilitator.get(hall.question()).status == 404


def test_a_facilitator_opens_no_workshop_of_somebody_elses_participant(app: Flask, hall: Hall) -> None:
    other = app.test_client()
    with app.app_context():
        factories.sign_in(app, other, factories.account("Another", Role.FACILITATOR))

    assert other.get(f"/programme/participants/{hall.participant}/workshop").status_code == 404


def test_votes_are_counted_and_shown_only_once_the_vote_is_closed(hall: Hall) -> None:
    hall.open()
    code = hall.start_vote()
    for option in ("yes", "yes", "no"):
        vote(hall.phone(code), option)

    during = hall.facilitator.get(hall.question())
    after = hall.facilitator.post(f"{hall.question()}/vote", {"act": "stop"}, on=hall.question())

    assert ("3 votes so far" in during.text, "2 votes" in during.text) == (True, False)
    assert sorted(re.findall(r"[12] votes?", after.text)) == ["1 vote", "2 votes"]


def test_one_browser_has_one_vote_and_may_change_it(hall: Hall) -> None:
    hall.open()
    phone = hall.phone(hall.start_vote())
    vote(phone, "yes")
    vote(phone, "no")

    page = hall.facilitator.post(f"{hall.question()}/vote", {"act": "stop"}, on=hall.question())

    assert "1 person voted" in page.text


def test_the_answer_that_most_chose_is_proposed(hall: Hall) -> None:
    hall.open()
    code = hall.start_vote()
    for option in ("no", "no", "yes"):
        vote(hall.phone(code), option)

    page = hall.facilitator.post(f"{hall.question()}/vote", {"act": "stop"}, on=hall.question())

    assert re.search(r'value="no" checked', page.text)


def test_what_is_agreed_becomes_the_answer_and_the_dissent_is_kept(app: Flask, hall: Hall) -> None:
    hall.open()
    vote(hall.phone(hall.start_vote()), "yes")
    hall.facilitator.post(f"{hall.question()}/vote", {"act": "stop"}, on=hall.question())

    hall.agree("yes", dissent="The data team fears that people rely on it.")

    assert hall.stored() == Answer(options=("yes",))
    owner = app.test_client()
    with app.app_context():
        organisation = in_round.place_of(db.session.get_one(Assessment, hall.assessment)).organisation
        assert organisation is not None
        factories.sign_in(app, owner, factories.member(organisation, Role.OWNER))
    record = PageClient(owner).get(f"/assessments/{hall.assessment}/workshops")
    assert "The data team fears that people rely on it." in record.text
    assert "1 vote" in record.text


def test_an_answer_that_somebody_changed_meanwhile_is_not_overwritten(hall: Hall) -> None:
    hall.open()
    with hall.app.app_context():
        save = Save(QUESTION, 0, Answer(options=("no",), note="from home"))
        answering.save_answers(hall.assessment, [save], by=hall.owner.id, at=datetime.now(UTC), save_id=new_id())

    page = hall.agree("yes")

    assert (page.status, hall.stored()) == (409, Answer(options=("no",), note="from home"))


def test_not_applicable_needs_a_reason(hall: Hall) -> None:
    hall.open()

    page = hall.facilitator.post(hall.question("FR1.2"), {"FR1.2": "not-applicable", "base": "0"})

    assert (page.status, "Say in a few words why this does not apply" in page.text) == (422, True)


def test_a_wrong_code_opens_no_vote(hall: Hall) -> None:
    hall.open()
    hall.start_vote()

    assert hall.phone("ABCD-EFGH").get("/vote/now").words("h1") == ["Vote in a workshop"]


def test_a_vote_that_was_closed_takes_nothing_more(hall: Hall) -> None:
    hall.open()
    phone = hall.phone(hall.start_vote())
    token = phone.token("/vote/now")
    hall.facilitator.post(f"{hall.question()}/vote", {"act": "stop"}, on=hall.question())

    response = phone.client.post("/vote/now", data={"csrf_token": token, "question": QUESTION, QUESTION: "yes"})

    assert response.status_code == 409


def test_single_votes_are_forgotten_when_the_workshop_ends(hall: Hall) -> None:
    hall.open()
    phone = hall.phone(hall.start_vote())
    vote(phone, "yes")
    hall.facilitator.post(f"/programme/workshops/{hall.workshop}/end")

    with hall.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(WorkshopVote)) == 0
    assert phone.get("/vote/now").words("h1") == ["Vote in a workshop"]


def test_a_workshop_ends_by_itself_after_half_a_day(hall: Hall) -> None:
    hall.open()
    address = hall.question()
    with hall.app.app_context():
        db.session.execute(update(Workshop).values(expires_at=datetime.now(UTC) - timedelta(minutes=1)))
        db.session.commit()

    assert hall.facilitator.get(address).status == 404
