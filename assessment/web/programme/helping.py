"""Help for one participant: what has happened, another contact, a new invitation, more time; without any answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import UnprocessableEntity
from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional, ValidationError

from assessment.domain.access import Permission
from assessment.services.rounds import helping, inviting_again
from assessment.services.rounds.helping import Contact
from assessment.services.rounds.inviting import NotInviting
from assessment.services.rounds.inviting_again import TakesPart
from assessment.web import limits
from assessment.web.account.forms import check_address, languages
from assessment.web.guards import allows, guarded, now, who
from assessment.web.programme import letters, standing_words
from assessment.web.programme.blueprint import blueprint
from assessment.web.programme.participants import letter_page, not_inviting
from assessment.web.programme.rounds import found_round
from assessment.web.respondent import words
from assessment.web.typed import DayField

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.rounds.helping import Helped


class ContactForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Whom the programme writes to."""

    contact = StringField(_("Name"), [Length(max=100)], filters=[lambda text: (text or "").strip()])
    email = StringField(_("E-mail address"), [Length(max=254), check_address])
    language = SelectField(_("Language"), choices=languages)


class ExtensionForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Until when one participant has time."""

    until = DayField(_("They can submit until"), [Optional()])

    def validate_until(self, field: DayField) -> None:
        """Refuse a day that has passed."""
        if field.data is not None and field.data < now().date():
            raise ValidationError(gettext("Choose today or a later day."))


@blueprint.get("/participants/<participant_id>/help")
@guarded(Permission.FOLLOW_ROUNDS)
def help_participant(participant_id: str) -> str:
    """Show what has happened to a participant and what can be done."""
    found = helping.show_participant(who(), participant_id, now())
    return _page(found, _contact(found), _extension(found))


@blueprint.post("/participants/<participant_id>/contact")
@guarded(Permission.FOLLOW_ROUNDS)
def change_contact(participant_id: str) -> ResponseReturnValue:
    """Write to somebody else from now on."""
    found, form = helping.show_participant(who(), participant_id, now()), ContactForm()
    if not form.validate_on_submit():
        return _page(found, form, _extension(found)), UnprocessableEntity.code
    contact = Contact(form.contact.data, form.email.data or "", form.language.data)
    helping.change_contact(who(), participant_id, contact, now())
    flash(gettext("The contact has been changed. Mails go there from now on."))
    return _back(participant_id)


@blueprint.post("/participants/<participant_id>/extension")
@guarded(Permission.RUN_ROUNDS)
def extend_participant(participant_id: str) -> ResponseReturnValue:
    """Give one participant another last day."""
    found, form = helping.show_participant(who(), participant_id, now()), ExtensionForm()
    if not form.validate_on_submit():
        return _page(found, _contact(found), form), UnprocessableEntity.code
    helping.extend(who(), participant_id, form.until.data, now())
    flash(gettext("The last day has been changed for this participant."))
    return _back(participant_id)


@blueprint.post("/participants/<participant_id>/invitation")
@guarded(Permission.FOLLOW_ROUNDS)
def invite_participant_again(participant_id: str) -> ResponseReturnValue:
    """Invite again with a new link and a new code, and show the letter, which nobody sees later."""
    found = helping.show_participant(who(), participant_id, now())
    limits.attempt(("invitations by a person", (who().id,)))
    if not FlaskForm().validate_on_submit():
        return _page(found, _contact(found), _extension(found)), UnprocessableEntity.code
    round_id = found.found.round.id
    is_from_list = "list" in request.form and allows(Permission.RUN_ROUNDS)
    back = (
        url_for("programme.participants", round_id=round_id)
        if is_from_list
        else url_for("programme.help_participant", participant_id=participant_id)
    )
    try:
        made = inviting_again.invite_again(who(), participant_id, letters.Writer(who().name), now())
    except TakesPart:
        flash(gettext("%(name)s takes part already and needs no code.", name=found.line.name), "error")
        return redirect(back, 303)
    except NotInviting:
        return not_inviting(round_id)
    return letter_page(found_round(round_id), made, back)


def _contact(found: Helped) -> ContactForm:
    row = found.found.participant
    return ContactForm(formdata=None, contact=row.contact, email=row.email, language=row.language)


def _extension(found: Helped) -> ExtensionForm:
    return ExtensionForm(formdata=None, until=found.found.participant.extended_to)


def _page(found: Helped, contact: ContactForm, extension: ExtensionForm) -> str:
    return render_template(
        "programme/helping.html", helped=found, line=found.line, round=found.found.round, contact=contact,
        extension=extension, words=standing_words, states=words,
    )  # fmt: skip


def _back(participant_id: str) -> ResponseReturnValue:
    return redirect(url_for("programme.help_participant", participant_id=participant_id), 303)
