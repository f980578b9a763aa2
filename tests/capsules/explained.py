"""Prints how today's reports differ from those of a capsule: `python -m tests.capsules.explained NAME`."""

from __future__ import annotations

import difflib
import json
import lzma
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessment.app import create_app
from assessment.config import Settings
from assessment.services import publications
from tests.capsules.golden import golden

if TYPE_CHECKING:
    from flask import Flask

HERE = Path(__file__).parent


def upgraded(capsule: Path, place: Path) -> Flask:
    """Unpack a capsule's instance into a folder and bring it to today's schema; return the application on it."""
    with tarfile.open(fileobj=BytesIO(lzma.decompress((capsule / "instance.tar.xz").read_bytes()))) as archive:
        archive.extractall(place, filter="data")
    app = create_app(Settings.from_env({"INSTANCE": str(place)}))
    with app.app_context():
        publications.migrate()
        publications.register_published(datetime.now(UTC))
    return app


def then(capsule: Path) -> dict[str, dict[str, Any]]:
    """Return what the capsule's version scored and reported."""
    found: dict[str, dict[str, Any]] = json.loads(lzma.decompress((capsule / "golden.json.xz").read_bytes()))
    return found


def today() -> dict[str, dict[str, Any]]:
    """Return what this version scores and reports, as it would be read back from a capsule."""
    found: dict[str, dict[str, Any]] = json.loads(json.dumps(golden()))
    return found


def differences(before: dict[str, dict[str, Any]], now: dict[str, dict[str, Any]]) -> list[str]:
    """Return the differences of all reports, each below the version of the questionnaire that it is about."""
    found = []
    for id_, one in before.items():
        pair = one.get("report", []), now[id_].get("report", [])
        lines = list(difflib.unified_diff(*pair, "then", "now", n=0, lineterm=""))
        found += [f"== {one['version']}", *lines] if lines else []
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, upgraded(HERE / sys.argv[1], Path(folder)).app_context():
        sys.stdout.write("\n".join([*differences(then(HERE / sys.argv[1]), today()), ""]))
