"""`assessment release export` writes the file that everybody downloads, and is in the log like everybody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from assessment.app import create_app
from assessment.cli.release_export import export
from assessment.services.releases import taking
from tests import releases

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result
    from flask import Flask


@pytest.fixture
def released(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Give an application with one release, and point the command line at it."""
    monkeypatch.setenv("INSTANCE", app.instance_path)
    with app.app_context():
        releases.release()
    return app


def run(*arguments: str) -> Result:
    return CliRunner().invoke(export, [*arguments, "--purpose", "A check"], obj=create_app)


def test_it_writes_the_file_and_the_log(released: Flask, tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    result = run("1", "--kind", "json", "-o", str(target))

    assert result.exit_code == 0, result.output
    assert json.loads(target.read_bytes())["release"]["number"] == 1
    with released.app_context():
        assert [(one.kind, one.purpose, one.account) for one in taking.log(9)] == [("json", "A check", "")]


@pytest.mark.usefixtures("released")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("7", "--kind", "json"), "no such file of release 7"),
        (("1", "--kind", "json", "--country", "KE"), "no such file of release 1"),
        (("1", "--kind", "json", "--language", "../x"), "a language is written like"),
    ],
)
def test_what_there_is_not_is_said(arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)

    assert result.exit_code != 0
    assert words in result.output


@pytest.mark.usefixtures("released")
def test_a_purpose_is_needed() -> None:
    assert "--purpose" in CliRunner().invoke(export, ["1"], obj=create_app).output
