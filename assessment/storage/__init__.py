"""The database: the only package that knows SQLAlchemy."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flask_migrate import Migrate, upgrade
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData, event
from sqlalchemy.orm import DeclarativeBase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask_sqlalchemy.session import Session
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.orm import scoped_session
    from sqlalchemy.pool import ConnectionPoolEntry

MIGRATIONS = Path(__file__).parent / "migrations"


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can name what they change on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        },
    )


db = SQLAlchemy(model_class=Base)
_migrate = Migrate()


def attach(app: Flask) -> None:
    """Bind the database to an application; SQLite gets its durable settings on every connection."""
    db.init_app(app)
    _migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _make_durable)


def _make_durable(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def migrate() -> None:
    """Bring the database of the current application to the newest schema."""
    upgrade(directory=str(MIGRATIONS))


@contextmanager
def transaction() -> Iterator[scoped_session[Session]]:
    """Give a session that is committed at the end, or rolled back when an error leaves the block."""
    try:
        yield db.session
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
