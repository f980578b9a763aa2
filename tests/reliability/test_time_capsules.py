"""What former versions of this software left behind: upgraded to today, it scores and reports what it did then.

Where a report differs on purpose, the difference stands in the capsule as `explained.diff`, below lines that begin with
`#` and say why. `python -m pytest tests/reliability/test_time_capsules.py` prints the difference of today.
"""

from __future__ import annotations

import difflib
import json
import lzma
import tarfile
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assessment.app import create_app
from assessment.config import Settings
from assessment.services import publications
from assessment.services.doctor import checking
from tests import capsules
from tests.capsules.golden import golden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

CAPSULES = sorted(path.parent for path in Path(capsules.__file__).parent.glob("*/instance.tar.xz"))
# What the software keeps; the rest of the doctor's checks are about the machine.
KEPT = {"trail", "files", "scores", "score-rows", "questionnaires"}

pytestmark = pytest.mark.slow


@pytest.fixture(params=CAPSULES, ids=lambda path: path.name, scope="module")
def capsule(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture(scope="module")
def upgraded(capsule: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Give the instance of a capsule with today's schema."""
    place = tmp_path_factory.mktemp(capsule.name)
    with tarfile.open(fileobj=BytesIO(lzma.decompress((capsule / "instance.tar.xz").read_bytes()))) as archive:
        archive.extractall(place, filter="data")
    app = create_app(Settings.from_env({"INSTANCE": str(place)}))
    with app.app_context():
        publications.migrate()
        publications.register_published(datetime.now(UTC))
        yield app


@lru_cache
def then(capsule: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(lzma.decompress((capsule / "golden.json.xz").read_bytes()))
    return found


@lru_cache
def today(_upgraded: Flask) -> dict[str, dict[str, Any]]:
    return json.loads(json.dumps(golden()))  # type: ignore[no-any-return] # what it was when it was written


def test_every_submission_has_the_score_that_it_had(capsule: Path, upgraded: Flask) -> None:
    scores = {id_: (one["version"], one["score"]) for id_, one in today(upgraded).items()}

    assert scores == {id_: (one["version"], one["score"]) for id_, one in then(capsule).items()}


def test_a_report_is_what_it_was_but_for_what_is_explained(capsule: Path, upgraded: Flask) -> None:
    path = capsule / "explained.diff"
    explained = path.read_text("utf-8").splitlines() if path.exists() else []

    assert differences(then(capsule), today(upgraded)) == [line for line in explained if not line.startswith("#")]


def test_an_upgraded_instance_is_sound(upgraded: Flask) -> None:  # noqa: ARG001 - the context is its own
    made = checking.examine(datetime.now(UTC), [one for one in checking.CHECKS if one.name in KEPT])

    assert len(made) == len(KEPT)
    assert [(one.check.name, problem) for one in made for problem in one.problems] == []


def differences(before: dict[str, dict[str, Any]], now: dict[str, dict[str, Any]]) -> list[str]:
    """Return the differences of all reports, each below the version of the questionnaire that it is about."""
    found = []
    for id_, one in before.items():
        lines = list(
            difflib.unified_diff(one.get("report", []), now[id_].get("report", []), "then", "now", "", "", 0, "")
        )
        found += [f"== {one['version']}", *lines] if lines else []
    return found
