"""The commands about versions over time, as they are typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from assessment import cli
from assessment.app import create_app
from tests import drafts
from tests.moves import NEWEST, mover

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

SOON = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()


def _run(tmp_path: Path, *arguments: str) -> Result:
    environment = {"INSTANCE": str(tmp_path / "instance"), "DATABASE_URL": ""}
    return CliRunner(env=environment).invoke(cli.main, ["questionnaire", *arguments], obj=create_app)


def test_a_rehearsal_says_what_moving_would_do(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        mover()

    result = _run(tmp_path, "rehearse", "altai", "2019.1", NEWEST)

    assert result.exit_code == 0
    for line in ("1  assessments could move", "33  answers carried", "Nothing was changed."):
        assert line in result.output


def test_a_rehearsal_of_a_way_that_is_not_there_says_so(app: Flask, tmp_path: Path) -> None:  # noqa: ARG001 - its database
    result = _run(tmp_path, "rehearse", "altai", NEWEST, "2019.1")

    assert (result.exit_code, "No way leads" in result.output) == (1, True)


def test_a_version_is_retired_and_taken_back(app: Flask, tmp_path: Path) -> None:  # noqa: ARG001 - its database
    announced = _run(tmp_path, "retire", "altai", "2019.1", "--last-day", SOON)
    asked = _run(tmp_path, "retire", "altai", "2019.1")
    undone = _run(tmp_path, "retire", "altai", "2019.1", "--undo")

    assert f"can be started until {SOON}" in announced.output
    assert asked.output == announced.output
    assert "has no last day" in undone.output


@pytest.mark.parametrize(
    "wrong",
    [
        ("altai", "1999.1"),
        ("altai", "2019.1", "--last-day", "2020-01-01"),
        ("altai", "2019.1", "--last-day", SOON, "--undo"),
    ],
    ids=["unknown", "behind", "both"],
)
def test_what_cannot_be_is_refused(app: Flask, tmp_path: Path, wrong: tuple[str, ...]) -> None:  # noqa: ARG001 - its database
    assert _run(tmp_path, "retire", *wrong).exit_code in {1, 2}


def test_a_version_published_in_the_browser_is_listed_shown_and_compared(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        whole = drafts.draft()
        digest = drafts.published(whole)
        version = whole.row.version

    listed, shown = _run(tmp_path, "list"), _run(tmp_path, "show", "altai", version)
    compared = _run(tmp_path, "diff", "altai", "2020.1", version)

    assert f"altai {version}  published" in listed.output
    assert digest in shown.output
    assert "0 differences" in compared.output


def test_without_a_database_the_shipped_versions_are_listed_and_none_is_made(tmp_path: Path) -> None:
    listed = _run(tmp_path, "list")

    assert (listed.exit_code, "altai 2020.1" in listed.stdout, listed.stderr) == (0, True, "")
    assert not (tmp_path / "instance").exists()


def test_of_a_database_that_cannot_be_read_the_list_says_so(tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "assessment.sqlite3").write_bytes(b"rubbish")

    listed = _run(tmp_path, "list")

    assert (listed.exit_code, "altai 2020.1" in listed.stdout) == (0, True)
    assert "versions that were published in the browser are not shown" in listed.stderr
