"""Forms of an organisation: itself, its systems, its assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from assessment.domain import sectors
from assessment.domain.questionnaire import Depth
from assessment.services.organisations import OrganisationDescription, SystemDescription
from assessment.web import countries, language, zones
from assessment.web.respondent import words
from assessment.web.typed import DayField

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME = Length(max=200, message=lazy_gettext("Shorten the name to 200 characters."))


def choices(texts: Mapping[str, object], first: str = "") -> list[SelectChoice]:
    """Return choices for a field; `first` is a line that stands for none yet."""
    lead = [SelectChoice("", first)] if first else []
    return lead + [SelectChoice(value, str(text)) for value, text in texts.items()]


class FoundForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Five things to know about an organisation; the time zone follows from the country."""

    name = StringField(
        lazy_gettext("Name of the organisation"),
        [DataRequired(lazy_gettext("Enter the name of the organisation.")), _NAME],
        filters=[lambda text: (text or "").strip()],
    )
    country = SelectField(lazy_gettext("Country"), [InputRequired(lazy_gettext("Choose a country."))])
    activity = SelectField(
        lazy_gettext("What the organisation mainly does"), [InputRequired(lazy_gettext("Choose the nearest answer."))]
    )
    size = RadioField(
        lazy_gettext("How many people work there"), [InputRequired(lazy_gettext("Choose how many people work there."))]
    )
    language = SelectField(lazy_gettext("Language of the organisation"), [InputRequired()])

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*given, **named)
        self.country.choices = choices(countries.names(), gettext("Choose a country"))
        activities = {one.id: one.words for one in sectors.activities(gettext)}
        self.activity.choices = choices(activities, gettext("Choose what fits best"))
        self.size.choices = choices({size.value: text for size, text in words.SIZES.items()})
        self.language.choices = choices(language.offered())

    @property
    def time_zone(self) -> str:
        """The zone of the country's first city."""
        return zones.of_country(self.country.data)[0]

    def described(self) -> OrganisationDescription:
        """Return what was entered."""
        return OrganisationDescription(
            self.name.data, self.country.data, self.activity.data, self.size.data, self.language.data, self.time_zone
        )


class DescribeForm(FoundForm):
    """The same, with the time zone: only those of the country are offered."""

    zone = SelectField(lazy_gettext("Time zone"), [InputRequired()])

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*given, **named)
        offered = zones.of_country(self.country.data)
        kept = (self.zone.data,) if self.zone.data and self.zone.data not in offered else ()
        self.zone.choices = choices({zone: zones.city(zone) for zone in (*offered, *kept)})

    @property
    def time_zone(self) -> str:
        """The chosen zone, unless the country has changed and it is none of its own."""
        offered = zones.of_country(self.country.data)
        return self.zone.data if self.zone.data in offered else offered[0]


class SystemForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """What there is to know about an AI system before it is assessed."""

    name = StringField(
        lazy_gettext("Name of the system"),
        [DataRequired(lazy_gettext("Enter the name by which people call the system.")), _NAME],
        filters=[lambda text: (text or "").strip()],
    )
    purpose = TextAreaField(
        lazy_gettext("What it is for"),
        [
            DataRequired(lazy_gettext("Say in a sentence or two what the system does and for whom.")),
            Length(max=2000, message=lazy_gettext("Shorten this to 2,000 characters.")),
        ],
        filters=[lambda text: (text or "").strip()],
    )
    role = RadioField(
        lazy_gettext("What you have to do with it"), [InputRequired(lazy_gettext("Choose whether you make or use it."))]
    )
    stage = RadioField(lazy_gettext("Where it is in its life"), [InputRequired(lazy_gettext("Choose where it is."))])

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*given, **named)
        self.role.choices = choices(words.SYSTEM_ROLES)
        self.stage.choices = choices(words.STAGES)

    def described(self) -> SystemDescription:
        """Return what was entered."""
        return SystemDescription(self.name.data, self.role.data, self.purpose.data, self.stage.data)


class DepthForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """How much is asked."""

    depth = RadioField(lazy_gettext("How much to answer"), [InputRequired(lazy_gettext("Choose how much to answer."))])

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*given, **named)
        self.depth.choices = choices({depth.word: words.DEPTHS[depth] for depth in Depth})

    @property
    def chosen(self) -> Depth:
        """The depth that was chosen."""
        return Depth[self.depth.data.upper()]


class StartForm(DepthForm):
    """Which questionnaire, how much of it, in which language; `edition` is "questionnaire version"."""

    edition = SelectField(lazy_gettext("Questionnaire"), [InputRequired()])
    language = SelectField(lazy_gettext("Language of the questions"), [InputRequired()])

    def __init__(self, editions: list[SelectChoice], languages: Mapping[str, str], **named: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(**named)
        self.edition.choices = editions
        self.language.choices = choices(languages)


class DueForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Until when an assessment should be done; empty for no such day."""

    due_on = DayField(
        lazy_gettext("To be done by"), [Optional()],
    )  # fmt: skip
