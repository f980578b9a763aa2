"""Printable letters of a round: choosing whose, watching them being made, downloading and deleting the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, make_response, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm

from assessment.domain.access import Permission
from assessment.services.places import NotFound
from assessment.services.rounds import letters as service
from assessment.services.rounds.inviting import NotInviting
from assessment.services.rounds.letters import MOST, SECRET, Nobody, Wish
from assessment.web.account.letters import public_address
from assessment.web.guards import guarded, now, who
from assessment.web.programme import letters, words
from assessment.web.programme.blueprint import blueprint
from assessment.web.programme.rounds import UNACCEPTED, found_round

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from assessment.services.rounds.letters import Candidate
    from assessment.services.rounds.reading import Known

# Seconds until a page that waits looks again; without script the browser does it by itself.
AGAIN = 3


@blueprint.get("/rounds/<round_id>/letters")
@guarded(Permission.RUN_ROUNDS)
def letters_page(round_id: str) -> str:
    """Ask whose letters are wanted."""
    return _page(found_round(round_id), FlaskForm())


@blueprint.post("/rounds/<round_id>/letters")
@guarded(Permission.RUN_ROUNDS)
def letters_request(round_id: str) -> ResponseReturnValue:
    """Ask the worker for letters and go to where they can be watched."""
    known, form = found_round(round_id), FlaskForm()
    chosen = tuple(request.form.getlist("participant"))
    wish = Wish(
        chosen, public_address("account.invitation", secret=SECRET), public_address("account.code"), who().name,
        letters.programme(),
    )  # fmt: skip
    try:
        key = service.request_letters(round_id, wish, who(), now())
    except Nobody:
        form.form_errors.append(gettext("Choose at least one organisation, and at most %(number)s.", number=MOST))
        return _page(known, form), UNACCEPTED
    except NotInviting:
        form.form_errors.append(
            gettext("Nobody can be invited now. Open the round first, or give it another last day.")
        )
        return _page(known, form), UNACCEPTED
    return redirect(url_for("programme.letters_progress", round_id=round_id, letters_key=key), 303)


@blueprint.get("/rounds/<round_id>/letters/<letters_key>")
@guarded(Permission.RUN_ROUNDS)
def letters_progress(round_id: str, letters_key: str) -> ResponseReturnValue:
    """Show how many letters are made, and where to download them."""
    known, parts = found_round(round_id), service.parts(round_id, letters_key)
    try:
        progress, total = service.progress(round_id, letters_key)
    except NotFound:
        abort(404)
    page = render_template(
        "programme/letters_progress.html", round=known, progress=progress, total=total, parts=parts,
        made=sum(part.letters for part in parts), key=letters_key, words=words,
    )  # fmt: skip
    response = make_response(page)
    if progress.is_open:
        response.headers["Refresh"] = str(AGAIN)
    return response


@blueprint.get("/rounds/<round_id>/letters/<letters_key>/<int:part_number>.pdf")
@guarded(Permission.RUN_ROUNDS)
def letters_file(round_id: str, letters_key: str, part_number: int) -> Response:
    """Send one file of letters; nobody keeps it on the way, because there are codes in it."""
    found_round(round_id)
    try:
        opened = service.open_part(round_id, letters_key, part_number)
    except NotFound:
        abort(404)
    response = send_file(
        opened, "application/pdf", as_attachment=True, download_name=f"letters-{part_number}.pdf", etag=False
    )  # fmt: skip
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.post("/rounds/<round_id>/letters/<letters_key>/deletion")
@guarded(Permission.RUN_ROUNDS)
def letters_deletion(round_id: str, letters_key: str) -> ResponseReturnValue:
    """Delete the files of a request."""
    found_round(round_id)
    service.forget_letters(round_id, letters_key, who(), now())
    flash(gettext("The files are deleted. The codes in the letters stay valid."))
    return redirect(url_for("programme.letters_page", round_id=round_id), 303)


def _page(known: Known, form: FlaskForm) -> str:
    wanted = request.args.get("who", "no-address")
    found = service.candidates(known.id)
    country = request.args.get("country", "")
    shown = [one for one in found if _is_wanted(one, wanted) and country in {"", one.country}]
    return render_template(
        "programme/letters.html", round=known, form=form, candidates=shown, total=len(found), wanted=wanted,
        country=country, parts=service.parts(known.id), words=words,
    )  # fmt: skip


def _is_wanted(one: Candidate, wanted: str) -> bool:
    match wanted:
        case "no-address":
            return not one.email
        case "not-opened":
            return not one.is_opened
        case _:
            return True
