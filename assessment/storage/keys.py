"""The secrets of the installation, which the application read from its data folder."""

from __future__ import annotations

from typing import cast

from flask import current_app


def totp_key() -> str:
    """Return the key under which the secrets of authenticator apps are encrypted in the database."""
    return cast("str", current_app.config["TOTP_KEY"])
