"""The ways to send: a mail server with TLS, a folder of files, the console."""

from __future__ import annotations

import smtplib
import ssl
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from assessment.mail.errors import NotSent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

# A server that says nothing for so long counts as down.
PATIENCE = 15.0
SMTP_PORT = 587
SMTPS_PORT = 465


class Sender(Protocol):
    """Sends messages, one after the other."""

    def send(self, message: EmailMessage) -> None:
        """Send one message; raise NotSent if it could not be handed over."""


@contextmanager
def opened(url: str, instance: Path, patience: float = PATIENCE) -> Iterator[Sender]:
    """Give the sender that an address names; `instance` is the data folder, `patience` is in seconds.

    `smtp://user:password@host:587` starts TLS before it signs in (`?tls=no` is for a server on the same machine),
    `smtps://` speaks TLS from the start, `file:` writes into a folder (by default `mail` in the data folder),
    `console:` prints. Raises NotSent when a server cannot be reached.
    """
    parts = urlsplit(url)
    match parts.scheme:
        case "smtp" | "smtps":
            with _connected(parts, patience) as server:
                yield _Server(server)
        case "console":
            yield _Console()
        case _:
            yield _Folder(Path(unquote(parts.path)) if parts.path else instance / "mail")


@dataclass(frozen=True, slots=True)
class _Server:
    server: smtplib.SMTP

    def send(self, message: EmailMessage) -> None:
        try:
            self.server.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(_words(error)) from error


@dataclass(frozen=True, slots=True)
class _Folder:
    folder: Path

    def send(self, message: EmailMessage) -> None:
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{name}.eml").write_bytes(message.as_bytes())
        except OSError as error:
            raise NotSent(_words(error)) from error


class _Console:
    def send(self, message: EmailMessage) -> None:
        sys.stdout.write(f"\n{message['To']}: {message['Subject']}\n\n{message.get_content()}\n")
        sys.stdout.flush()


@contextmanager
def _connected(parts: SplitResult, patience: float) -> Iterator[smtplib.SMTP]:
    try:
        server = _connect(parts, patience)
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(_words(error)) from error
    try:
        yield server
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()


def _connect(parts: SplitResult, patience: float) -> smtplib.SMTP:
    host = parts.hostname or "localhost"
    safety = ssl.create_default_context()
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, parts.port or SMTPS_PORT, timeout=patience, context=safety)
    else:
        server = smtplib.SMTP(host, parts.port or SMTP_PORT, timeout=patience)
    try:
        if parts.scheme == "smtp" and parse_qs(parts.query).get("tls") != ["no"]:
            server.starttls(context=safety)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _words(error: Exception) -> str:
    """Return what went wrong in one line, without what was sent."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "the server refused the recipient"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the server answered {error.smtp_code}"
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]
