"""Which rows name files outside the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import literal, select, union_all

from assessment.storage.tables import Evidence, StoredDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.storage import DatabaseSession

# Every table whose column `digest` names a file outside the database.
NAMING: dict[str, type[Evidence | StoredDocument]] = {
    Evidence.__tablename__: Evidence,
    StoredDocument.__tablename__: StoredDocument,
}


def blobs(session: DatabaseSession) -> Iterator[tuple[str, str]]:
    """Give (digest, table) of every file that a row names."""
    queries = [
        select(table.digest, literal(name)).where(table.digest != "").distinct() for name, table in NAMING.items()
    ]
    for row in session.execute(union_all(*queries)):
        yield row[0], row[1]
