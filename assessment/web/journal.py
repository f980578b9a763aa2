"""The log of the service: JSON lines with a fixed list of fields, none of which is about a person.

Addresses of computers, paths (which hold ids and, in invitations, secrets), texts of exceptions (in which a database
repeats what was stored) and names never get into it. An incident's number is on the page that its reader saw.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import time
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import g, got_request_exception, has_request_context, request

if TYPE_CHECKING:
    from types import TracebackType

    from flask import Flask, Response

LOGGER = logging.getLogger("assessment.requests")
# The fields of a line, and no others.
FIELDS = (
    "at",
    "level",
    "logger",
    "incident",
    "event",
    "method",
    "endpoint",
    "status",
    "ms",
    "bytes",
    "message",
    "error",
    "where",
)
_ENCODED = json.JSONEncoder(ensure_ascii=False).encode
_NUMBER = "ABCDEFGHJKMNPQRSTWXYZ23456789"
_FRAMES = 12
_SERVER_ERROR = 500


class Lines(logging.Formatter):
    """Writes a record as one JSON line. Of an exception only its type and where it happened are told."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        values: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        given = record.__dict__
        values |= {name: given[name] for name in FIELDS if name in given and name != "message"}
        if record.exc_info and record.exc_info[0] is not None:
            values |= {"error": record.exc_info[0].__name__, "where": _where(record.exc_info[2])}
            values |= {"incident": incident(), "endpoint": request.endpoint} if has_request_context() else {}
        elif record.name != LOGGER.name:
            values["message"] = record.getMessage()
        return _ENCODED({name: values[name] for name in FIELDS if name in values})


def attach(app: Flask) -> None:
    """Write a line for each request, and number each incident. Under gunicorn the whole log becomes JSON lines."""
    if os.environ.get("SERVER_SOFTWARE", "").startswith("gunicorn"):
        write_lines()
    app.before_request(_begin)
    app.after_request(_note)
    got_request_exception.connect(_number, app)
    app.context_processor(lambda: {"incident": g.get("incident", "")})


def write_lines(level: int = logging.INFO) -> None:
    """Send the log of this process to standard error as JSON lines."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    LOGGER.setLevel(level)
    # No line names them, and finding them out for each takes as long as writing it: Python's manual of logging says so.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None  # noqa: SLF001 - as the manual tells


def incident() -> str:
    """Return the number of this request's incident, made when it is first asked for."""
    if "incident" not in g:
        g.incident = "".join(secrets.choice(_NUMBER) for _ in range(8))
    found: str = g.incident
    return found


def note(event: str) -> None:
    """Name what this request's line is to tell about safety, such as a refused sign-in; who it was stays untold."""
    g.event = event


def _begin() -> None:
    g.begun = time.perf_counter()


def _number(_app: Flask, **_: object) -> None:
    incident()


def _note(response: Response) -> Response:
    if response.status_code >= _SERVER_ERROR:
        incident()
    if LOGGER.isEnabledFor(logging.INFO):
        now = time.perf_counter()
        noted: dict[str, object] = {
            "method": request.method,
            "endpoint": request.endpoint or "",
            "status": response.status_code,
            "ms": round((now - g.get("begun", now)) * 1000, 1),
        }
        size = response.content_length
        if size is not None:
            noted["bytes"] = size
        noted |= {name: g.get(name) for name in ("incident", "event") if name in g}
        LOGGER.info("request", extra=noted)
    return response


def _where(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-_FRAMES:]]
