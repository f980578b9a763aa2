"""Migrations on SQLite and on a real PostgreSQL server: up, down, up; the schema equals the models."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from assessment import storage
from assessment.app import create_app
from assessment.config import Settings
from assessment.content.errors import ChangedAfterPublication
from assessment.services import publications

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    settings = {"INSTANCE": str(tmp_path)}
    if request.param == "postgresql":
        settings["DATABASE_URL"] = request.getfixturevalue("postgres")
    made = create_app(Settings.from_env(settings))
    yield made
    with made.app_context():
        storage.db.session.remove()
        storage.db.engine.dispose()


def test_migrations_go_up_down_and_up_again(database: Flask) -> None:
    with database.app_context():
        upgrade(str(storage.MIGRATIONS))
        downgrade(str(storage.MIGRATIONS), "base")
        upgrade(str(storage.MIGRATIONS))

        assert "published_version" in inspect(storage.db.engine).get_table_names()


def test_the_migrated_schema_equals_the_models(database: Flask) -> None:
    with database.app_context():
        storage.migrate()
        tables = inspect(storage.db.engine)
        found = {
            t: {c["name"] for c in tables.get_columns(t)} for t in tables.get_table_names() if t != "alembic_version"
        }

    assert found == {t.name: {c.name for c in t.columns} for t in storage.Base.metadata.sorted_tables}


def test_published_versions_are_registered_once(database: Flask) -> None:
    with database.app_context():
        storage.migrate()
        publications.register_published(NOW)
        offered = publications.register_published(NOW)
        count = storage.db.session.execute(text("select count(*) from published_version")).scalar_one()

    assert count == len(offered) >= 1


def test_a_version_that_differs_from_what_was_served_before_is_refused(database: Flask) -> None:
    with database.app_context():
        storage.migrate()
        publications.register_published(NOW)
        with storage.transaction() as session:
            session.execute(text("update published_version set fingerprint = 'another'"))

        with pytest.raises(ChangedAfterPublication, match="was changed"):
            publications.register_published(NOW)


def test_sqlite_is_durable(tmp_path: Path) -> None:
    app = create_app(Settings.from_env({"INSTANCE": str(tmp_path)}))
    with app.app_context():
        settings = [
            storage.db.session.execute(text(f"pragma {p}")).scalar_one() for p in ("journal_mode", "synchronous")
        ]

    assert settings == ["wal", 2]
