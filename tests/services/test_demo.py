"""The demonstration goes through the real services, is marked as invented, and its links open nothing else."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from assessment.domain.access import Role
from assessment.services import trail as trails
from assessment.services.demo import filling, links
from assessment.services.demo.stages import STAGES
from assessment.storage import db
from assessment.storage.tables import Assessment, MailMessage, Organisation
from tests import factories
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import PageClient

COUNT = len(STAGES)


@pytest.fixture
def shown(app: Flask) -> list[filling.SignInLink]:
    with app.app_context():
        return filling.fill(COUNT, random.Random(1), factories.NOW)


def test_every_record_is_marked_and_the_trail_is_sound(app: Flask, shown: list[filling.SignInLink]) -> None:
    with app.app_context():
        marked = db.session.scalars(select(Organisation.is_demo)).all()
        names = db.session.scalars(select(Organisation.name)).all()
        states = set(db.session.scalars(select(Assessment.state)))
        mails = db.session.scalar(select(func.count()).select_from(MailMessage))
        report = trails.verify(NOW)

    assert (len(marked), all(marked), mails) == (COUNT, True, 0)
    assert all(name.endswith("(demo)") for name in names)
    assert states == {"draft", "in-review", "returned", "signed", "submitted"}
    assert report.is_sound, report.faults
    assert {link.role for link in shown} == {*filling.ROLES, Role.OPERATOR}


def test_the_same_seed_gives_the_same_organisations(app: Flask) -> None:
    with app.app_context():
        names = []
        for _ in range(2):
            filling.fill(3, random.Random(7), NOW)
            names.append(db.session.scalars(select(Organisation.name).order_by(Organisation.created_at)).all())

    assert sorted(names[1]) == sorted([*names[0], *names[0]])


def test_it_refuses_to_stand_among_real_organisations(app: Flask) -> None:
    with app.app_context():
        factories.organisation()
        with pytest.raises(filling.InUse):
            filling.fill(1, random.Random(1), NOW)


def test_a_link_signs_in_once(client: PageClient, shown: list[filling.SignInLink]) -> None:
    address = f"/demonstration/{shown[0].token}"
    page = client.post(address)
    again = client.get(address)

    assert page.address == "/organisations"
    assert again.status == 404


def test_a_link_is_dead_once_a_real_organisation_is_there(
    app: Flask, client: PageClient, shown: list[filling.SignInLink]
) -> None:
    with app.app_context():
        factories.organisation()

    assert client.get(f"/demonstration/{shown[0].token}").status == 404


def test_a_link_of_another_account_opens_nothing(app: Flask, client: PageClient) -> None:
    with app.app_context():
        token = links.link_for(factories.account())

    assert client.get(f"/demonstration/{token}").status == 404


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: token + "x", lambda _: "x"])
def test_a_changed_link_opens_nothing(client: PageClient, shown: list[filling.SignInLink], change: object) -> None:
    assert callable(change)

    assert client.get(f"/demonstration/{change(shown[0].token)}").status == 404


def test_links_end_after_two_weeks() -> None:
    assert timedelta(days=14) == links.VALID_FOR
