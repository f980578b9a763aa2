"""The character NUL, which PostgreSQL refuses, is refused at the door; what was typed into answers is cleaned of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from assessment.domain.access import Role
from assessment.storage import db
from assessment.storage.tables import StoredAnswer
from assessment.web.account.proven import Identity
from tests import factories
from tests.pages import PageClient
from tests.web import rooms
from tests.web.rooms import QUESTION, SECTION

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def operator(any_app: Flask) -> PageClient:
    with any_app.app_context():
        person = factories.account("Ola Operator", Role.OPERATOR)
        db.session.refresh(person)
    client = PageClient(any_app.test_client())
    factories.sign_in(any_app, client.client, person)
    return client


@pytest.mark.parametrize("address", ["/operator/accounts?q=%00", "/operator/accounts?%00=a", "/operator/accounts/%00"])
def test_an_address_with_it_is_refused(operator: PageClient, address: str) -> None:
    page = operator.get(address)

    assert page.status == 400
    assert page.words("h1") == ["The request holds a character that no text can hold"]


def test_a_form_with_it_is_refused_and_changes_nothing(operator: PageClient) -> None:
    page = operator.post("/account", {"name": "Ola\0", "language": "en", "time_zone": "UTC"})

    assert page.status == 400
    assert "type the text anew" in page.text
    assert 'value="Ola Operator"' in operator.get("/account").text


def test_an_answer_is_saved_without_it(any_app: Flask) -> None:
    here = rooms.room(any_app, Role.OWNER)
    client = here.client(Role.OWNER)
    address = f"/assessments/{here.assessment.id}/sections/{SECTION}"
    fields = {f"{QUESTION}.version": "0", QUESTION: "in-place", f"{QUESTION}.note": "typed\0 for hours"}
    page = client.post(address, {"save_id": str(uuid4())} | fields)

    with any_app.app_context():
        kept = db.session.query(StoredAnswer.value).filter_by(question_id=QUESTION).scalar()
    assert page.status == 200
    assert "typed for hours" in kept


def test_another_service_brings_none_in() -> None:
    found = Identity.from_claims({"iss": "https://a.example", "sub": "1", "name": "Amina\0 Otieno"})

    assert found is not None
    assert found.name == "Amina Otieno"
    assert Identity.from_claims({"iss": "https://a.example", "sub": "1\0"}) is None
