"""The form of one participant: the same that a row of a list can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from assessment.domain import sectors
from assessment.domain.invitation_list import Entry
from assessment.services.rounds import binding, importing
from assessment.web import countries, language
from assessment.web.account.forms import check_address
from assessment.web.respondent.forms import choices
from assessment.web.respondent.words import SIZES

if TYPE_CHECKING:
    from assessment.domain.rounds import Terms

_STRIP = [lambda text: " ".join((text or "").split())]


class ParticipantForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Whom to invite."""

    name = StringField(
        lazy_gettext("Name of the organisation"),
        [DataRequired(lazy_gettext("Enter the name of the organisation.")), Length(max=200)],
        filters=_STRIP,
    )
    country = SelectField(lazy_gettext("Country"), [InputRequired(lazy_gettext("Choose a country."))])
    contact = StringField(lazy_gettext("Contact"), [Length(max=100)], filters=_STRIP)
    email = StringField(lazy_gettext("E-mail address"), [Length(max=254), check_address], filters=_STRIP)
    language = SelectField(lazy_gettext("Language of the invitation"), [InputRequired()])
    activity = SelectField(lazy_gettext("What the organisation mainly does"))
    size = SelectField(lazy_gettext("How many people work there"))
    facilitator = SelectField(lazy_gettext("Facilitator"))
    holding = StringField(lazy_gettext("Holding"), [Length(max=200)], filters=_STRIP)

    def __init__(self, terms: Terms, **named: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(**named)
        known = {code: countries.name(code) for code in terms.countries}
        ordered = dict(sorted(known.items(), key=lambda item: countries.sort_key(item[1])))
        self.country.choices = choices(ordered, gettext("Choose a country"))
        self.language.choices = choices({code: language.offered().get(code, code) for code in terms.languages})
        not_known = gettext("Not known yet")
        self.activity.choices = choices({one.id: one.words for one in sectors.activities(gettext)}, not_known)
        self.size.choices = choices({size.value: text for size, text in SIZES.items()}, not_known)
        self.facilitator.choices = choices(binding.facilitators(), gettext("Nobody yet"))

    def entry(self) -> Entry:
        """Return what was entered."""
        return Entry(
            self.name.data, self.country.data, self.activity.data or "", self.size.data or "",
            self.contact.data or "", importing.address(self.email.data or ""), self.language.data,
            self.facilitator.data or "", self.holding.data or "",
        )  # fmt: skip
