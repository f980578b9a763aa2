"""Signing in as somebody of the demonstration, by a link that works once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template

from assessment.services.demo import links
from assessment.web import guards
from assessment.web.account import signing
from assessment.web.account.blueprint import blueprint
from assessment.web.guards import public

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.storage.tables import Account


@blueprint.get("/demonstration/<token>")
@public
def demonstration(token: str) -> str:
    """Say who a link signs in as; a program that only looks at links uses none up."""
    return render_template("account/demonstration.html", shown=_found(token), token=token)


@blueprint.post("/demonstration/<token>")
@public
def enter_demonstration(token: str) -> ResponseReturnValue:
    """Sign in."""
    return signing.complete(links.use_link(_found(token), guards.now()), "demonstration")


def _found(token: str) -> Account:
    found = links.find_person(token)
    if found is None:
        abort(404)
    return found
