"""Forms of the steps between draft and submission; each carries the revision that the page showed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, FormField, HiddenField, StringField, TextAreaField
from wtforms.form import Form
from wtforms.validators import DataRequired, Length, Regexp, ValidationError

from assessment.web.account.forms import ProvenForm

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Questionnaire

LONGEST_REMARK = 5000
# Lines for remarks on single questions: at first, and how many more with each request.
LINES = 4
MOST_LINES = 40
_LONG = lazy_gettext("Shorten this to 5,000 characters.")


def _trimmed(text: str | None) -> str:
    return (text or "").strip()


class StepForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A step that needs nothing but the page it was decided on."""

    revision = HiddenField(validators=[Regexp(r"\d{1,9}\Z")])

    @property
    def seen(self) -> int:
        """The revision that the page showed."""
        return int(self.revision.data)


class SendForm(StepForm):
    """Sending for review, with a word to the reviewers."""

    remark = TextAreaField(
        lazy_gettext("A word to the reviewers"), [Length(max=LONGEST_REMARK, message=_LONG)], filters=[_trimmed]
    )
    open_questions = BooleanField(lazy_gettext("Send it although questions are open"))

    def __init__(self, open_count: int, **named: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(**named)
        self.open_count = open_count

    def validate_open_questions(self, field: BooleanField) -> None:
        """Ask for a decision where something is open."""
        if self.open_count and not field.data:
            raise ValidationError(gettext("Confirm that these questions stay open, or answer them first."))


class SubmitForm(StepForm):
    """Submitting, with a decision about what is open."""

    open_questions = BooleanField(lazy_gettext("Submit it although questions are open"))

    def __init__(self, open_count: int, **named: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(**named)
        self.open_count = open_count

    def validate_open_questions(self, field: BooleanField) -> None:
        """Ask for a decision where something is open."""
        if self.open_count and not field.data:
            raise ValidationError(gettext("Confirm that these questions stay open, or reopen the assessment first."))


class SignForm(StepForm, ProvenForm):
    """The approver's signature."""

    name = StringField(
        lazy_gettext("Your name"),
        [DataRequired(lazy_gettext("Enter your name as it should stand on the report.")), Length(max=100)],
        filters=[_trimmed],
    )
    function = StringField(
        lazy_gettext("Your function"),
        [DataRequired(lazy_gettext("Enter your function in the organisation.")), Length(max=100)],
        filters=[_trimmed],
    )
    agreed = BooleanField(
        lazy_gettext("I have read this statement, and I sign it."),
        [DataRequired(lazy_gettext("Confirm that you sign the statement."))],
    )


class RemarkLine(Form):  # type: ignore[misc] # WTForms has no types
    """A remark on one question."""

    question = StringField(lazy_gettext("Question"), filters=[lambda text: _trimmed(text).split(" ")[0]])
    text = TextAreaField(
        lazy_gettext("Remark"), [Length(max=LONGEST_REMARK, message=_LONG)], filters=[_trimmed]
    )  # fmt: skip


class ReturnForm(StepForm):
    """Giving an assessment back: what it is about in general, and remarks on questions."""

    remark = TextAreaField(
        lazy_gettext("What should happen"),
        [
            DataRequired(lazy_gettext("Say in a sentence what the colleagues should do.")),
            Length(max=LONGEST_REMARK, message=_LONG),
        ],
        filters=[_trimmed],
    )
    lines = FieldList(FormField(RemarkLine), max_entries=MOST_LINES)

    def __init__(self, questionnaire: Questionnaire, **named: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(**named)
        self.questionnaire = questionnaire

    def validate_lines(self, field: FieldList) -> None:
        """Accept questions of this questionnaire by their ids, whatever the case; both halves of a line or none."""
        known = {id_.casefold(): id_ for id_ in self.questionnaire.by_id}
        for number, line in enumerate(field, start=1):
            question, text = line.form.question.data, line.form.text.data
            if text and not question:
                raise ValidationError(gettext("Line %(number)s has a remark but no question.", number=number))
            if question and question.casefold() not in known:
                raise ValidationError(
                    gettext("Line %(number)s: there is no question %(id)s.", number=number, id=question)
                )
            if question and not text:
                raise ValidationError(gettext("Line %(number)s names a question but has no remark.", number=number))

    @property
    def on(self) -> dict[str, str]:
        """The remarks by question; two remarks on one question are joined."""
        known = {id_.casefold(): id_ for id_ in self.questionnaire.by_id}
        found: dict[str, str] = {}
        for line in self.lines:
            if line.form.text.data:
                id_ = known[line.form.question.data.casefold()]
                found[id_] = f"{found[id_]}\n\n{line.form.text.data}" if id_ in found else line.form.text.data
        return found


class ReopenForm(StepForm):
    """Opening what was signed, with the reason."""

    remark = TextAreaField(
        lazy_gettext("Why it is opened again"),
        [
            DataRequired(lazy_gettext("Give the reason in a sentence; it stays in the history.")),
            Length(max=LONGEST_REMARK, message=_LONG),
        ],
        filters=[_trimmed],
    )
