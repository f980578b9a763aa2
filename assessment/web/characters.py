"""No text that comes in holds the character NUL: PostgreSQL cannot keep it, and nobody has ever typed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from flask_babel import lazy_gettext
from werkzeug.exceptions import BadRequest

from assessment.web import errors, journal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.typing import ResponseReturnValue

_NUL = "\0"
# What is typed into answers may have cost hours: `domain.answer_form` takes such characters out of it instead.
_CLEANED = frozenset({"respondent.save_section"})


def attach(app: Flask) -> None:
    """Refuse every request that holds a NUL, before a page or a database sees it."""
    app.before_request(_refuse)


def _refuse() -> ResponseReturnValue | None:
    query = request.query_string
    if b"%00" not in query and b"\0" not in query and not any(_NUL in text for text in _texts()):
        return None
    journal.note("unfit input")
    if request.blueprint == "api":
        # Its own words, in the format of programs.
        raise BadRequest
    return errors.page(
        400,
        lazy_gettext("The request holds a character that no text can hold"),
        lazy_gettext(
            "It is the character NUL, which programs sometimes leave in what they copy. Go back, type the text anew "
            "instead of pasting it, and send it again."
        ),
    )


def _texts() -> Iterator[str]:
    """Return the texts that a page may use, beside the query: the address, and a form's names and values."""
    yield request.path
    if request.method == "POST" and request.endpoint not in _CLEANED:
        for name, values in request.form.lists():
            yield name
            yield from values
