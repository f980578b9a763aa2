"""What former versions of this software left behind: upgraded to today, it scores and reports what it did then.

Where a report differs on purpose, the difference stands in the capsule as `explained.diff`, below lines that begin with
`#` and say why.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from assessment.services.doctor import checking
from tests.capsules import explained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CAPSULES = sorted(path.parent for path in explained.HERE.glob("*/instance.tar.xz"))
# What the software keeps; the rest of the doctor's checks are about the machine.
KEPT = {"trail", "files", "scores", "score-rows", "questionnaires"}


@pytest.fixture(params=CAPSULES, ids=lambda path: path.name, scope="module")
def capsule(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture(scope="module")
def today(capsule: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any]]]:
    """Give what a capsule scores and reports once it has today's schema, in the context of its application."""
    with explained.upgraded(capsule, tmp_path_factory.mktemp(capsule.name)).app_context():
        yield explained.today()


def test_every_submission_has_the_score_that_it_had(capsule: Path, today: dict[str, dict[str, Any]]) -> None:
    scores = {id_: (one["version"], one["score"]) for id_, one in today.items()}

    assert scores == {id_: (one["version"], one["score"]) for id_, one in explained.then(capsule).items()}


def test_a_report_is_what_it_was_but_for_what_is_explained(capsule: Path, today: dict[str, dict[str, Any]]) -> None:
    path = capsule / "explained.diff"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []

    assert explained.differences(explained.then(capsule), today) == [line for line in lines if not line.startswith("#")]


def test_an_upgraded_instance_is_sound(today: dict[str, dict[str, Any]]) -> None:
    made = checking.examine(datetime.now(UTC), [one for one in checking.CHECKS if one.name in KEPT])

    assert len(made) == len(KEPT)
    assert today
    assert [(one.check.name, problem) for one in made for problem in one.problems] == []
