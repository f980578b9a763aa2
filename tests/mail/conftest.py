"""A real mail server on this machine."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import pytest
from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiosmtpd.smtp import SMTP, Envelope, Session


class Letterbox:
    """Takes what is sent; answers late or refuses when a test wants it to."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.delay = 0.0
        self.answer = "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the interface
        time.sleep(self.delay)  # noqa: ASYNC251 - a server that hangs
        if self.answer.startswith("250"):
            self.received.append((envelope.content or b"").decode())  # type: ignore[union-attr] # bytes here
        return self.answer


class Server:
    """The server with its letterbox."""

    def __init__(self) -> None:
        self.box = Letterbox()
        with socket.socket() as place:
            place.bind(("127.0.0.1", 0))
            self.port = int(place.getsockname()[1])
        self._controller = Controller(self.box, hostname="127.0.0.1", port=self.port)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?tls=no"

    def start(self) -> None:
        self._controller.start()
        self._is_up = True

    def stop(self) -> None:
        if self._is_up:
            self._controller.stop()
        self._is_up = False


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    made.start()
    yield made
    made.stop()
