"""The real server with two worker processes, to be stopped or killed, and people who save over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests import factories

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask import Flask

    from assessment.storage.tables import Account

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


@dataclass
class Server:
    """A server on the data of an application; `wsgi` is what it serves."""

    app: Flask
    wsgi: str = "assessment.app:create_app()"
    workers: int = 2
    threads: int = 4
    jobs: bool = False
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and return when it answers."""
        settings = self.app.config["SETTINGS"]
        environment = os.environ | {"INSTANCE": str(settings.instance), "DATABASE_URL": settings.database_url}
        command = [sys.executable, "-m", "gunicorn", "--config", "python:assessment.cli.server"]
        command += ["--bind", f"127.0.0.1:{self.port}", "--workers", str(self.workers + self.jobs)]
        command += ["--threads", str(self.threads), *([] if self.jobs else ["--env", "NO_WORKER=1"]), self.wsgi]
        with (settings.instance / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env=environment, cwd=ROOT, start_new_session=True, stdout=log, stderr=log
            )
        deadline = time.monotonic() + 180
        while not self._answers():
            assert self.process.poll() is None, "the server has ended"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.05)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/assets/none")
            connection.getresponse().read()
        except OSError:
            return False
        finally:
            connection.close()
        return True

    def pids(self) -> list[int]:
        """Return the ids of the first process and of those that serve pages."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("ascii").split()
        return [self.process.pid, *map(int, children)]

    def kill(self) -> None:
        """End every process at once, as a power cut of the program would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End as an operator would."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if how is signal.SIGKILL:
            os.killpg(self.process.pid, how)
        else:
            self.process.send_signal(how)
        try:
            self.process.wait(45)
        except subprocess.TimeoutExpired:
            # On a machine that does much else, what waits for the last request may take its time.
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(45)
        self.process = None


@dataclass
class Writer:
    """A signed-in person who sends requests over one connection at a time."""

    server: Server
    assessment: str
    section: str
    cookie: str = ""
    csrf: str = ""
    connection: http.client.HTTPConnection | None = None

    def sign_in(self, person: Account) -> Writer:
        client = self.server.app.test_client()
        factories.sign_in(self.server.app, client, person)
        found = client.get_cookie("session")
        assert found is not None
        self.cookie = found.value
        return self

    @property
    def address(self) -> str:
        return f"/assessments/{self.assessment}/sections/{self.section}"

    def request(
        self, method: str, address: str, form: Sequence[tuple[str, str]] = (), accept: str = "text/html"
    ) -> tuple[int, str]:
        """Return status and text; raise OSError or HTTPException when no answer came."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        headers = {"Cookie": f"session={self.cookie}", "Accept": accept}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, address, urlencode(form) if form else None, headers)
            response = self.connection.getresponse()
            return response.status, response.read().decode(errors="replace")
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def see(self) -> dict[str, int]:
        """Fetch the section page and return the versions it was shown with."""
        status, page = self.request("GET", self.address)
        assert status == 200, status
        token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
        assert token is not None
        self.csrf = token.group(1)
        return {name: int(version) for name, version in re.findall(r'name="([^"]+)\.version" value="(\d+)"', page)}

    def form(self, question: str, base: int, note: str) -> list[tuple[str, str]]:
        return [
            ("csrf_token", self.csrf),
            ("save_id", str(uuid.uuid4())),
            (f"{question}.version", str(base)),
            (question, "in-place"),
            (f"{question}.note", note),
        ]

    def save(self, question: str, base: int, note: str) -> tuple[int, dict[str, Any]]:
        """Save as the page's script does; return status and what was told about the question."""
        status, text = self.request("POST", self.address, self.form(question, base, note), "application/json")
        told = json.loads(text)
        return status, told.get("answers", {}).get(question, told)

    def send(self, question: str, base: int, note: str) -> tuple[int, str]:
        """Save as a page without script does; return status and page."""
        return self.request("POST", self.address, self.form(question, base, note))


def serve(server: Server) -> Iterator[Server]:
    """Start, give and stop a server: the body of a fixture."""
    server.start()
    try:
        yield server
    finally:
        server.stop()
