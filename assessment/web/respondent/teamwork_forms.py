"""Forms of working together: evidence, comments, asking others."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from assessment.services.comments import LONGEST
from assessment.services.guest_links import DAYS
from assessment.web import guards, language
from assessment.web.account.forms import check_address
from assessment.web.typed import DayField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wtforms import Field

    from assessment.services.people import Member

_EARLIEST = date(1950, 1, 1)


def _stripped(text: str | None) -> str:
    return (text or "").strip()


def check_date(_form: FlaskForm, field: Field) -> None:
    """Refuse a day that evidence cannot have; tomorrow is allowed, since it may be that day already elsewhere."""
    latest = guards.now().date() + timedelta(days=1)
    if field.data and not _EARLIEST <= field.data <= latest:
        raise ValidationError(str(lazy_gettext("Enter a day that is not in the future.")))


def check_web_address(_form: FlaskForm, field: Field) -> None:
    """Take only addresses of web pages, without a password in them."""
    text = field.data or ""
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        is_web = False
    if not is_web or not text.isprintable() or any(mark in text for mark in ' "<>\\'):
        raise ValidationError(str(lazy_gettext("Enter a whole address that begins with https:// or http://")))


class FileForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A file with the date it is from."""

    file = FileField(lazy_gettext("File"), [FileRequired(lazy_gettext("Choose a file."))])
    dated = DayField(lazy_gettext("Date of the document"), [Optional(), check_date])


class LinkForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A link with a name and the date of what it leads to."""

    url = StringField(
        lazy_gettext("Address"),
        [
            DataRequired(lazy_gettext("Enter an address.")),
            Length(max=2000, message=lazy_gettext("The address is longer than 2000 characters.")),
            check_web_address,
        ],
        filters=[_stripped],
    )
    name = StringField(
        lazy_gettext("What it shows"),
        [Length(max=200, message=lazy_gettext("Shorten this to 200 characters."))],
        filters=[_stripped],
    )
    dated = DayField(lazy_gettext("Date of the document"), [Optional(), check_date])


class CommentForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A comment and whom it mentions."""

    text = TextAreaField(
        lazy_gettext("Comment"),
        [
            DataRequired(lazy_gettext("Write something first.")),
            Length(max=LONGEST, message=lazy_gettext("Shorten the comment to 5,000 characters.")),
        ],
        filters=[_stripped],
    )
    mentions = SelectMultipleField(lazy_gettext("Mention"), validate_choice=False)

    def offer(self, members: Iterable[Member]) -> None:
        """Offer these members to be mentioned."""
        self.mentions.choices = [SelectChoice(member.id, member.name) for member in members]


class AskForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Which members to ask."""

    members = SelectMultipleField(
        lazy_gettext("Who to ask"), [InputRequired(lazy_gettext("Choose at least one member."))]
    )


class GuestForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Whom a link is for."""

    name = StringField(
        lazy_gettext("Name"),
        [
            DataRequired(lazy_gettext("Enter the name of your colleague.")),
            Length(max=100, message=lazy_gettext("Shorten the name to 100 characters.")),
        ],
        filters=[_stripped],
    )
    email = StringField(
        lazy_gettext("E-mail address"),
        [
            DataRequired(lazy_gettext("Enter an e-mail address.")),
            Length(max=254, message=lazy_gettext("The address is too long.")),
            check_address,
        ],
        filters=[_stripped],
    )
    language = SelectField(lazy_gettext("Language of the mail"), [InputRequired()])
    days = SelectField(lazy_gettext("The link works for"), [InputRequired()], coerce=int)

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*given, **named)
        self.language.choices = [SelectChoice(code, name) for code, name in language.offered().items()]
        self.days.choices = [SelectChoice(days, str(lazy_gettext("%(number)s days", number=days))) for days in DAYS]


class CodeForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """The code that a guest got."""

    code = StringField(
        lazy_gettext("Code"),
        [
            DataRequired(lazy_gettext("Enter the code.")),
            Length(max=40, message=lazy_gettext("A code has 8 characters.")),
        ],
        filters=[_stripped],
    )
