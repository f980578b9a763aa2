"""The forms about accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, PasswordField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from assessment.domain.passwords import MAXIMUM, Weakness
from assessment.mail.message import is_address
from assessment.services import passwords
from assessment.services.accounts import Profile, as_address
from assessment.web import guards, language, zones

if TYPE_CHECKING:
    from collections.abc import Iterable

WEAKNESSES = {
    Weakness.TOO_SHORT: _(
        "Use at least 12 characters. Three or four words that have nothing to do with each other are easy to remember."
    ),
    Weakness.TOO_LONG: _("This is longer than 1000 characters."),
    Weakness.COMMON: _("This is one of the passwords that everybody uses, so it is tried first. Choose another one."),
    Weakness.ABOUT_YOU: _(
        "Much of this is about you, your organisation or this service, so it is easy to guess. "
        "Choose words that have nothing to do with you."
    ),
    Weakness.STRETCHED: _(
        "This is made of few usual words, years, rows of keys or repetitions, so it is easy to guess. "
        "Add words that have nothing to do with it."
    ),
}
_NEEDED = InputRequired(_("Please fill this in."))


def check_strength(field: Field, about: Iterable[str]) -> None:
    """Raise the field's error when a password is too easy to guess."""
    found = passwords.find_weakness(field.data or "", about)
    if found is not None:
        raise ValidationError(str(WEAKNESSES[found]))


def check_address(_form: FlaskForm, field: Field) -> None:
    """Raise the field's error when it holds no mail address."""
    if field.data and not is_address(as_address(field.data)):
        raise ValidationError(str(_("Enter an e-mail address, such as name@example.org.")))


def languages() -> list[SelectChoice]:
    """Return the languages that can be chosen, each under its own name."""
    return [SelectChoice(code, name) for code, name in language.offered().items()]


def zones_to_choose() -> list[SelectChoice]:
    """Return the time zones by country and city, with UTC first; the person's own too where it has another name."""
    named = zones.by_country()
    own = guards.who().time_zone
    offered = {"UTC": "UTC"} | ({} if own in named else {own: zones.city(own)}) | named
    return [SelectChoice(zone, name) for zone, name in offered.items()]


class SignInForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Address and password."""

    email = StringField(_("E-mail address"), [_NEEDED, Length(max=254)])
    password = PasswordField(_("Password"), [_NEEDED, Length(max=MAXIMUM)])


class CodeForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A code: of an authenticator app, a recovery code, or of an invitation."""

    code = StringField(_("Code"), [_NEEDED, Length(max=40)])


class AddressForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A mail address."""

    email = StringField(_("E-mail address"), [_NEEDED, Length(max=254), check_address])


class ProvenForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A change that the present password confirms."""

    current_password = PasswordField(_("Your present password"), [Length(max=MAXIMUM)])


class EraseForm(ProvenForm):
    """The last question before an account is erased."""

    understood = BooleanField(_("I understand that this cannot be undone"), [_NEEDED])


class NewAddressForm(ProvenForm):
    """Another mail address."""

    email = StringField(_("New e-mail address"), [_NEEDED, Length(max=254), check_address])


class NewPasswordForm(ProvenForm):
    """Another password; `about` are texts that must not be in it."""

    about: tuple[str, ...] = ()
    new_password = PasswordField(_("New password"), [_NEEDED])

    def validate_new_password(self, field: Field) -> None:
        """Refuse what is easy to guess."""
        check_strength(field, self.about)


class ProfileForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """What a person says about themselves."""

    name = StringField(_("Your name"), [_NEEDED, Length(max=100)])
    language = SelectField(_("Language"), choices=languages)
    time_zone = SelectField(_("Time zone"), choices=zones_to_choose)

    def profile(self) -> Profile:
        """Return what was entered."""
        return Profile(" ".join(self.name.data.split()), self.language.data, self.time_zone.data)


class NewAccountForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A new account; `about` are further texts that must not be in its password."""

    about: tuple[str, ...] = ()
    name = StringField(_("Your name"), [_NEEDED, Length(max=100)])
    email = StringField(_("E-mail address"), [_NEEDED, Length(max=254), check_address])
    language = SelectField(_("Language"), choices=languages)
    new_password = PasswordField(_("Password"), [_NEEDED])

    def validate_new_password(self, field: Field) -> None:
        """Refuse what is easy to guess."""
        check_strength(field, [*self.about, self.name.data or "", self.email.data or ""])

    def profile(self, time_zone: str) -> Profile:
        """Return what was entered; the zone is that of the organisation until the person changes it."""
        return Profile(" ".join(self.name.data.split()), self.language.data, time_zone)


class PairForm(ProvenForm):
    """The first code of a new authenticator app."""

    code = StringField(_("Code"), [_NEEDED, Length(max=40)])


class PasskeyForm(ProvenForm):
    """The browser's answer about a new passkey, and what its owner calls it."""

    name = StringField(_("Name of the passkey"), [_NEEDED, Length(max=60)])
    answer = StringField("", [Length(max=20000)])
