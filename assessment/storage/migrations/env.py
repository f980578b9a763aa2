"""Runs migrations on the database of the current application."""

from __future__ import annotations

from alembic import context
from flask import current_app

import assessment.storage.tables  # noqa: F401 - fills the metadata
from assessment.storage import Base

database = current_app.extensions["migrate"].db


def run() -> None:
    """Apply the migrations in one transaction; batch mode lets SQLite change tables."""
    with database.engine.connect() as connection:
        arguments = current_app.extensions["migrate"].configure_args | {"render_as_batch": True}
        context.configure(connection=connection, target_metadata=Base.metadata, **arguments)
        with context.begin_transaction():
            context.run_migrations()


run()
