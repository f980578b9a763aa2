"""Score rows: one for each submission, frozen with it; every aggregate is computed from them and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from assessment import storage
from assessment.domain.score_row import ROWS, figures_of
from assessment.storage import db, score_rows, trail

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assessment.storage import DatabaseSession
    from assessment.storage.score_rows import Scored
    from assessment.storage.tables import ScoreRow

_AT_ONCE = 100
_LISTED = 100


def write(session: DatabaseSession, submission_id: str) -> None:
    """Write the score row of a submission in the transaction that submits it."""
    session.flush()
    score_rows.add(session, [row_of(one) for one in score_rows.of_submissions(session, [submission_id])])


def complete(tick: Callable[[], None] = lambda: None) -> int:
    """Write the rows of submissions that have none, from before there were score rows; return how many.

    A few at a time, so that nobody who saves has to wait, with `tick` between; done again, it finds nothing.
    """
    count = 0
    while True:
        with storage.transaction() as session:
            # Of two at once, the second waits here and finds nothing to do.
            trail.lock_head(session)
            found = score_rows.missing(session, _AT_ONCE)
            if not found:
                return count
            score_rows.add(session, [row_of(one) for one in found])
        count += len(found)
        tick()


def differing() -> list[str]:
    """Return submissions, a hundred at most, whose row is not what their frozen score comes to."""
    found: list[str] = []
    for scored, row in score_rows.pairs(db.session):
        if not _agrees(row_of(scored), row):
            found.append(scored.submission_id)
        db.session.expunge(row)
        if len(found) == _LISTED:
            break
    return found


def row_of(scored: Scored) -> dict[str, object]:
    """Return the row of a submission."""
    figures = figures_of(json.loads(scored.score))
    inner = {id_: share for id_, share in figures.scores.items() if id_ not in ROWS}
    details = {"scores": inner, "bands": figures.bands, "asked": figures.asked, "gaps": figures.gaps}
    kept = {name: value for name, value in scored._asdict().items() if name != "score"}
    return kept | {
        "details": json.dumps(details, separators=(",", ":"), sort_keys=True),
        **{name.lower(): figures.scores.get(name) for name in ROWS},
    }


def _agrees(made: Mapping[str, object], row: ScoreRow) -> bool:
    """Whether a row holds these figures; whose system it is and in which role may have changed since."""
    names = ("questionnaire", "version", "scoring_model", "depth", "details", *(name.lower() for name in ROWS))
    return all(made[name] == getattr(row, name) for name in names)
