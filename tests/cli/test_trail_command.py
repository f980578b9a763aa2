"""`assessment trail …` proves the trail, and proves anchors without the installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sqlalchemy import delete

from assessment import cli, storage
from assessment.app import create_app
from assessment.domain.trail import Event
from assessment.storage import acts
from assessment.storage.tables import TrailLine
from tests.factories import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result
    from flask import Flask


@pytest.fixture
def trail(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Give an application whose trail has two lines, and point the command line at it."""
    monkeypatch.setenv("INSTANCE", app.instance_path)
    with app.app_context():
        for _ in range(2):
            with acts.act(Event.COMMENTED, by="amina", at=NOW):
                pass
    return app


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["trail", *arguments], obj=create_app)


@pytest.mark.usefixtures("trail")
def test_a_sound_trail_is_said_to_be_sound() -> None:
    run("anchor")
    result = run("verify")

    assert result.exit_code == 0
    assert "0 lines are newer" in result.output


def test_a_fault_is_named_and_ends_with_an_error(trail: Flask) -> None:
    with trail.app_context(), storage.transaction() as session:
        session.execute(delete(TrailLine).where(TrailLine.number == 1))
    result = run("verify")

    assert result.exit_code == 1
    assert "line 1 was removed" in result.output


@pytest.mark.usefixtures("trail")
def test_a_copy_of_the_anchors_is_checked_with_the_public_key(trail: Flask, tmp_path: Path) -> None:
    run("anchor")
    key, copy = tmp_path / "anchors.pub", tmp_path / "copy.jsonl"
    key.write_text(run("key").output, "ascii")
    copy.write_bytes((tmp_path / trail.instance_path / "anchors.jsonl").read_bytes())
    genuine = run("check-anchors", str(copy), str(key))
    copy.write_text(copy.read_text("utf-8").replace('"number":2', '"number":3'), "utf-8")
    changed = run("check-anchors", str(copy), str(key))

    assert (genuine.exit_code, changed.exit_code) == (0, 1)
