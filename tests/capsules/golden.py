"""What an instance scores and reports: the figures of every submission, and the report of some as text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from assessment.services import reporting, results
from assessment.services.scoring import as_json
from assessment.storage import db
from assessment.storage.tables import Submission

if TYPE_CHECKING:
    from assessment.services.scoring import Scored


def golden() -> dict[str, dict[str, object]]:
    """Return by submission its version, its score computed anew, and of the last of each version its report."""
    found: dict[str, dict[str, object]] = {}
    rows = db.session.scalars(select(Submission).order_by(Submission.version, Submission.id)).all()
    reported = {row.version: row.id for row in rows}
    for row in rows:
        scored = results.score_file_text(row.answers, row.questionnaire, row.version)
        assert scored.scorecard is not None
        assert json.loads(row.score) == as_json(scored.scorecard)
        found[row.id] = {"version": row.version, "score": as_json(scored.scorecard)}
        if reported[row.version] == row.id:
            found[row.id]["report"] = report(scored)
    return found


def report(scored: Scored) -> list[str]:
    """Return the lines of a report as it is set, without its style sheet."""
    html = reporting.make_report(scored, html=True).decode("utf-8")
    return re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL).splitlines()
