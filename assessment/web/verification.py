"""Checking a report by its code: when, which questionnaire, which digest, and whether it still stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for

from assessment.domain.digits import latin
from assessment.services import results, submissions
from assessment.services.submissions import Validity
from assessment.web import limits
from assessment.web.codes import grouped
from assessment.web.guards import public
from assessment.web.public import blueprint

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

# A code has 26 characters; what is much longer is none, however it is grouped.
LONGEST = 60


@blueprint.get("/verify")
@public
def verify() -> ResponseReturnValue:
    """Ask for a code; one that was typed leads to its own address."""
    code = request.args.get("code", "").strip()
    if code:
        return redirect(url_for("public.verify_code", code=code[:LONGEST]), 303)
    return render_template("public/verify.html", code="", found=None, Validity=Validity)


@blueprint.get("/verify/<code>")
@public
def verify_code(code: str) -> ResponseReturnValue:
    """Say what the holder of the code may know, and nothing else."""
    attempt = limits.attempt(("verification from a place", (limits.place(),)))
    found = submissions.verify_submission(code[:LONGEST])
    if found is not None:
        attempt.succeeded()
    shown = grouped("".join(character for character in latin(code[:LONGEST]) if character.isalnum()))
    asked = results.questionnaire_of(found.questionnaire, found.version) if found else None
    page = render_template("public/verify.html", code=shown, found=found, questionnaire=asked, Validity=Validity)
    return page, 200 if found else 404
