"""The form that asks which report is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

if TYPE_CHECKING:
    from collections.abc import Mapping


class ReportForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Of what, in which language, how much."""

    subject = RadioField(lazy_gettext("Which answers"), [InputRequired(lazy_gettext("Choose which answers."))])
    language = RadioField(lazy_gettext("Language"), [InputRequired(lazy_gettext("Choose a language."))])
    extent = RadioField(lazy_gettext("How much"), [InputRequired(lazy_gettext("Choose how much."))], default="whole")

    def offer(self, subjects: Mapping[str, str], languages: Mapping[str, str]) -> None:
        """Set what can be chosen; the first of each is chosen unless the person has chosen another."""
        self.subject.choices = [SelectChoice(value, words) for value, words in subjects.items()]
        self.language.choices = [SelectChoice(value, words) for value, words in languages.items()]
        self.extent.choices = [
            SelectChoice("whole", gettext("The whole report")),
            SelectChoice("without-answers", gettext("Without the annex of answers, to hand on")),
        ]
        for field in (self.subject, self.language):
            field.data = field.data or field.choices[0].value
