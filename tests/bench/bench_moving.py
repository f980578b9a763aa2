"""The operator's dry run of moving 1,000 assessments from the pilot list to the newest version, on one core."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import insert

from assessment import storage
from assessment.app import create_app
from assessment.config import Settings
from assessment.domain import moving
from assessment.domain.answer_json import to_text
from assessment.services import rehearsing
from assessment.services.identifiers import new_id
from assessment.services.successions import succession
from assessment.storage.tables import Assessment, StoredAnswer
from tests import factories
from tests.bench.row import Row
from tests.domain.strategies import random_answers
from tests.moves import NEWEST, PILOT

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY = 1_000


def run() -> Iterator[Row]:
    """Give the rows one by one; what is measured is processor time of this one thread."""
    way = succession("altai", PILOT.version, NEWEST)
    if way is None:
        raise RuntimeError("the pilot list leads nowhere")
    answers = random_answers(PILOT, 1)
    start = time.process_time()
    for _ in range(100):
        moving.move(way, answers)
    yield Row("working out one move", (time.process_time() - start) * 10, "ms", 10)
    with TemporaryDirectory() as folder:
        app = create_app(Settings.from_env({"INSTANCE": str(Path(folder))}))
        with app.app_context():
            storage.migrate()
            _fill()
            start = time.process_time()
            found = rehearsing.rehearse("altai", PILOT.version, NEWEST)
            taken = time.process_time() - start
            storage.db.session.remove()
            storage.db.engine.dispose()
    if found.assessments != MANY or found.differing:
        raise RuntimeError(found)
    yield Row(f"dry run of moving {MANY:,} assessments, with scores and undo", taken, "s", MANY / 100)
    yield Row("  which is in one second", MANY / taken, "moves")


def _fill() -> None:
    """Write assessments of the pilot list with answers that differ."""
    system = factories.system(factories.organisation())
    at = datetime.now(UTC)
    assessments, answers = [], []
    for seed in range(MANY):
        id_ = new_id()
        assessments.append(
            {
                "id": id_, "organisation_id": system.organisation_id, "system_id": system.id, "questionnaire": "altai",
                "version": PILOT.version, "fingerprint": PILOT.fingerprint, "depth": 3, "created_by": id_,
                "created_at": at, "changed_at": at,
            }
        )  # fmt: skip
        answers += [
            {
                "assessment_id": id_, "question_id": question, "version": 1, "value": to_text(answer),
                "changed_by": id_, "changed_at": at,
            }
            for question, answer in random_answers(PILOT, seed).items()
        ]  # fmt: skip
    with storage.transaction() as session:
        session.execute(insert(Assessment), assessments)
        session.execute(insert(StoredAnswer), answers)
