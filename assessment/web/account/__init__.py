"""A person's own account: signing in and out, invitations, factors, sessions, profile.

Each module of this package adds its pages to the one blueprint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.web.account import (
    data,
    demonstration,
    engine,
    factors,
    invitations,
    other_service,
    profile,
    recovery,
    resuming,
    sign_in,
)
from assessment.web.account.blueprint import blueprint

if TYPE_CHECKING:
    from flask import Flask
    from flask_security import UserDatastore

__all__ = ["attach", "blueprint", "data", "demonstration", "factors", "invitations", "profile", "recovery", "sign_in"]


def attach(app: Flask, datastore: UserDatastore) -> None:
    """Add what knows who is signed in, and what saves typing when nobody is."""
    engine.attach(app, datastore)
    resuming.attach(app)
    other_service.attach(app, app.config["SETTINGS"])
    app.extensions["sign-in-page"] = sign_in.sign_in_page
