"""The participants of a round: the list, adding one, changing and withdrawing one, and the letter with a code."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from assessment.domain.access import Permission
from assessment.services.places import NotFound
from assessment.services.rounds import inviting, taking_part
from assessment.services.rounds import participants as service
from assessment.services.rounds.inviting import Already, NotInviting
from assessment.web import limits, qr
from assessment.web.account.letters import public_address
from assessment.web.guards import guarded, now, who
from assessment.web.language import direction_of, speaking
from assessment.web.operator.paging import page_of
from assessment.web.programme import letters, words
from assessment.web.programme.blueprint import blueprint
from assessment.web.programme.participant_forms import ParticipantForm
from assessment.web.programme.rounds import UNACCEPTED, found_round

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.rounds.inviting import Invitee
    from assessment.services.rounds.participants import Listed
    from assessment.services.rounds.reading import Known


@blueprint.get("/rounds/<round_id>/participants")
@guarded(Permission.RUN_ROUNDS)
def participants(round_id: str) -> str:
    """List who is invited, or those whose name or address was searched for."""
    known, searched = found_round(round_id), request.args.get("q", "")
    page = page_of(lambda typed, start: service.search(round_id, typed, start), searched)
    return render_template(
        "programme/participants.html", round=known, page=page, searched=searched, words=words, now=now()
    )  # fmt: skip


@blueprint.get("/rounds/<round_id>/participants/new")
@guarded(Permission.RUN_ROUNDS)
def participant_new(round_id: str) -> str:
    """Ask whom to invite."""
    known = found_round(round_id)
    return _form_page(known, ParticipantForm(known.terms), None)


@blueprint.post("/rounds/<round_id>/participants/new")
@guarded(Permission.RUN_ROUNDS)
def add_participant(round_id: str) -> ResponseReturnValue:
    """Invite one organisation, and show the letter with the code, which nobody can look up later."""
    known = found_round(round_id)
    form = ParticipantForm(known.terms)
    if not form.validate_on_submit():
        return _form_page(known, form, None), UNACCEPTED
    limits.attempt(("invitations by a person", (who().id,)))
    try:
        made = inviting.invite_one(round_id, form.entry(), letters.Writer(who().name), who(), now())
    except Already:
        form.form_errors.append(_already())
        return _form_page(known, form, None), UNACCEPTED
    except NotInviting:
        return not_inviting(round_id)
    if made.invited is None:
        flash(
            gettext(
                "%(name)s is in the service already and takes part with it: its owners are told by e-mail.",
                name=made.organisation,
            )
        )
        return redirect(url_for("programme.participants", round_id=round_id), 303)
    return letter_page(known, made)


@blueprint.get("/participants/<participant_id>")
@guarded(Permission.RUN_ROUNDS)
def participant(participant_id: str) -> str:
    """Show what is written about a participant, to be changed, and what else can be done."""
    found, known = _found(participant_id)
    return _form_page(known, ParticipantForm(known.terms, **asdict(found.entry)), found)


@blueprint.post("/participants/<participant_id>")
@guarded(Permission.RUN_ROUNDS)
def participant_change(participant_id: str) -> ResponseReturnValue:
    """Keep what was entered."""
    found, known = _found(participant_id)
    form = ParticipantForm(known.terms)
    if not form.validate_on_submit():
        return _form_page(known, form, found), UNACCEPTED
    try:
        service.change_participant(participant_id, form.entry(), who(), now())
    except Already:
        form.form_errors.append(_already())
        return _form_page(known, form, found), UNACCEPTED
    except NotFound:
        abort(404)
    flash(gettext("The participant has been changed."))
    return redirect(url_for("programme.participants", round_id=known.id), 303)


@blueprint.get("/participants/<participant_id>/withdrawal")
@guarded(Permission.RUN_ROUNDS)
def participant_withdrawal(participant_id: str) -> str:
    """Ask whether a participant is to leave the round."""
    found, known = _found(participant_id)
    return render_template("programme/participant_withdrawal.html", participant=found, round=known, words=words)


@blueprint.post("/participants/<participant_id>/withdrawal")
@guarded(Permission.RUN_ROUNDS)
def withdraw_participant(participant_id: str) -> ResponseReturnValue:
    """Take a participant out of the round."""
    found, known = _found(participant_id)
    try:
        service.withdraw_participant(participant_id, who(), now())
    except NotFound:
        abort(404)
    flash(gettext("%(name)s does not take part any more.", name=found.entry.name))
    return redirect(url_for("programme.participants", round_id=known.id), 303)


def letter_page(known: Known, made: Invitee, back: str = "") -> str:
    """Return the page with the letter, which is in the language of whoever gets it; `back` is where one goes on."""
    secret = made.invited
    if secret is None:
        abort(404)
    language = secret.language
    link = public_address("account.invitation", secret=secret.token)
    with speaking(language):
        letter = render_template(
            "programme/letter_text.html", entry=made.entry, invited=secret, terms=known.terms, inviter=who().name,
            programme=letters.programme(), minutes=taking_part.minutes_of(known.terms), qr=qr.picture(link),
            address=public_address("account.code"),
        )  # fmt: skip
    # The letter was escaped when its template was rendered.
    return render_template(
        "programme/letter.html", round=known, invitee=made, letter=Markup(letter), link=link, code=language,  # noqa: S704 - see above
        way=direction_of(language), words=words,
        back=back or url_for("programme.participants", round_id=known.id),
    )  # fmt: skip


def _found(participant_id: str) -> tuple[Listed, Known]:
    try:
        found, round_id = service.find_participant(participant_id)
    except NotFound:
        abort(404)
    return found, found_round(round_id)


def _already() -> str:
    return str(gettext("An organisation with this address, or this name in this country, is in the round already."))


def not_inviting(round_id: str) -> ResponseReturnValue:
    """Say that nobody can be invited to a round, and go to its page."""
    flash(gettext("Nobody can be invited now. Open the round first, or give it another last day."), "error")
    return redirect(url_for("programme.round_page", round_id=round_id), 303)


def _form_page(known: Known, form: ParticipantForm, found: Listed | None) -> str:
    return render_template("programme/participant.html", round=known, form=form, participant=found, words=words)
