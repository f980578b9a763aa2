"""The language of pages: chosen by the person or the browser among the complete ones, with its text direction."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from babel import Locale, UnknownLocaleError
from flask import current_app, g, request
from flask_babel import force_locale, get_babel, get_locale

from assessment.domain.comparable import age
from assessment.languages import interface
from assessment.languages.locales import locale_of
from assessment.reports.language import ReportLanguage
from assessment.services import questionnaires
from assessment.services.questionnaires import Listed
from assessment.services.reporting import AND
from assessment.web import cookies, guards, isolation, pseudo, texts
from assessment.web.assets import asset_url

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from flask import Flask

    class Version(Protocol):
        """Whatever names a version of a questionnaire."""

        @property
        def questionnaire(self) -> str:
            """The questionnaire's id."""

        @property
        def version(self) -> str:
            """The version's number."""


COOKIE = "language"


def attach(app: Flask) -> None:
    """Give templates gettext, the page's language and its direction; read the texts of all languages."""
    texts.Pages(
        app, locale_selector=_locale, timezone_selector=lambda: guards.who().time_zone, default_domain=interface.DOMAIN
    )
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # the i18n extension adds it
        gettext=lambda text: texts.present().ugettext(text),
        ngettext=lambda one, many, number: texts.present().ungettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, text: texts.present().upgettext(context, text),
    )
    isolation.attach(app.jinja_env)
    app.jinja_env.filters.update(titled=titled, questionnaire_title=title_of)
    app.before_request(_use_pseudo_language)
    app.before_request(texts.use_for_forms)
    app.context_processor(context)
    # Before the processes that serve pages are forked: they share what is read.
    interface.offered()


def offered() -> dict[str, str]:
    """Return the languages that can be chosen, by code, each under its own name."""
    pseudo_language = pseudo.NAMES if current_app.config["PSEUDO_LANGUAGE"] else {}
    return {code: interface.own_name(code) for code in interface.offered()} | pseudo_language


def chosen() -> str:
    """Return the language of this visit: the last choice, else the account's, else what the browser asks for."""
    if "language" not in g:
        wanted = (cookies.read(COOKIE), guards.who().language if guards.who().id else "")
        languages = offered()
        known = next((language for language in wanted if language in languages), None)
        g.language = known or _of_browser(request.accept_languages.values())
    found: str = g.language
    return found


def _of_browser(wanted: Iterable[str]) -> str:
    """Return the first language that a browser asks for and that is offered: for es-MX also es, before the next one."""
    languages = interface.offered()
    for tag in wanted:
        parts = tag.split("-")
        tried = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
        found = next((code for code in tried if code in languages), None)
        if found:
            return found
    return interface.SOURCE


def content_language() -> str:
    """Return the language in which questionnaires are shown: the pseudo-language shows the source."""
    return interface.SOURCE if chosen() in pseudo.LOCALES else chosen()


def named(choices: Iterable[str]) -> dict[str, str]:
    """Return languages by code, and pairs such as fr+en, each under its own name, that of the page first."""
    spoken = {choice: choice.split(AND) for choice in choices}
    ordered = sorted(spoken, key=lambda choice: spoken[choice][0] != content_language())
    return {choice: " + ".join(map(interface.own_name, spoken[choice])) for choice in ordered}


def speaking(language: str, country: str = "") -> AbstractContextManager[None]:
    """Speak another language for a while, as a letter to somebody does; the source language where it is not offered."""
    return force_locale(str(locale_of(interface.fitting(language), country)))  # type: ignore[no-any-return] # the library has no types


def country() -> str:
    """Return the country of the organisation that the page is about, or an empty text."""
    found: str = g.get("country", "")
    return found


def _locale() -> str:
    return pseudo.LOCALES.get(chosen()) or str(locale_of(chosen(), country()))


def titled(version: Version) -> str:
    """Return a questionnaire's title as readers of this page see it."""
    is_draft = isinstance(version, Listed) and not version.is_published
    name = (version.questionnaire, version.version)
    return questionnaires.show_questionnaire(*name, content_language(), drafts=is_draft).title


def title_of(questionnaire: str) -> str:
    """Return the title of a questionnaire's newest version as readers of this page see it; an unknown id as it is."""
    listed = [one for one in questionnaires.list_questionnaires() if one.is_published]
    versions = [one for one in listed if one.questionnaire == questionnaire]
    return titled(max(versions, key=lambda one: age(one.version))) if versions else questionnaire


def of_reports(country: str = "") -> ReportLanguage:
    """Return the page's language for words that pages and reports share; a country refines how dates are written."""
    if chosen() not in pseudo.LOCALES:
        return ReportLanguage.of(chosen(), country)
    locale = Locale.parse(pseudo.LOCALES[chosen()])
    return ReportLanguage(chosen(), "", locale, pseudo.PseudoTranslations())


def _use_pseudo_language() -> None:
    if current_app.config["PSEUDO_LANGUAGE"] and chosen() in pseudo.LOCALES:
        pseudo.of(get_babel().instance).as_default()


def context() -> dict[str, object]:
    """Return what every template knows of languages; nothing of it is about a person."""
    return {
        "language": chosen(),
        "languages": offered(),
        "in_preparation": [interface.own_name(code) for code in interface.in_preparation()],
        "direction": get_locale().text_direction,
        "asset_url": asset_url,
        "direction_of": direction_of,
    }


@lru_cache(maxsize=64)
def direction_of(language: str) -> str:
    """Return the direction of a language's lines, for texts that are not in the page's own language."""
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        # A questionnaire of somebody else may be in a language that nothing is known of.
        return "auto"
