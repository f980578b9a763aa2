"""The form about what became of one question: everything is chosen from lists, but the words for those who answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from assessment.domain.crosswalk import Carries, Line, OptionMap, Pair, Relation
from assessment.domain.marks import plain
from assessment.web.editor import crosswalk_words
from assessment.web.editor.lines import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessment.domain.questionnaire import Option, Question
    from assessment.services.drafting.walking import Item, Walk

# So many questions can take the place of one.
_MOST = 20


class LineForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """What became of one question; `form_for` adds the fields for its successors and its options."""

    version = HiddenField()
    relation = SelectField(_("What became of the question"))
    carries = SelectField(_("What becomes of the former answer"))
    reviewed = BooleanField(_("I have judged that the new words ask the same"))
    option = SelectField(_("The option that it became"), validate_choice=False)
    note = TextAreaField(_("What changed, for those who look through their answers"))
    successors: Sequence[str] = ()
    mapped: Sequence[str] = ()

    @property
    def based_on(self) -> int:
        """The version of the decision that the form was made from."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() else 0

    def offer(self, walk: Walk) -> None:
        """Give the choices their words."""
        former = [one for one in crosswalk_words.RELATIONS if one is not Relation.NEW]
        self.relation.choices = [SelectChoice(one.value, crosswalk_words.RELATIONS[one]) for one in former]
        self.carries.choices = [SelectChoice(one.value, words) for one, words in crosswalk_words.CARRIES.items()]
        questions = crosswalk_words.choices(walk.new)
        for name in self.successors:
            self[name].choices = [
                SelectChoice(id_, words, optgroup=group or None)
                for group, inside in questions.items()
                for id_, words in inside.items()
            ]
        options = _options(filter(None, map(walk.new.by_id.get, self.chosen)))
        self.option.choices = [SelectChoice("", gettext("None")), *options]
        for name in self.mapped:
            self[name].choices = [SelectChoice("", gettext("The option with the same id")), *options]

    @property
    def chosen(self) -> list[str]:
        """The questions that take its place, each once."""
        return list(dict.fromkeys(self[name].data for name in self.successors if self[name].data))

    def line(self, former: Question, today: str, reviewed: str) -> Line:
        """Return what was chosen; `reviewed` is the day on which the words were judged before."""
        relation, options = Relation(self.relation.data), [option.id for option in former.options]
        pairs = tuple(
            Pair(old, self[name].data) for old, name in zip(options, self.mapped, strict=False) if self[name].data
        )
        is_gone = relation is Relation.DROPPED
        is_judged = relation is Relation.REWORDED and self.reviewed.data
        return Line(
            relation,
            Carries.NOTHING if is_gone else Carries(self.carries.data),
            former.id,
            () if is_gone else tuple(self.chosen),
            OptionMap("", pairs) if pairs and not is_gone else None,
            self.option.data or "" if relation is Relation.BECAME_OPTION else "",
            clean(self.note.data or ""),
            (reviewed or today) if is_judged else "",
        )


def form_for(walk: Walk, item: Item) -> LineForm:
    """Return the form of an item as it stands, or as it was sent."""
    is_sent = request.method == "POST"
    sent = sum(f"to{number}" in request.form for number in range(_MOST))
    count = min(sent if is_sent else max(2, len(item.line.new) + 1), _MOST)
    former = walk.old.by_id[item.line.old]
    fields: dict[str, Any] = {}
    for number in range(count):
        label = _("The question that takes its place") if not number else _("Another one that does")
        fields[f"to{number}"] = SelectField(label, validate_choice=False)
    for number, option in enumerate(former.options):
        fields[f"map{number}"] = SelectField(plain(option.text), validate_choice=False)
    names = {"successors": list(fields)[:count], "mapped": list(fields)[count:]}
    made: LineForm = type("ItemForm", (LineForm,), fields | names)()
    if not is_sent:
        _fill(made, item, former)
    made.offer(walk)
    return made


def _fill(form: LineForm, item: Item, former: Question) -> None:
    line = item.line
    form.version.data = str(item.version)
    form.relation.data, form.carries.data = line.relation.value, line.carries.value
    form.reviewed.data, form.option.data, form.note.data = bool(line.reviewed), line.option, line.note
    for number, name in enumerate(form.successors):
        form[name].data = line.new[number] if number < len(line.new) else ""
    pairs = {pair.old: pair.new for pair in line.options.pairs} if line.options else {}
    for option, name in zip(former.options, form.mapped, strict=True):
        form[name].data = pairs.get(option.id, "")


def _options(questions: Iterable[Question]) -> list[SelectChoice]:
    found: dict[str, Option] = {option.id: option for question in questions for option in question.options}
    return [SelectChoice(id_, plain(option.text)) for id_, option in found.items()]
