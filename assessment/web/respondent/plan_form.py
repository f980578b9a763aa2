"""The form of one action of the improvement plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from assessment.domain.actions import ActionState
from assessment.domain.answer_form import clean
from assessment.reports.planned import ActionText
from assessment.web.typed import DayField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.reports.planned import PlannedAction
    from assessment.services.plan import AssessedSystem

STATES = {
    ActionState.OPEN: lazy_gettext("Open"),
    ActionState.IN_PROGRESS: lazy_gettext("In progress"),
    ActionState.DONE: lazy_gettext("Done"),
    ActionState.DROPPED: lazy_gettext("Dropped"),
}
# What the buttons that lead to a state say.
MOVES = {
    ActionState.OPEN: lazy_gettext("Mark as open"),
    ActionState.IN_PROGRESS: lazy_gettext("Mark as in progress"),
    ActionState.DONE: lazy_gettext("Mark as done"),
    ActionState.DROPPED: lazy_gettext("Drop"),
}
LOOKS = {
    ActionState.OPEN: "calm",
    ActionState.IN_PROGRESS: "busy",
    ActionState.DONE: "good",
    ActionState.DROPPED: "calm",
}
YEARS = range(2000, 2100)
EFFORTS = {"S": lazy_gettext("Days"), "M": lazy_gettext("Weeks"), "L": lazy_gettext("Months")}


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _lines(text: str | None) -> str:
    return clean(text or "").strip()


class ActionForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """One action; `version` is the one that the person saw."""

    title = StringField(
        lazy_gettext("What is to be done"),
        [
            DataRequired(lazy_gettext("Say what is to be done.")),
            Length(max=300, message=lazy_gettext("Shorten it to 300 characters; the note holds more.")),
        ],
        filters=[_one_line],
    )
    lead = StringField(
        lazy_gettext("Who leads"),
        [Length(max=100, message=lazy_gettext("Shorten it to 100 characters."))],
        filters=[_one_line],
    )
    due_on = DayField(lazy_gettext("To be done by"), [Optional()])
    effort = SelectField(lazy_gettext("Effort for one person"), validate_choice=True)
    state = RadioField(lazy_gettext("State"), [InputRequired(lazy_gettext("Choose a state."))], default="open")
    note = TextAreaField(
        lazy_gettext("Note"),
        [Length(max=4000, message=lazy_gettext("Shorten the note to 4,000 characters."))],
        filters=[_lines],
    )
    system = SelectField(lazy_gettext("System"), [InputRequired(lazy_gettext("Choose a system."))])
    version = IntegerField(widget=HiddenInput())

    def validate_due_on(self, field: DayField) -> None:
        """Refuse days that spreadsheets and calendars do not have."""
        if field.data and field.data.year not in YEARS:
            raise ValidationError(gettext("Enter a day from 2000 to 2099."))

    def offer(self, systems: Sequence[AssessedSystem] = ()) -> None:
        """Set what can be chosen; a known action keeps its system."""
        self.effort.choices = [SelectChoice("", gettext("Not estimated"))]
        self.effort.choices += [SelectChoice(value, str(words)) for value, words in EFFORTS.items()]
        self.state.choices = [SelectChoice(state.value, str(words)) for state, words in STATES.items()]
        if systems:
            self.system.choices = [SelectChoice(one.id, one.name) for one in systems]
        else:
            del self.system

    def fill(self, action: PlannedAction) -> None:
        """Show an action as it stands."""
        text = action.text
        self.title.data, self.lead.data, self.note.data = text.title, text.lead, text.note
        self.due_on.data, self.effort.data, self.state.data = text.due_on, text.effort, text.state.value
        self.version.data = action.version

    @property
    def text(self) -> ActionText:
        """What was decided."""
        return ActionText(
            self.title.data, self.note.data, self.lead.data, self.effort.data or "", self.due_on.data,
            ActionState(self.state.data),
        )  # fmt: skip
