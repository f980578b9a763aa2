"""A person's own account: signing in and out, invitations, factors, sessions, profile."""

from __future__ import annotations

from flask import Blueprint, render_template

from assessment.web.guards import public

blueprint = Blueprint("account", __name__)


@blueprint.get("/sign-in")
@public
def sign_in() -> str:
    """Ask who is there."""
    return render_template("account/sign_in.html")
