"""A transaction decides by what is stored now, whatever the request has read before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from assessment import storage
from assessment.storage import accounts, db
from tests import factories

if TYPE_CHECKING:
    from flask import Flask


def test_rows_that_were_read_before_are_read_anew(any_app: Flask) -> None:
    with any_app.app_context():
        person = factories.account("Before")
        assert accounts.by_id(db.session, person.id)
        with db.engine.begin() as other:
            other.execute(text("update account set name = 'Now'"))
        with storage.transaction() as session:
            found = accounts.by_id(session, person.id)

        assert found
        assert found.name == "Now"
