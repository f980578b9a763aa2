"""What deploy/ holds fits the program: the container carries all that is read, the proxy knows the addresses."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assessment import config
from assessment.app import create_app
from assessment.config import Settings
from assessment.services.uploads.checking import LARGEST_FILE
from tests import serving

if TYPE_CHECKING:
    from flask import Flask

ROOT = Path(__file__).parent.parent
CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
PROXY = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
COPIED = {name for line in re.findall(r"(?m)^COPY (.+)$", CONTAINERFILE) for name in shlex.split(line)[:-1]}


def folders_read() -> set[str]:
    """Return the names of the folders beside the package that the program reads."""
    known = {name: place for name, place in vars(config).items() if isinstance(place, Path) and name.isupper()}
    return {place.name for name, place in known.items() if place.parent == config.DATA and not name.startswith("_")}


def test_the_container_carries_every_folder_that_the_program_reads() -> None:
    assert {"templates", "translations", "questionnaires", "docs"} <= folders_read()
    assert folders_read() | {"assessment"} <= COPIED


def test_what_the_container_copies_is_there() -> None:
    assert [name for name in COPIED if not (ROOT / name).exists()] == []


def test_only_the_settings_know_where_the_program_lies() -> None:
    """A path that climbs out of the package is a folder that wheel and container do not know of."""
    package = ROOT / "assessment"
    depths = {path: len(path.relative_to(ROOT).parts) - 1 for path in package.rglob("*.py")}
    climbing = re.compile(r"__file__\)(?:\.resolve\(\))?((?:\.parent\b)+|\.parents\[\d+\])")

    found = [
        str(path.relative_to(ROOT))
        for path, depth in depths.items()
        for climbed in climbing.findall(path.read_text("utf-8"))
        if (int(climbed[9:-1]) + 1 if "[" in climbed else climbed.count(".parent")) > depth
    ]

    assert found == []


@pytest.fixture
def public(tmp_path: Path) -> Flask:
    """Give a service with a public name of its own, as it stands behind a proxy."""
    found = {"INSTANCE": str(tmp_path), "PUBLIC_URL": "https://assessment.example.org"}
    return create_app(Settings.from_env(found))


@pytest.mark.slow
def test_the_container_finds_itself_healthy_under_its_public_name(
    public: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    [command] = re.findall(r"(?m)^HEALTHCHECK .* CMD (\[.+\])$", CONTAINERFILE)
    monkeypatch.setenv("PUBLIC_URL", public.config["PUBLIC_URL"])
    server = serving.Server(public)
    server.start()
    try:
        asked = subprocess.run(
            [sys.executable, *json.loads(command)[1:]], env=os.environ | {"PORT": str(server.port)}, check=False
        )
    finally:
        server.stop()

    assert asked.returncode == 0


@pytest.mark.slow
def test_pages_and_worker_may_start_together_on_an_empty_data_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assessment", "migrate"]
    environment = os.environ | {"INSTANCE": str(tmp_path)}
    started = [subprocess.Popen(command, cwd=ROOT, env=environment) for _ in range(3)]

    assert [one.wait(120) for one in started] == [0, 0, 0]


def test_the_proxy_lets_through_what_the_program_answers_about_files(app: Flask) -> None:
    [most] = re.findall(r"(?s)location ~ /\(files\|invite\)\$ \{.*?client_max_body_size (\d+)m;", PROXY)
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]

    assert int(most) * 1_000_000 > 3 * LARGEST_FILE
    widened = {rule.endpoint for rule in rules if re.search(r"/(files|invite)$", rule.rule)}
    assert {"respondent.add_file", "programme.look_at_list"} <= widened


def test_the_pages_of_the_proxy_exist() -> None:
    named = set(re.findall(r"error_page [\d ]+ /([a-z-]+\.html);", PROXY))

    assert named == {path.name for path in (ROOT / "deploy" / "pages").iterdir()}


@pytest.mark.parametrize("unit", sorted((ROOT / "deploy").glob("*.service")), ids=lambda path: path.name)
def test_no_unit_reaches_out_of_this_machine_unless_it_is_allowed(unit: Path) -> None:
    lines = unit.read_text("utf-8").splitlines()

    assert [line for line in lines if line.startswith("IPAddress")] == ["IPAddressDeny=any", "IPAddressAllow=localhost"]
    assert "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6" in lines
