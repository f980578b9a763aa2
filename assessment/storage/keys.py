"""What services need of the installation: its settings, and the secrets of its data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from assessment.config import Settings


def totp_key() -> str:
    """Return the key under which the secrets of authenticator apps are encrypted in the database."""
    return cast("str", current_app.config["TOTP_KEY"])


def settings() -> Settings:
    """Return the settings of the present application."""
    return cast("Settings", current_app.config["SETTINGS"])


def secret_key() -> str:
    """Return the key that signs links and forms."""
    return cast("str", current_app.config["SECRET_KEY"])


def pseudonym_key() -> bytes:
    """Return the key of the pseudonyms under which organisations stay in releases: lost, it cannot be made again."""
    return cast("bytes", current_app.config["PSEUDONYM_KEY"])
