"""A form gives back the part that it was filled from: nothing that it shows or hides is lost by saving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.datastructures import MultiDict

from assessment.config import QUESTIONNAIRES
from assessment.content import draft_parts
from assessment.services.drafting import making
from assessment.web.editor import question_form, thing_forms
from assessment.web.editor.lines import words

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from assessment.web.editor.fields import PartForm

SHIPPED = sorted(path for path in QUESTIONNAIRES.glob("*/*.yaml") if "--" not in path.stem)


def sent(form: PartForm) -> MultiDict[str, str]:
    """Return what a browser sends for a form as it was rendered."""
    fields: MultiDict[str, str] = MultiDict({"version": form.version.data})
    for key in form.keys:
        value = form[key.field].data
        if isinstance(value, list):
            fields.setlist(key.field, value)
        elif key.kind == "check":
            fields.update({key.field: "y"} if value else {})
        else:
            fields[key.field] = str(value).replace("\n", "\r\n")
    for name, lines in form.lines.items():
        fields[f"{name}-count"] = str(len(lines.lines))
        for number, line in enumerate(lines.lines):
            fields.update({f"{name}-{number}-{column}": value for column, value in line.items() if value})
    return fields


def round_trip(app: Flask, made: type[PartForm], part: dict[str, Any]) -> dict[str, Any]:
    with app.test_request_context():
        form = made(formdata=None)
        form.fill(part, 1)
        fields = sent(form)
    with app.test_request_context(method="POST", data=fields):
        form = made()
        form.take(part)
        return form.changed(part)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_saving_an_untouched_form_changes_nothing(app: Flask, path: Path) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    parts = draft_parts.split(making.read_tree(path.read_bytes()))
    forms = {"questions": question_form.FORM, "about": thing_forms.ABOUT} | thing_forms.FORMS

    changed = [name for name, part in parts.items() if round_trip(app, forms[name.partition("/")[0]], part) != part]

    assert changed == []


@pytest.mark.parametrize("typed", ["one, two", "one\u060c two", "one\u3001two", " one ,,two,"])
def test_words_are_told_apart_by_the_comma_of_any_script(typed: str) -> None:
    assert words(typed) == ["one", "two"]
