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
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from assessment import config, storage
from assessment.app import create_app
from assessment.config import Settings
from assessment.domain.answers import Answer
from assessment.services import durability, publications, trail, work
from assessment.services.answering import Save, save_answers
from assessment.services.uploads.checking import LARGEST_FILE
from tests import factories, serving
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def statements() -> list[str]:
    """Return what the script for PostgreSQL does, before and after it enters the new database."""
    script = re.sub(r"(?m)^--.*$", "", (ROOT / "deploy" / "postgresql.sql").read_text("utf-8"))
    return [part.strip() for part in re.split(r";|\\connect assessment", script) if part.strip()]


def execute(url: str, *sql: str) -> None:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for one in sql:
            connection.execute(text(one))
    engine.dispose()


@pytest.fixture
def guided(postgres: str, tmp_path: Path) -> Iterator[tuple[Flask, Flask]]:
    """Give the service as the script lets it sign in, and as it is while the owner's role is lent to it."""
    inside = make_url(postgres).set(database="assessment", username="assessment")
    lent = inside.update_query_dict({"options": "-c role=assessment_owner"})
    script = statements()
    execute(postgres, *script[:3])
    execute(inside.set(username=make_url(postgres).username).render_as_string(hide_password=False), *script[3:])
    execute(postgres, "GRANT assessment_owner TO assessment")
    urls = [url.render_as_string(hide_password=False) for url in (inside, lent)]
    usual, owner = (create_app(Settings.from_env({"INSTANCE": str(tmp_path), "DATABASE_URL": url})) for url in urls)
    yield usual, owner
    for made in (usual, owner):
        with made.app_context():
            durability.let_go()


@pytest.mark.postgres
@pytest.mark.slow
def test_the_service_needs_rights_to_rows_only(postgres: str, guided: tuple[Flask, Flask]) -> None:
    """The guide, step by step: the script, the owner lent for the migration, then everything without it."""
    usual, owner = guided
    with usual.app_context(), pytest.raises(publications.NotOwner):
        publications.prepare(NOW)
    with owner.app_context():
        publications.prepare(NOW)
    execute(postgres, "REVOKE assessment_owner FROM assessment")

    with usual.app_context():
        publications.prepare(NOW)
        durability.require_durability()
        person = factories.account()
        row = factories.assessment(factories.system(factories.organisation()))
        save_answers(row.id, [Save("HAO-A1", 0, Answer(options=("yes",)))], by=person.id, at=NOW, save_id="save-000001")
        work.schedule_tasks(NOW)
        assert work.work_once(lambda: NOW)
        assert trail.verify(NOW).is_sound
        refused = [refused_by(sql) for sql in FORBIDDEN]
    assert refused == ["42501"] * len(FORBIDDEN)


FORBIDDEN = ("CREATE TABLE x (a int)", "DROP TABLE account", "TRUNCATE account", "SET ROLE assessment_owner")


def refused_by(sql: str) -> str:
    """Return the number of the error that a statement ends with; empty when it is carried out."""
    try:
        storage.db.session.execute(text(sql))
    except ProgrammingError as error:
        return str(getattr(error.orig, "sqlstate", ""))
    finally:
        storage.db.session.rollback()
    return ""
