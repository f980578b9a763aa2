"""The forms of a round: its terms, its steps, and the round of the next year."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms import TextAreaField as TextArea
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from assessment.domain.digits import latin
from assessment.domain.matching import plain
from assessment.domain.questionnaire import Depth
from assessment.domain.rounds import Terms
from assessment.web import countries, language
from assessment.web.programme import country_words
from assessment.web.respondent import words
from assessment.web.respondent.here import editions
from assessment.web.typed import DayField

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME = [
    DataRequired(lazy_gettext("Give the round a name.")),
    Length(max=200, message=lazy_gettext("Shorten the name to 200 characters.")),
]
_DAY = [InputRequired(lazy_gettext("Enter a day."))]
# So many empty lines for countries stand below those that are filled in.
SPARE = 3
MOST_COUNTRIES = 250
_LARGEST_TARGET = 100_000


@dataclass
class CountryLine:
    """One line of the table of countries, as it was typed."""

    country: str = ""
    target: str = ""
    error: str = ""


@dataclass
class CountryLines:
    """The table of countries with their targets: what was typed, and what it means."""

    lines: list[CountryLine] = field(default_factory=list)
    chosen: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, chosen: Mapping[str, int]) -> CountryLines:
        """Return the lines of countries that are stored, by name, and some empty ones."""
        ordered = sorted(chosen, key=lambda code: countries.sort_key(countries.name(code)))
        lines = [CountryLine(countries.name(code), str(chosen[code] or "")) for code in ordered]
        return cls(lines + [CountryLine() for _ in range(SPARE)], dict(chosen))

    @classmethod
    def sent(cls) -> CountryLines:
        """Read the lines of the form; a line that cannot be read has an error."""
        typed = zip(request.form.getlist("country"), request.form.getlist("target"), strict=False)
        made = cls([CountryLine(country.strip(), target.strip()) for country, target in typed][:MOST_COUNTRIES])
        known = country_words.by_words()
        for line in made.lines:
            made._read(line, known)
        return made

    @property
    def is_fine(self) -> bool:
        """Whether every line can be read."""
        return not any(line.error for line in self.lines)

    def _read(self, line: CountryLine, known: Mapping[str, str]) -> None:
        if not line.country:
            line.error = gettext("Enter the country for this number.") if line.target else ""
            return
        code = known.get(plain(line.country), "")
        number = latin(line.target) or "0"
        if not code:
            line.error = gettext("There is no country of this name. Choose one from the list, or enter its code.")
        elif code in self.chosen:
            line.error = gettext("This country stands here twice.")
        elif not (number.isascii() and number.isdigit() and int(number) <= _LARGEST_TARGET):
            line.error = gettext("Enter a whole number, or leave it empty.")
        else:
            self.chosen[code] = int(number)


class RoundForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """What a round is about, but for its countries."""

    name = StringField(lazy_gettext("Name of the round"), _NAME, filters=[lambda text: (text or "").strip()])
    edition = SelectField(lazy_gettext("Questionnaire version"), [InputRequired()])
    depth = RadioField(lazy_gettext("How much to answer"), [InputRequired(lazy_gettext("Choose how much to answer."))])
    opens_on = DayField(lazy_gettext("First day"), _DAY)
    closes_on = DayField(lazy_gettext("Last day"), _DAY)
    languages = SelectMultipleField(
        lazy_gettext("Languages"), [InputRequired(lazy_gettext("Choose at least one language."))]
    )
    note = TextArea(
        lazy_gettext("Note"),
        [Length(max=2000, message=lazy_gettext("Shorten this to 2,000 characters."))],
        filters=[lambda text: (text or "").strip()],
    )
    revision = HiddenField()

    def __init__(self, *given: Any, kept: str = "", **named: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*given, **named)
        self.edition.choices = editions(kept=kept)
        self.depth.choices = [SelectChoice(depth.word, str(words.DEPTHS[depth])) for depth in Depth]
        self.languages.choices = [SelectChoice(code, name) for code, name in language.offered().items()]

    def terms(self, chosen: Mapping[str, int]) -> Terms:
        """Return what was entered."""
        questionnaire, _, version = self.edition.data.partition(" ")
        return Terms(
            self.name.data, questionnaire, version, Depth[self.depth.data.upper()], self.opens_on.data,
            self.closes_on.data, chosen, tuple(self.languages.data), self.note.data or "",
        )  # fmt: skip


class StepForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """The confirmation of a step, from a page about one revision of the round."""

    revision = HiddenField(validators=[InputRequired()])

    @property
    def seen(self) -> int:
        """The revision that the page was about; 0 is none."""
        return int(self.revision.data) if str(self.revision.data).isdecimal() else 0


class EndForm(StepForm):
    """The same with another last day."""

    closes_on = DayField(lazy_gettext("Last day"), _DAY)


class CloneForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """What differs in the round of the next year."""

    name = StringField(lazy_gettext("Name of the round"), _NAME, filters=[lambda text: (text or "").strip()])
    opens_on = DayField(lazy_gettext("First day"), _DAY)
    closes_on = DayField(lazy_gettext("Last day"), _DAY)
    with_participants = BooleanField(lazy_gettext("Invite the organisations that took part again"))
