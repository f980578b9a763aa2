"""The application with the yardsticks beside it, which only the benchmark serves.

A bare Flask application with one empty route; an empty route of our own, with all that stands before every page; and a
bare commit of one row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask
from sqlalchemy import text

from assessment import storage
from assessment.app import create_app
from assessment.web.guards import public

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse

app = create_app()
bare = Flask("bare")
_own = app.wsgi_app


@bare.get("/bench/bare")
def nothing() -> str:
    """Do nothing: what Flask costs."""
    return "ok"


def _either(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
    served = bare.wsgi_app if environ["PATH_INFO"] == "/bench/bare" else _own
    return served(environ, start)


app.wsgi_app = _either  # type: ignore[method-assign, assignment] # Flask's own way to wrap an application


@app.get("/bench/empty")
@public
def empty() -> str:
    """Do nothing but find the session, check the guard and send the headers."""
    return "ok"


@app.get("/bench/commit")
@public
def commit() -> str:
    """Change one row durably: what any save costs at least."""
    with storage.transaction() as session:
        session.execute(text("update bench_row set number = number + 1"))
    return "ok"
