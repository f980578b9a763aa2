"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask_security import AsaList
from sqlalchemy import DateTime, String, UnicodeText
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

ID_LENGTH = 26
DIGEST_LENGTH = 64


def identifier() -> String:
    """Return the type of a random public id: 128 bits as 26 letters and digits."""
    return String(ID_LENGTH)


def digest() -> String:
    """Return the type of a SHA-256 digest in hexadecimal."""
    return String(DIGEST_LENGTH)


class Words(AsaList):
    """A few words without commas, in one text, as Flask-Security keeps lists."""

    cache_ok = True


class Lines(TypeDecorator[list[str]]):
    """A few texts that may hold commas, each in a line of its own."""

    impl = UnicodeText
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the interface
        """Put each into a line."""
        return None if value is None else "\n".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[str] | None:  # noqa: ARG002 - the interface
        """Give back the lines."""
        return None if value is None else value.splitlines()


class Moment(TypeDecorator[datetime]):
    """A point in time. Always aware and in UTC in Python, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the interface
        """Turn an aware time into UTC; a naive one is a mistake of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the interface
        """Give back UTC, which SQLite does not remember."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
