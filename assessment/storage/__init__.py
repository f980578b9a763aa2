"""The database: the only package that knows SQLAlchemy."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from flask import current_app
from flask_migrate import Migrate, upgrade
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData, event, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import DeclarativeBase

from assessment.storage.locking import one_writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask_sqlalchemy.session import Session
    from sqlalchemy import CursorResult, Result
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.orm import scoped_session
    from sqlalchemy.pool import ConnectionPoolEntry

    DatabaseSession = scoped_session[Session]

MIGRATIONS = Path(__file__).parent / "migrations"
# PostgreSQL names its advisory locks by numbers; this one is ours.
_PREPARING = 20_261_126


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


# Rows keep their values after a commit: pages are rendered from what was just written.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
_migrate = Migrate()


def attach(app: Flask) -> None:
    """Bind the database to an application; SQLite gets its durable settings on every connection."""
    db.init_app(app)
    _migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    with app.app_context():
        if is_sqlite():
            event.listen(db.engine, "connect", _make_durable)


def is_sqlite() -> bool:
    """Whether the current application keeps its data in SQLite."""
    return db.engine.dialect.name == "sqlite"


def _make_durable(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def one_preparer() -> Iterator[None]:
    """Let one process at a time prepare the database: pages and worker start together and would make it twice."""
    if is_sqlite():
        with one_writer(Path(current_app.instance_path) / "preparing.lock"):
            yield
        return
    with db.engine.connect() as connection:
        # Held by this connection's transaction, which ends with the block.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _PREPARING})
        yield


class LacksRights(RuntimeError):
    """The tables have to be made or changed, and the role that signs in to the database may not do that."""


def migrate() -> None:
    """Bring the database of the current application to the newest schema; may raise LacksRights."""
    try:
        upgrade(directory=str(MIGRATIONS))
    except ProgrammingError as error:
        # So PostgreSQL numbers what is forbidden.
        if getattr(error.orig, "sqlstate", "") == "42501":
            raise LacksRights from None
        raise


def affected(result: Result[*tuple[Any, ...]]) -> int:
    """Return how many rows a change touched."""
    return int(cast("CursorResult[*tuple[Any, ...]]", result).rowcount)


@contextmanager
def transaction() -> Iterator[DatabaseSession]:
    """Give a session that is committed at the end, or rolled back when an error leaves the block.

    On SQLite one writer at a time holds a lock across processes, so keep blocks short and compute before them: the
    lock is fair where SQLite's own waiting lets some writers starve.
    """
    sqlite = is_sqlite()
    with one_writer(Path(current_app.instance_path) / "write.lock") if sqlite else nullcontext():
        try:
            # Ends a read that is still open and lets go of what it found, so that this transaction sees what the last
            # writer wrote, also in rows that the request has seen before.
            db.session.rollback()
            if sqlite:
                db.session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            yield db.session
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


@contextmanager
def snapshot() -> Iterator[DatabaseSession]:
    """Give a session whose queries all see the database as it is now, whatever is written meanwhile.

    For long reads that must agree with themselves: verification, backups, exports. It writes nothing.
    """
    db.session.rollback()
    try:
        if is_sqlite():
            db.session.execute(text("BEGIN"))
        else:
            db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield db.session
    finally:
        db.session.rollback()


def is_within_reach() -> bool:
    """Whether there is an application, and so a database, at the moment."""
    return bool(current_app)
