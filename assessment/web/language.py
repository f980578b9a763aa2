"""The language of pages: chosen from what the browser asks for and what is complete, with its text direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale
from flask import request
from flask_babel import Babel, get_locale

from assessment.config import TRANSLATIONS
from assessment.web.assets import asset_url

if TYPE_CHECKING:
    from flask import Flask

LANGUAGES = ("en",)


def attach(app: Flask) -> None:
    """Give templates gettext, the page's language and its direction."""
    Babel(app, locale_selector=_choose, default_translation_directories=str(TRANSLATIONS), default_domain="interface")
    app.context_processor(_context)


def _choose() -> str:
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def _context() -> dict[str, object]:
    locale = get_locale()
    return {
        "language": str(locale).replace("_", "-"),
        "direction": locale.text_direction,
        "asset_url": asset_url,
        "direction_of": direction_of,
    }


def direction_of(language: str) -> str:
    """Return the direction of a language's lines, for texts that are not in the page's own language."""
    return Locale.parse(language, sep="-").text_direction
