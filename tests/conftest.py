"""What several kinds of test need: an application on a fresh database, a client that checks every page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from assessment.app import create_app
from assessment.config import Settings
from tests.pages import PageClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

LONG = os.environ.get("ASSESSMENT_LONG") == "1"
settings.register_profile("short", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("long" if LONG else "short")


@pytest.fixture(scope="session", autouse=True)
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep every test's data folder out of the checkout."""
    folder = tmp_path_factory.mktemp("instance")
    before = os.environ.get("INSTANCE")
    os.environ["INSTANCE"] = str(folder)
    yield folder
    if before is None:
        del os.environ["INSTANCE"]
    else:
        os.environ["INSTANCE"] = before


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    made = create_app(Settings.from_env({"INSTANCE": str(tmp_path / "instance")}))
    made.testing = True
    return made


@pytest.fixture
def client(app: Flask) -> PageClient:
    return PageClient(app.test_client())
