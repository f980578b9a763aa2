"""Releases as they are typed: made by one officer, looked at, approved by another, listed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from assessment import cli
from assessment.app import create_app
from assessment.domain.access import Role
from assessment.services.releases import reading
from tests import factories, releases
from tests.services.releases import scene

if TYPE_CHECKING:
    from flask import Flask

MAKER, APPROVER = "maker@example.org", "approver@example.org"


def typed(app: Flask, *arguments: str) -> Result:
    runner = CliRunner(env={"INSTANCE": app.instance_path, "DATABASE_URL": ""})
    return runner.invoke(cli.main, ["release", *arguments], obj=create_app)


@pytest.fixture
def round_id(app: Flask) -> str:
    with app.app_context():
        factories.account("Ola Officer", Role.PROGRAMME_OFFICER, email=MAKER)
        factories.account("Otto Other", Role.PROGRAMME_OFFICER, email=APPROVER)
        factories.account("Jan Official", Role.OFFICIAL, email="official@example.org")
        return scene.population(25, at=datetime.now(UTC) - timedelta(days=3)).round_id


@pytest.mark.slow
def test_a_release_is_made_looked_at_approved_and_listed_as_typed(app: Flask, round_id: str) -> None:
    before = typed(app, "list")
    made = typed(app, "new", round_id, "--by", MAKER)
    shown = typed(app, "preview")
    own = typed(app, "approve", "--by", MAKER, "--yes")
    approved = typed(app, "approve", "--by", APPROVER, "--yes")
    after = typed(app, "list")

    assert round_id in before.output
    assert made.exit_code == 0, made.output
    assert "BY COUNTRY" in shown.output
    assert "Withheld: fewer organisations" in shown.output
    assert (own.exit_code, approved.exit_code) == (1, 0), own.output + approved.output
    assert "cannot approve" in own.output
    assert "1  approved" in after.output
    with app.app_context():
        assert [head.number for head in reading.released()] == [1]


@pytest.mark.parametrize("address", ["official@example.org", "nobody@example.org"])
def test_only_programme_officers_make_releases(app: Flask, round_id: str, address: str) -> None:
    found = typed(app, "new", round_id, "--by", address)

    assert found.exit_code == 1
    assert "officer" in found.output or "active account" in found.output


def test_what_cannot_be_released_is_said(app: Flask, round_id: str) -> None:
    assert "cannot be released" in typed(app, "new", "something", "--by", MAKER).output
    with app.app_context():
        releases.release(state="ready", number=None)
    assert "Another release" in typed(app, "new", round_id, "--by", MAKER).output


def test_approving_asks_once_more(app: Flask, round_id: str) -> None:  # noqa: ARG001 - makes the people
    with app.app_context():
        waiting = releases.release(state="ready", number=None).id

    assert typed(app, "approve", waiting, "--by", APPROVER).exit_code == 1
    assert typed(app, "discard", waiting, "--by", APPROVER).exit_code == 0
    assert "No release waits" in typed(app, "preview").output
