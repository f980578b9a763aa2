"""What the guide for operators says is what the program has; a backup and a restore as they are typed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from assessment import cli
from assessment.app import create_app
from tests.factories import organisation

if TYPE_CHECKING:
    from flask import Flask

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operating.md").read_text("utf-8")


def _run(instance: Path, *arguments: str) -> Result:
    return CliRunner(env={"INSTANCE": str(instance), "DATABASE_URL": ""}).invoke(cli.main, arguments, obj=create_app)


def test_every_command_of_the_guide_exists() -> None:
    named = set(
        re.findall(r"(?<![/\w.-])assessment ([a-z][a-z-]+)", re.sub(r"(?m)^(runuser|adduser|.*--name).*$", "", GUIDE))
    )

    commands = {name for name in named if name in cli.main.commands}
    assert {"backup", "restore", "doctor", "migrate", "retention", "operator-link", "trail"} <= commands


def test_every_file_of_the_guide_exists() -> None:
    assert [name for name in set(re.findall(r"deploy/[a-zA-Z.-]*\w", GUIDE)) if not (ROOT / name).exists()] == []


@pytest.mark.slow
def test_a_backup_is_made_restored_and_examined_as_typed(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text("four unrelated words suffice\n")
    options = ("--passphrase-file", str(tmp_path / "passphrase"))
    with app.app_context():
        organisation()

    made = _run(tmp_path / "instance", "backup", str(tmp_path / "b.zip"), *options)
    again = _run(tmp_path / "instance", "backup", str(tmp_path / "b.zip"), *options)
    restored = _run(tmp_path / "other", "restore", str(tmp_path / "b.zip"), *options)
    twice = _run(tmp_path / "other", "restore", str(tmp_path / "b.zip"), *options)
    examined = _run(tmp_path / "other", "doctor", "--json", "--quick")

    assert (made.exit_code, again.exit_code, restored.exit_code, twice.exit_code) == (0, 1, 0, 1)
    assert "not empty" in twice.output
    assert examined.exit_code == 0
    assert all(check["is_sound"] for check in json.loads(examined.output))


def test_the_doctor_ends_with_status_1_when_something_is_wrong(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "instance" / "secret-key").chmod(0o644)

    examined = _run(tmp_path / "instance", "doctor", "--quick")

    assert app.name
    assert examined.exit_code == 1
    assert "chmod 600" in examined.output


def test_a_dry_run_of_retention_changes_nothing(app: Flask, tmp_path: Path) -> None:
    assert app.name
    assert "Nothing was changed." in _run(tmp_path / "instance", "retention", "--dry-run").output


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_the_units_are_sound(tmp_path: Path) -> None:
    for unit in (ROOT / "deploy").glob("assessment*.[st]*"):
        text = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", unit.read_text("utf-8"))
        (tmp_path / unit.name).write_text(re.sub(r"(?m)^(User|Group)=assessment$", r"\1=root", text))

    found = subprocess.run(
        ["systemd-analyze", "verify", *sorted(map(str, tmp_path.glob("*.*")))],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (found.returncode, [line for line in found.stderr.splitlines() if "assessment" in line]) == (0, [])


@pytest.mark.slow
def test_a_start_without_fonts_names_the_package_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))

    started = _run(tmp_path / "instance", "migrate")

    assert started.exit_code == 0
    assert "Reports in en lack the fonts Noto Sans. apt-get install fonts-noto-core" in started.stderr
