"""The application with two more routes, which only the benchmark serves: an empty one, and a bare commit of one row."""

from __future__ import annotations

from sqlalchemy import text

from assessment import storage
from assessment.app import create_app
from assessment.web.guards import public

app = create_app()


@app.get("/bench/empty")
@public
def empty() -> str:
    """Do nothing: what Flask costs with everything that stands before every page."""
    return "ok"


@app.get("/bench/commit")
@public
def commit() -> str:
    """Change one row durably: what any save costs at least."""
    with storage.transaction() as session:
        session.execute(text("update bench_row set number = number + 1"))
    return "ok"
