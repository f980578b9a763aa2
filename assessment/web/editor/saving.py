"""Saving one part of a draft from its form, and the page of a save that was based on an older version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import flash, redirect
from flask_babel import gettext

from assessment.services.drafting import editing
from assessment.web.editor import words
from assessment.web.editor.blueprint import CONFLICT
from assessment.web.editor.fields import get
from assessment.web.guards import now, who

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from assessment.services.drafting.reading import Part, Whole
    from assessment.web.editor.fields import PartForm


@dataclass(frozen=True, slots=True)
class Theirs:
    """One field that two people changed: its words, and what the other one made of it."""

    label: str
    text: str
    field: str


def save(
    whole: Whole, part: Part, form: PartForm, show: Callable[[list[Theirs]], str], back: str
) -> ResponseReturnValue:
    """Keep what was typed and go on to `back`; when somebody else was faster, `show` the page with both texts."""
    form.take(part.content)
    changed = form.changed(part.content)
    try:
        editing.save_part(whole.row.id, part.name, changed, form.based_on, who().id, now())
    except editing.Conflict as conflict:
        form.version.data = str(conflict.theirs.version)
        return show(_differing(form, conflict.theirs)), CONFLICT
    except editing.Closed:
        form.form_errors.append(gettext("This draft cannot be changed any more. What you typed is still in the form."))
        return show([]), CONFLICT
    flash(gettext("Saved."))
    return redirect(back, 303)


def _differing(form: PartForm, theirs: Part) -> list[Theirs]:
    found = []
    for key in form.keys:
        stored = key.show(get(theirs.content, key.path))
        if key.read(stored) != key.read(form[key.field].data):
            found.append(Theirs(str(key.label), _words(stored), key.field))
    for name, lines in form.lines.items():
        stored_lines = get(theirs.content, name) or []
        if lines.items(stored_lines) != stored_lines:
            shown = "\n".join(", ".join(str(value) for value in line.values()) for line in stored_lines)
            found.append(Theirs(str(words.LINES[name]), shown, name))
    return found


def _words(stored: object) -> str:
    if isinstance(stored, bool):
        return str(gettext("Yes") if stored else gettext("No"))
    return ", ".join(map(str, stored)) if isinstance(stored, list) else str(stored)
