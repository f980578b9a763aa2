"""Score rows: written when something is submitted, added for what is older, gone with the organisation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from assessment import storage
from assessment.services import score_rows
from assessment.services.doctor import content
from assessment.storage import db, erasure
from assessment.storage.tables import ScoreRow
from tests import factories, results

if TYPE_CHECKING:
    from flask import Flask


def rows() -> list[ScoreRow]:
    return list(db.session.scalars(select(ScoreRow)))


def submitted(number: int = 1) -> str:
    place = results.stored()
    return results.submit(place, results.example(), number).id


def test_a_submission_from_before_gets_its_row_once(any_app: Flask) -> None:
    with any_app.app_context():
        id_ = submitted()

        assert (score_rows.complete(), score_rows.complete()) == (1, 0)
        assert [row.submission_id for row in rows()] == [id_]


@pytest.mark.usefixtures("context")
def test_a_row_holds_the_exact_score_in_billionths() -> None:
    submitted()
    score_rows.complete()
    row = rows()[0]

    assert row.hao is None or 0 <= row.hao <= 1_000_000_000
    assert set(json.loads(row.details)) == {"scores", "bands", "asked", "gaps"}


@pytest.mark.usefixtures("context")
def test_a_row_that_was_changed_is_found() -> None:
    id_ = submitted()
    score_rows.complete()
    assert score_rows.differing() == []
    with storage.transaction() as session:
        session.execute(update(ScoreRow).values(trs=1))

    assert score_rows.differing() == [id_]
    assert [problem.is_warning for problem in content.rows_of_scores(factories.NOW)] == [False]


def test_rows_go_with_the_organisation(any_app: Flask) -> None:
    with any_app.app_context():
        place = results.stored()
        results.submit(place, results.example())
        score_rows.complete()
        assert place.organisation is not None
        with storage.transaction() as session:
            erasure.delete_organisation(session, place.organisation.id)

        assert rows() == []
