"""A release with two application servers and two workers on one database, one of which is killed in the middle."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

from assessment import storage
from assessment.domain.access import Role
from assessment.domain.disclosure.publishable import digest_of
from assessment.services import trail
from assessment.services.releases import reading
from assessment.storage import db, releases
from assessment.storage.tables import Job, Release, ReleaseCell, ReleaseContribution
from tests import factories
from tests.services.releases import scene
from tests.serving import ROOT, Server, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
_TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


@pytest.fixture
def servers(any_app: Flask) -> Iterator[tuple[Server, Server]]:
    both = Server(any_app, workers=1), Server(any_app, workers=1)
    try:
        for one in both:
            one.start()
        yield both
    finally:
        for one in both:
            one.stop()


@pytest.fixture
def start_worker(any_app: Flask) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    settings = any_app.config["SETTINGS"]
    environment = os.environ | {"INSTANCE": str(settings.instance), "DATABASE_URL": settings.database_url}
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "assessment", "worker"]
        with (settings.instance / f"worker-{len(started)}.log").open("wb") as log:
            started.append(subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log))
        return started[-1]

    yield start
    for process in started:
        process.terminate()
        process.wait(90)


def until(app: Flask, is_so: Callable[[], object], seconds: float = 400) -> None:
    deadline = time.monotonic() + seconds
    while True:
        with app.app_context():
            if is_so():
                return
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def client(server: Server, name: str, *offices: Role) -> Writer:
    with server.app.app_context():
        person = factories.account(name, *offices)
        factories.set_password(server.app, person)
        return Writer(server, "", "").sign_in(person)


def send(writer: Writer, address: str, **fields: str) -> int:
    # The server hangs up on a connection that was idle while a worker worked.
    writer.close()
    status, page = writer.request("GET", address)
    token = _TOKEN.search(page)
    assert token is not None, (status, address)
    return writer.request("POST", address, [("csrf_token", token[1]), *fields.items()])[0]


def present() -> Release | None:
    return db.session.scalars(select(Release).execution_options(populate_existing=True)).one_or_none()


def state() -> str:
    found = present()
    return found.state if found else ""


def kill_in_the_middle(app: Flask, worker: subprocess.Popen[bytes]) -> str:
    """Kill a worker that computes; return the id of the release, of which nothing counts yet."""
    until(app, lambda: state() == "computing")
    worker.send_signal(signal.SIGKILL)
    worker.wait(60)
    with app.app_context():
        half = present()
        assert half is not None
        assert (half.state, half.number, half.tables_digest) == ("computing", None, "")
        assert reading.released() == ()
        # A worker that is dead does not renew its lease; nobody has to wait for its end here.
        past = datetime(2026, 1, 1, tzinfo=UTC)
        with storage.transaction() as session:
            session.execute(update(Job).where(Job.kind == "release").values(leased_until=past))
        return half.id


def check_whole(count: int) -> None:
    """Assert that there is one release, and all of it."""
    (head,) = reading.released()
    assert (head.number, head.tables_digest) == (1, digest_of(releases.cells(db.session, head.id)))
    assert db.session.scalar(select(func.count()).select_from(ReleaseContribution)) == count
    positions = list(db.session.scalars(select(ReleaseCell.position).order_by(ReleaseCell.position)))
    assert positions == list(range(len(positions)))
    assert trail.verify(datetime.now(UTC)).is_sound


def test_a_release_survives_the_death_of_a_worker_and_is_published_once(
    any_app: Flask, servers: tuple[Server, Server], start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    first, second = servers
    with any_app.app_context():
        people = scene.population(120, at=datetime.now(UTC) - timedelta(days=3))
    maker = client(first, "Ola Officer", Role.PROGRAMME_OFFICER)
    assert send(maker, "/programme/releases/new", what=people.round_id) == 303
    # The other server has the same release under way, and refuses a second one.
    approver = client(second, "Otto Other", Role.PROGRAMME_OFFICER, Role.OFFICIAL)
    assert send(approver, "/programme/releases/new", what=people.round_id) == 409

    id_ = kill_in_the_middle(any_app, start_worker())
    start_worker()
    start_worker()
    until(any_app, lambda: state() == "ready")

    fields = {"looked": "y", "current_password": factories.PASSWORD}
    assert send(approver, f"/programme/releases/{id_}/approval", **fields) == 303
    approver.close()
    assert "Round of spring" in approver.request("GET", "/figures/")[1]
    for one in (maker, approver):
        one.close()
    with any_app.app_context():
        check_whole(120)
