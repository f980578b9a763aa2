"""No acknowledged answer is ever lost or silently overwritten: services and pages against a plain dictionary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test
from sqlalchemy import delete

from assessment import storage
from assessment.domain.answer_form import write_fields
from assessment.services import answering, questionnaires
from assessment.services.answering import Closed, Outcome, Save
from assessment.storage.tables import SessionRow
from tests import factories
from tests.conftest import LONG
from tests.factories import NOW
from tests.long_figures import record_long_figure
from tests.reliability.machine import PEOPLE, SECTION, Refused, SavingMachine, Tab, Told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from assessment.domain.answers import Answer

EXAMPLES, STEPS = (400, 60) if LONG else (15, 30)


class ServiceMachine(SavingMachine):
    """People call the service."""

    def send(self, tab: Tab, wanted: Mapping[str, Answer | None]) -> dict[str, Told]:
        saves = [Save(question, tab.bases[question], answer) for question, answer in wanted.items()]
        by = self.people[tab.person].id
        try:
            results = answering.save_answers(self.assessment, saves, by=by, at=NOW, save_id=tab.save_id)
        except Closed:
            raise Refused from None
        return {result.question: Told(result.outcome, result.version) for result in results}


class PageMachine(SavingMachine):
    """People send forms; their sessions end now and then while they type."""

    def send(self, tab: Tab, wanted: Mapping[str, Answer | None]) -> dict[str, Told]:
        questions = questionnaires.show_questionnaire("altai", "2020.1").by_id
        fields = [("save_id", tab.save_id)]
        for question, answer in wanted.items():
            fields += [(f"{question}.version", str(tab.bases[question])), *write_fields(questions[question], answer)]
        client = self.client_of(tab.person)
        address = f"/assessments/{self.assessment}/sections/{SECTION}"
        response = self.post(client, address, fields)
        if response.status_code == 401:
            page = client.post(address, data=self.as_form(fields)).get_data(as_text=True)
            assert all(str(value) in page or "\n" in value for _, value in fields), "what was typed is held"
            self.sign_in(tab.person)
            response = self.post(self.client_of(tab.person), address, fields)
        told = response.get_json()
        if told.get("error") == "closed":
            raise Refused
        assert response.status_code in {200, 409}, told
        return {q: Told(Outcome(one["outcome"]), one["version"]) for q, one in told["answers"].items()}

    def kept(self, answer: Answer | None) -> Answer | None:
        """Return what a page makes of what was typed: it notes the language of the words."""
        return replace(answer, language="en") if answer is not None and answer.note else answer

    def post(self, client: FlaskClient, address: str, fields: list[tuple[str, str]]) -> TestResponse:
        return client.post(address, data=self.as_form(fields), headers={"Accept": "application/json"})

    @staticmethod
    def as_form(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
        form: dict[str, list[str]] = {}
        for name, value in fields:
            form.setdefault(name, []).append(value)
        return form

    def client_of(self, person: int) -> FlaskClient:
        if not hasattr(self, "clients"):
            self.clients: dict[int, FlaskClient] = {}
        if person not in self.clients:
            self.clients[person] = self.app.test_client()
            self.sign_in(person)
        return self.clients[person]

    def sign_in(self, person: int) -> None:
        factories.sign_in(self.app, self.clients[person], self.people[person])

    @rule(person=st.integers(0, PEOPLE - 1))
    def let_a_session_end(self, person: int) -> None:
        with storage.transaction() as session:
            session.execute(delete(SessionRow).where(SessionRow.identity == self.people[person].fs_uniquifier))


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("machine", [ServiceMachine, PageMachine])
def test_no_acknowledged_answer_is_lost_or_silently_overwritten(any_app: Flask, machine: type[SavingMachine]) -> None:
    any_app.config["WTF_CSRF_ENABLED"] = False
    bound = type(machine.__name__, (machine,), {"app": any_app})

    run_state_machine_as_test(bound, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None))

    database = any_app.config["SQLALCHEMY_DATABASE_URI"].split(":")[0]
    record_long_figure(
        f"saving beside a plain dictionary, {machine.__name__}, {database}", f"{EXAMPLES} runs of {STEPS} steps, 0 lost"
    )
