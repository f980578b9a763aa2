"""Counts what does not vary with the load of a machine: function calls, SQL statements, bytes over the wire."""

from __future__ import annotations

import cProfile
import pstats
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from assessment.storage import db

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed.wsgi import StartResponse
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy import Engine
    from werkzeug.test import TestResponse


@dataclass
class Cost:
    """What one request took: calls of Python and C functions, and how often the database was asked."""

    response: TestResponse
    calls: int
    statements: int

    @property
    def bytes(self) -> int:
        """The size of the answer as it was sent."""
        return len(self.response.get_data())


@contextmanager
def statements(engine: Engine | None = None) -> Iterator[list[str]]:
    """Collect the statements that are sent to the database of the present application, or through this engine.

    What only begins a transaction is not counted.
    """
    watched = engine or db.engine
    seen: list[str] = []

    def note(*given: object) -> None:
        statement = str(given[2])
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(watched, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(watched, "before_cursor_execute", note)


@contextmanager
def profiled(app: Flask) -> Iterator[cProfile.Profile]:
    """Profile what the application does with each request in the block, without what the test's client does."""
    profile, served = cProfile.Profile(), app.wsgi_app

    def measured(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        return profile.runcall(served, environ, start)

    app.wsgi_app = measured  # type: ignore[method-assign, assignment] # Flask's own way to wrap an application
    try:
        yield profile
    finally:
        app.wsgi_app = served  # type: ignore[method-assign] # as above


def cost(app: Flask, client: FlaskClient, address: str, **options: Any) -> Cost:  # noqa: ANN401 - handed on
    """Make one request, compressed as browsers ask for it, and return what it took.

    What is made once for all requests counts too: make the same kind of request before. With `data` it is a POST.
    """
    method = client.post if "data" in options else client.get
    headers = {"Accept-Encoding": "br, gzip", **options.pop("headers", {})}
    with profiled(app) as profile:
        response = method(address, headers=headers, **options)
    found = pstats.Stats(profile)
    asked = sum(numbers[0] for (_, _, name), numbers in found.stats.items() if name in _ASKING)  # type: ignore[attr-defined] # not in the type stubs
    return Cost(response, found.total_calls, asked)  # type: ignore[attr-defined] # as above


# Where SQLAlchemy hands a statement to a driver; listening for its events would cost calls of its own.
_ASKING = {"do_execute", "do_executemany"}
