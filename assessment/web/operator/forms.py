"""The forms of the operator's pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from assessment.domain.access import OFFICES, Role
from assessment.services.invitations import Wish
from assessment.web import countries
from assessment.web.account.forms import ProvenForm, check_address, languages
from assessment.web.roles import role_name

_NEEDED = InputRequired(_("Please fill this in."))
FOUND = "found"
EVERY, SOME = "all", "some"


def offices() -> list[SelectChoice]:
    """Return the offices."""
    return [SelectChoice(office.value, role_name(office)) for office in OFFICES]


class SuspendForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Why something is suspended."""

    reason = StringField(_("Reason"), [_NEEDED, Length(max=300)])


class HandOverForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Who becomes an owner."""

    email = StringField(_("E-mail address of the new owner"), [_NEEDED, Length(max=254), check_address])


class HoldingForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Whom an organisation belongs to."""

    holding = StringField(_("Belongs to"), [Length(max=200)])


class MergeForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Into which organisation another one goes."""

    into = HiddenField(validators=[InputRequired(), Length(max=26)])


class OfficesForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Which offices a person holds."""

    offices = SelectMultipleField(_("Offices"), choices=offices)


class ForgetForm(ProvenForm):
    """That it is the person who asks to turn their second step off."""

    made_sure = BooleanField(_("I have made sure that it is they who ask"), [_NEEDED])


class CountriesForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Which countries' figures an official sees: those of all, or only of those that are ticked."""

    reach = RadioField(
        _("Released figures of"),
        choices=lambda: [
            SelectChoice(EVERY, str(_("All countries"))),
            SelectChoice(SOME, str(_("Only these countries:"))),
        ],
    )
    countries = SelectMultipleField(
        _("Countries"), choices=lambda: [SelectChoice(code, name) for code, name in countries.names().items()]
    )

    def validate_countries(self, field: SelectMultipleField) -> None:
        """Ask for at least one country, for none would be all."""
        if self.reach.data == SOME and not field.data:
            raise ValidationError(_("Tick at least one country."))

    def wish(self) -> list[str]:
        """Return the countries to limit to; none means all."""
        return list(self.countries.data or ()) if self.reach.data == SOME else []


class InviteForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Whom to invite to what."""

    email = StringField(_("E-mail address"), [Length(max=254), check_address])
    what = RadioField(
        _("Invite to"),
        [InputRequired(_("Choose one of these."))],
        choices=lambda: [SelectChoice(FOUND, str(_("Set up an organisation"))), *offices()],
    )
    language = SelectField(_("Language of the invitation"), choices=languages)

    def wish(self) -> Wish:
        """Return what was entered."""
        role = None if self.what.data == FOUND else Role(self.what.data)
        return Wish(role, self.email.data or "", self.language.data)


class MailForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Where a test message goes."""

    email = StringField(_("Send it to"), [_NEEDED, Length(max=254), check_address])
