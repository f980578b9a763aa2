"""What weighs most is done only by who has proven a moment ago who they are; a session left open is no proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from assessment import storage
from assessment.domain.access import Role
from assessment.storage.tables import Account, Assessment, Job, Organisation
from tests import factories

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Page, PageClient

ACTS = ["sign", "export", "delete the assessment", "delete the organisation"]


@dataclass
class Owner:
    """An owner before an assessment that waits for a signature, in a session that was left open."""

    app: Flask
    client: PageClient
    person: Account
    organisation: str
    assessment: str

    def does(self, act: str, **given: str) -> Page:
        with self.app.app_context(), storage.transaction() as session:
            session.execute(update(Assessment).values(state="in-review" if act == "sign" else "draft"))
        at = f"/assessments/{self.assessment}"
        data = f"/organisations/{self.organisation}/data"
        match act:
            case "sign":
                form = {"revision": "1", "name": "Amina", "function": "Director", "agreed": "y"}
                return self.client.post(f"{at}/sign-off", form | given)
            case "export":
                return self.client.post(f"{data}/export", given, on=data)
            case "delete the assessment":
                return self.client.post(f"{at}/deletion", {"name": "Triage helper"} | given)
            case _:
                return self.client.post(f"{data}/deletion", {"name": "Kisumu Health Network"} | given)

    def is_done(self, act: str) -> bool:
        with self.app.app_context():
            session = storage.db.session
            match act:
                case "sign":
                    return session.get_one(Assessment, self.assessment).state == "signed"
                case "export":
                    return session.query(Job).count() > 0
                case "delete the assessment":
                    return session.query(Assessment).count() == 0
                case _:
                    return session.query(Organisation).count() == 0


@pytest.fixture
def owner(app: Flask, client: PageClient) -> Owner:
    with app.app_context():
        organisation = factories.organisation()
        assessment = factories.assessment(factories.system(organisation))
        person = factories.member(organisation, Role.OWNER)
        made = Owner(app, client, person, organisation.id, assessment.id)
    factories.set_password(app, person)
    factories.sign_in(app, client.client, person, left_open=True)
    return made


@pytest.mark.parametrize("given", [{}, {"current_password": ""}, {"current_password": "a guess of somebody"}])
@pytest.mark.parametrize("act", ACTS)
def test_a_session_that_was_left_open_does_nothing_that_weighs_most(
    owner: Owner, act: str, given: dict[str, str]
) -> None:
    page = owner.does(act, **given)

    assert page.status == 422
    assert "current_password" in [field.get("name") for field in page.all("input")]
    assert ("Enter your present password." in page.text) is not given.get("current_password", "").startswith("a guess")
    assert not owner.is_done(act)


@pytest.mark.parametrize("act", ACTS)
def test_with_the_password_it_is_done(owner: Owner, act: str) -> None:
    page = owner.does(act, current_password=factories.PASSWORD)

    assert page.status == 200
    assert owner.is_done(act)


@pytest.mark.parametrize("act", ACTS)
def test_who_has_just_signed_in_is_not_asked_again(app: Flask, owner: Owner, act: str) -> None:
    factories.sign_in(app, owner.client.client, owner.person)

    assert owner.does(act).status == 200
    assert owner.is_done(act)


@pytest.mark.parametrize("act", ACTS)
def test_who_has_no_password_is_told_to_sign_in_anew(app: Flask, owner: Owner, act: str) -> None:
    with app.app_context(), storage.transaction() as session:
        session.execute(update(Account).values(password=None))

    page = owner.does(act)

    assert page.status == 422
    assert "Sign out, sign in again, and do this within 15 minutes." in page.text
    assert not owner.is_done(act)
