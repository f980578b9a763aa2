"""The one place where everything meets: settings, database, pages."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from itsdangerous import Signer

from assessment import storage, web
from assessment.config import TEMPLATES, Settings
from assessment.languages import folders
from assessment.services import editions
from assessment.storage import rates
from assessment.storage.datastore import Datastore
from assessment.web.application import Application

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

# What is signed for links, forms and people who have yet to sign in: the library would take SHA-1.
Signer.default_digest_method = staticmethod(hashlib.sha256)


def create_app(settings: Settings | None = None) -> Flask:
    """Return the WSGI application for these settings (by default those of the environment)."""
    chosen = settings or Settings.from_env()
    app = Application(
        "assessment", template_folder=str(TEMPLATES), static_folder=None, instance_path=str(chosen.instance)
    )  # fmt: skip
    chosen.instance.mkdir(parents=True, exist_ok=True)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=chosen.database_url,
        SECRET_KEY=_key(chosen.instance, "secret-key"),
        TRAIL_KEY=bytes.fromhex(_key(chosen.instance, "trail-key")),
        PSEUDONYM_KEY=bytes.fromhex(_key(chosen.instance, "pseudonym-key")),
        TOTP_KEY=_key(chosen.instance, "totp-key"),
        SESSION_COOKIE_SECURE=chosen.is_secure,
        # A token lives as long as its session: people leave a page open overnight.
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=2_000_000,
        MAX_FORM_MEMORY_SIZE=1_000_000,
        PROXIES=chosen.proxies,
        PUBLIC_URL=chosen.public_url,
        PSEUDO_LANGUAGE=chosen.pseudo_language,
        TRUSTED_HOSTS=list(chosen.hosts),
        RATELIMIT_STORAGE_URI=f"{rates.SCHEME}://{chosen.instance / 'rates.sqlite3'}",
        SETTINGS=chosen,
    )
    folders.use(chosen.instance)
    storage.attach(app)
    editions.attach()
    web.attach(app, Datastore())
    return app


def _key(instance: Path, name: str) -> str:
    """Return a key of the installation, made once and readable only by its owner."""
    path = instance / name
    if not path.exists():
        fresh = instance / f".{name}-{secrets.token_hex(8)}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32), encoding="ascii")
        try:
            # A hard link fails when another process was faster: then its key is used.
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii")
