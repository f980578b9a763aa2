"""The list of rounds."""

from __future__ import annotations

from flask import render_template

from assessment.domain.access import Permission
from assessment.services.rounds import reading
from assessment.web.guards import guarded, now, who
from assessment.web.programme import words
from assessment.web.programme.blueprint import blueprint
from assessment.web.respondent.words import DEPTHS


@blueprint.get("/")
@guarded(Permission.FOLLOW_ROUNDS)
def home() -> str:
    """Show the rounds with how far each has come; a facilitator sees those of the organisations bound to them."""
    return render_template(
        "programme/home.html", rounds=reading.list_rounds(who(), now()), words=words, depths=DEPTHS
    )  # fmt: skip
