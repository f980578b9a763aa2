"""A person takes along what the service keeps about them."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

from assessment import storage
from assessment.domain.trail import Event
from assessment.languages import interface
from assessment.reports import readme
from assessment.services.places import NotFound
from assessment.storage import acts, erasure, personal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from assessment.storage.dump import Row


def export_account(account_id: str, language: str, at: datetime) -> bytes:
    """Return a ZIP with everything about a person; raise NotFound when there is no such account.

    Its README is in `language`, or in English where that is not on offer.
    """
    with acts.act(Event.DATA_EXPORTED, by=account_id, at=at, subject=account_id):
        pass
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, storage.snapshot() as session:
        account = erasure.find_account(session, account_id)
        if account is None:
            raise NotFound
        archive.writestr(readme.NAME, readme.of_person(interface.spoken(language).gettext).as_text())
        _put(archive, "account", [personal.account(session, account_id)])
        for name, rows in personal.apart(session, account).items():
            _put(archive, name, rows)
        for table in personal.tables():
            _put(archive, f"records/{table.name}", personal.rows(session, table, account_id))
        _put(archive, "trail", personal.trail(session, account_id))
    return made.getvalue()


def _put(archive: zipfile.ZipFile, name: str, rows: Iterable[Row]) -> None:
    archive.writestr(f"{name}.json", json.dumps(list(rows), ensure_ascii=False, indent=1))
