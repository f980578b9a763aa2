"""The language of pages: chosen by the person or the browser among the complete ones, with its text direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale
from flask import current_app, g, request
from flask_babel import Babel, get_babel, get_locale

from assessment.config import TRANSLATIONS
from assessment.web import guards, pseudo
from assessment.web.assets import asset_url

if TYPE_CHECKING:
    from flask import Flask

# The complete languages, each under its own name.
LANGUAGES = {"en": "English"}
COOKIE = "language"


def attach(app: Flask) -> None:
    """Give templates gettext, the page's language and its direction."""
    Babel(
        app,
        locale_selector=lambda: "ar" if chosen() == pseudo.CODE else chosen().replace("-", "_"),
        timezone_selector=lambda: guards.who().time_zone,
        default_translation_directories=str(TRANSLATIONS),
        default_domain="interface",
    )
    app.before_request(_use_pseudo_language)
    app.context_processor(_context)


def offered() -> dict[str, str]:
    """Return the languages that can be chosen, by code."""
    pseudo_language = {pseudo.CODE: "⟦Pseudo⟧"} if current_app.config["PSEUDO_LANGUAGE"] else {}
    return LANGUAGES | pseudo_language


def chosen() -> str:
    """Return the language of this visit: the last choice, else the account's, else what the browser asks for."""
    if "language" not in g:
        wanted = (request.cookies.get(COOKIE, ""), guards.who().language if guards.who().id else "")
        languages = offered()
        known = next((language for language in wanted if language in languages), None)
        g.language = known or request.accept_languages.best_match(list(LANGUAGES)) or "en"
    found: str = g.language
    return found


def content_language() -> str:
    """Return the language in which questionnaires are shown: the pseudo-language shows the source."""
    return "en" if chosen() == pseudo.CODE else chosen()


def _use_pseudo_language() -> None:
    if chosen() == pseudo.CODE:
        pseudo.of(get_babel().instance).as_default()


def _context() -> dict[str, object]:
    return {
        "language": chosen(),
        "languages": offered(),
        "direction": get_locale().text_direction,
        "asset_url": asset_url,
        "direction_of": direction_of,
    }


def direction_of(language: str) -> str:
    """Return the direction of a language's lines, for texts that are not in the page's own language."""
    return Locale.parse(language, sep="-").text_direction
