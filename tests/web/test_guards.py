"""Routes are guarded by the table of permissions, and sessions live on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask, g

from assessment import storage
from assessment.domain.access import Permission, Role
from assessment.web import guards
from assessment.web.guards import PUBLIC, guarded
from tests import factories

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    unguarded = [rule.endpoint for rule in app.url_map.iter_rules() if guards.guard_of(app, rule.endpoint) is None]

    assert unguarded == []


def test_a_route_that_says_nothing_is_refused(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")

    assert app.test_client().get("/forgotten").status_code == 404


@pytest.fixture
def probe(app: Flask) -> Flask:
    """Add a route that only those who may manage members see."""

    @guarded(Permission.MANAGE_MEMBERS)
    def shown(organisation_id: str) -> str:
        return f"{g.place.organisation.name} {organisation_id}"

    app.add_url_rule("/probe/<organisation_id>", "probe", shown)
    return app


def _status(app: Flask, client: FlaskClient, role: Role | None) -> int:
    with app.app_context():
        organisation = factories.organisation()
        person = factories.member(organisation, role) if role else factories.account()
        address = f"/probe/{organisation.id}"
    factories.sign_in(app, client, person)
    return client.get(address).status_code


@pytest.mark.parametrize(("role", "status"), [(Role.OWNER, 200), (Role.EDITOR, 403), (None, 404)])
def test_a_member_without_the_permission_is_told_so_and_a_stranger_learns_nothing(
    probe: Flask, role: Role | None, status: int
) -> None:
    assert _status(probe, probe.test_client(), role) == status


def test_a_suspended_organisation_does_not_exist_for_its_members(probe: Flask) -> None:
    with probe.app_context():
        organisation = factories.organisation(suspended_at=factories.NOW)
        owner = factories.member(organisation)
    client = probe.test_client()
    factories.sign_in(probe, client, owner)

    assert client.get(f"/probe/{organisation.id}").status_code == 404


def test_a_cookie_of_a_former_password_opens_nothing(probe: Flask) -> None:
    with probe.app_context():
        organisation = factories.organisation()
        owner = factories.member(organisation)
        client = probe.test_client()
        factories.sign_in(probe, client, owner)
        owner.fs_uniquifier = "another"
        storage.db.session.merge(owner)
        storage.db.session.commit()

    assert client.get(f"/probe/{organisation.id}").status_code == 302


def test_public_pages_are_marked_public(app: Flask) -> None:
    assert guards.guard_of(app, "public.home") == PUBLIC
