"""A real server and a real browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from assessment.app import create_app
from assessment.config import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask
    from playwright.sync_api import Browser

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


# Shared machines are slow at times: what comes late is not wrong.
expect.set_options(timeout=60_000)


@dataclass(frozen=True)
class Served:
    """A server: its address and its data folder, in which tests put what they need."""

    address: str
    instance: Path

    def app(self) -> Flask:
        """Give an application on the same data, to make rows with and to look at them."""
        return create_app(Settings.from_env({"INSTANCE": str(self.instance)}))

    def mail_to(self, recipient: str, seconds: float = 60) -> list[str]:
        """Return the texts of the mails to somebody, oldest first; wait until there is one."""
        deadline = time.monotonic() + seconds
        while True:
            paths = sorted((self.instance / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
            mails = [BytesParser(policy=policy.default).parsebytes(path.read_bytes()) for path in paths]
            found = [mail.get_content() for mail in mails if recipient in str(mail["To"])]
            if found or time.monotonic() > deadline:
                return found
            time.sleep(0.2)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the application as `./dev run` does, with the mirrored pseudo-language on offer."""
    port, instance = free_port(), tmp_path_factory.mktemp("served")
    environment = os.environ | {"INSTANCE": str(instance), "PORT": str(port), "PSEUDO_LANGUAGE": "1"}
    server = subprocess.Popen([sys.executable, "-m", "assessment", "serve"], env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        yield Served(f"http://127.0.0.1:{port}", instance)
    finally:
        server.terminate()
        server.wait(60)


@pytest.fixture(scope="session")
def address(served: Served) -> str:
    """Give the server's address."""
    return served.address


def until(holds: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait for what another process does in its own time; fail with its name when it never comes."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s in vain for: {what}"
        time.sleep(0.1)


def wait_for(url: str, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=30).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield started
        started.close()
