"""The language of pages: chosen by the person or the browser among the complete ones, with its text direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale
from flask import current_app, g, request
from flask_babel import Babel, get_babel, get_locale, get_translations

from assessment.config import TRANSLATIONS
from assessment.reports.language import ReportLanguage
from assessment.web import cookies, guards, pseudo
from assessment.web.assets import asset_url

if TYPE_CHECKING:
    from babel.support import NullTranslations
    from flask import Flask

# The complete languages, each under its own name.
LANGUAGES = {"en": "English"}
# English as the world writes it: 25 November, not November 25. The pseudo-language runs as Arabic does.
LOCALES = {"en": "en_001", pseudo.CODE: "ar"}
COOKIE = "language"


def attach(app: Flask) -> None:
    """Give templates gettext, the page's language and its direction."""
    Babel(
        app,
        locale_selector=lambda: LOCALES.get(chosen(), chosen().replace("-", "_")),
        timezone_selector=lambda: guards.who().time_zone,
        default_translation_directories=str(TRANSLATIONS),
        default_domain="interface",
    )
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # the i18n extension adds it
        gettext=lambda text: _translations().ugettext(text),
        ngettext=lambda one, many, number: _translations().ungettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, text: _translations().upgettext(context, text),
    )
    app.before_request(_use_pseudo_language)
    app.context_processor(context)


def offered() -> dict[str, str]:
    """Return the languages that can be chosen, by code."""
    pseudo_language = {pseudo.CODE: "⟦Pseudo⟧"} if current_app.config["PSEUDO_LANGUAGE"] else {}
    return LANGUAGES | pseudo_language


def chosen() -> str:
    """Return the language of this visit: the last choice, else the account's, else what the browser asks for."""
    if "language" not in g:
        wanted = (cookies.read(COOKIE), guards.who().language if guards.who().id else "")
        languages = offered()
        known = next((language for language in wanted if language in languages), None)
        g.language = known or request.accept_languages.best_match(list(LANGUAGES)) or "en"
    found: str = g.language
    return found


def content_language() -> str:
    """Return the language in which questionnaires are shown: the pseudo-language shows the source."""
    return "en" if chosen() == pseudo.CODE else chosen()


def _translations() -> NullTranslations:
    """Return the present translations, looked up once for all texts of a page: Flask-Babel does so for each of them.

    They are kept where Flask-Babel's `force_locale` puts them aside.
    """
    context = g.get("_flask_babel")
    found: NullTranslations | None = getattr(context, "babel_translations", None)
    if found is None:
        found = get_translations()
        if "_flask_babel" in g:
            g._flask_babel.babel_translations = found  # noqa: SLF001 - the place that `force_locale` knows
    return found


def of_reports(country: str = "") -> ReportLanguage:
    """Return the page's language for words that pages and reports share; a country refines how dates are written."""
    if chosen() != pseudo.CODE:
        return ReportLanguage.of(chosen(), country)
    return ReportLanguage(pseudo.CODE, "", Locale("ar"), pseudo.PseudoTranslations())


def _use_pseudo_language() -> None:
    if current_app.config["PSEUDO_LANGUAGE"] and chosen() == pseudo.CODE:
        pseudo.of(get_babel().instance).as_default()


def context() -> dict[str, object]:
    """Return what every template knows of languages; nothing of it is about a person."""
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
