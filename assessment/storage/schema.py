"""Which schema the database has, which one this program needs, and how durable the database's settings are."""

from __future__ import annotations

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from assessment.storage import MIGRATIONS, db, is_sqlite

# SQLite: 2 is FULL, 3 is EXTRA.
_SQLITE = {"journal_mode": {"wal"}, "synchronous": {"2", "3"}, "foreign_keys": {"1"}}
_POSTGRES = {"fsync": {"on"}, "full_page_writes": {"on"}, "synchronous_commit": {"on", "remote_write", "remote_apply"}}


def present() -> str:
    """Return the revision of the database; empty before the first migration."""
    return MigrationContext.configure(db.session.connection()).get_current_revision() or ""


def newest() -> str:
    """Return the revision that this program needs."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""


def knows(revision: str) -> bool:
    """Whether this program has a revision."""
    return any(script.revision == revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def start_at(revision: str) -> None:
    """Give an empty database the schema of a revision, whatever schema it had."""
    db.session.rollback()
    downgrade(directory=str(MIGRATIONS), revision="base")
    upgrade(directory=str(MIGRATIONS), revision=revision)


def weak_settings() -> list[tuple[str, str]]:
    """Return settings, with their values, under which an acknowledged answer could be lost in a power cut."""
    wanted, ask = (_SQLITE, "PRAGMA {}") if is_sqlite() else (_POSTGRES, "SHOW {}")
    found = {name: str(db.session.execute(text(ask.format(name))).scalar_one()) for name in wanted}
    return [(name, value) for name, value in found.items() if value not in wanted[name]]
