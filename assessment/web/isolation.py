"""Names in a sentence keep their own direction: what runs against the page does not reorder the words around it."""

from __future__ import annotations

import unicodedata
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from flask_babel import get_locale
from jinja2 import pass_context
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from jinja2.runtime import Context

# FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE: nobody sees them, and they stand in titles and attributes as well.
OPENING, CLOSING = "\u2068", "\u2069"
_AGAINST = {"ltr": frozenset({"R", "AL"}), "rtl": frozenset({"L"})}


def attach(environment: Environment) -> None:
    """Let the texts of templates isolate what is put into them."""
    for name in ("gettext", "ngettext", "pgettext"):
        environment.globals[name] = _isolating(cast("Callable[..., str]", environment.globals[name]))


def _isolating(translated: Callable[..., str]) -> Callable[..., str]:
    @pass_context
    @wraps(translated)
    def wrapped(context: Context, *texts: Any, **values: Any) -> str:  # noqa: ANN401 - whatever a template puts in
        return translated(context, *texts, **isolated(values))

    return wrapped


def isolated(values: dict[str, Any]) -> dict[str, Any]:
    """Return what is put into a sentence, with marks around each text that runs against the present language."""
    if not values:
        return values
    locale = get_locale()
    against = _AGAINST[locale.text_direction if locale else "ltr"]
    return {name: f"{OPENING}{value}{CLOSING}" if _runs(value, against) else value for name, value in values.items()}


def is_name(typed: str | None, name: str) -> bool:
    """Whether somebody typed a name, or copied it from a sentence with its marks, whatever the capitals and spaces."""
    return _told(typed or "") == _told(name)


def _told(text: str) -> str:
    return " ".join(text.replace(OPENING, "").replace(CLOSING, "").split()).casefold()


def _runs(value: object, against: frozenset[str]) -> bool:
    """Whether a text has letters of the other direction; markup says itself how it runs.

    An address stays bare: what makes links of the text of a mail would take the mark at its end along.
    """
    if not isinstance(value, str) or isinstance(value, Markup) or (value.isascii() and "L" not in against):
        return False
    if value.startswith(("http://", "https://")):
        return False
    return any(unicodedata.bidirectional(letter) in against for letter in value)
