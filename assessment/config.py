"""Settings, read once from the environment, and where the packaged data lies."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE = Path(__file__).resolve().parent
# A wheel carries templates, translations and questionnaires in the package; a checkout has them beside it.
DATA = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent

LAST_PORT = 65535

QUESTIONNAIRES = DATA / "questionnaires"
TRANSLATIONS = DATA / "translations"
TEMPLATES = DATA / "templates"
DOCS = DATA / "docs"


class SettingsError(ValueError):
    """The environment holds settings that cannot be used; the text names all of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation chooses.

    `instance` is the data folder, `database_url` an SQLAlchemy address (SQLite in the data folder by default),
    `host` and `port` are where `serve` listens.
    """

    instance: Path
    database_url: str
    host: str
    port: int

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read INSTANCE, DATABASE_URL, HOST and PORT; raise SettingsError naming every unusable one."""
        given = os.environ if environment is None else environment
        instance = Path(given.get("INSTANCE") or "instance").absolute()
        problems = []
        port = given.get("PORT") or "8000"
        if not port.isdecimal() or not 0 < int(port) <= LAST_PORT:
            problems.append(f"PORT is {port!r}, but must be a number from 1 to 65535")
        url = given.get("DATABASE_URL") or f"sqlite:///{instance / 'assessment.sqlite3'}"
        if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            problems.append("DATABASE_URL must begin with sqlite:/// or postgresql://")
        if problems:
            raise SettingsError("; ".join(problems))
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
        return cls(instance, url, given.get("HOST") or "127.0.0.1", int(port))
