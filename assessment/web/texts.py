"""The texts of pages and of forms in the language of the page, for Flask-Babel, Jinja and WTForms."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel.support import NullTranslations
from babel.support import Translations as Compiled
from flask import g, request
from flask_babel import Babel, Domain, get_locale, get_translations
from wtforms.i18n import messages_path

from assessment.languages import folders, interface
from assessment.web import isolation

if TYPE_CHECKING:
    from pathlib import Path

    from babel import Locale


class Texts(Domain):  # type: ignore[misc] # the library has no types
    """Gives every request our texts in its language; where that is not complete, the texts as they are written."""

    def get_translations(self) -> NullTranslations:
        """Return the texts in the present language."""
        return of_locale(get_locale())

    def gettext(self, string: str, **values: Any) -> str:  # noqa: ANN401 - whatever is put into the text
        """Return a text with values in it, each in its own direction."""
        return str(super().gettext(string, **isolation.isolated(values)))

    def ngettext(self, singular: str, plural: str, num: int, **values: Any) -> str:  # noqa: ANN401 - see above
        """Return the form of a text for a number, with values in it."""
        return str(super().ngettext(singular, plural, num, **isolation.isolated(values)))


class Pages(Babel):  # type: ignore[misc] # the library has no types
    """Flask-Babel with our texts instead of compiled files."""

    domain_instance = Texts(domain=interface.DOMAIN)


class FormTexts:
    """What forms say by themselves: in our words where we have them, else in those of WTForms."""

    def ugettext(self, text: str) -> str:
        """Return a message in the language of the page."""
        ours = of_locale(get_locale()).ugettext(text)
        return ours if ours != text else str(_of_forms(str(get_locale())).ugettext(text))

    def ungettext(self, one: str, many: str, number: int) -> str:
        """Return the form of a message for a number."""
        ours = of_locale(get_locale()).ungettext(one, many, number)
        return ours if ours not in {one, many} else str(_of_forms(str(get_locale())).ungettext(one, many, number))


@lru_cache(maxsize=64)
def _of_forms(locale: str) -> NullTranslations:
    return Compiled.load(messages_path(), [locale], "wtforms")


def _counted(one: str, many: str) -> tuple[str, str]:
    """Mark both forms of a message for translators."""
    return one, many


# Messages of WTForms that it does not have, or not in every form, in each language of ours.
ALSO_OURS = (
    _counted("Field must be at least %(min)d character long.", "Field must be at least %(min)d characters long."),
    _counted("Field cannot be longer than %(max)d character.", "Field cannot be longer than %(max)d characters."),
    _counted("Field must be exactly %(max)d character long.", "Field must be exactly %(max)d characters long."),
    _counted("'%(value)s' is not a valid choice for this field.", "'%(value)s' are not valid choices for this field."),
)
_SOURCE = NullTranslations()
_FORMS = FormTexts()


def use_for_forms() -> None:
    """Let the forms of this request take their messages from us: Flask-WTF looks at the request first."""
    request.wtforms_translations = _FORMS  # type: ignore[attr-defined] # see above


def present() -> NullTranslations:
    """Return the present texts, looked up once for all texts of a page: Flask-Babel does so for each of them.

    They are kept where Flask-Babel's `force_locale` puts them aside.
    """
    context = g.get("_flask_babel")
    found: NullTranslations | None = getattr(context, "babel_translations", None)
    if found is None:
        found = get_translations()
        if "_flask_babel" in g:
            g._flask_babel.babel_translations = found  # noqa: SLF001 - the place that `force_locale` knows
    return found


def of_locale(locale: Locale | None) -> NullTranslations:
    """Return the texts for a locale such as es_MX: those of its language, where that is offered."""
    return _texts(locale, interface.offered(), folders.roots()) if locale else _SOURCE


@lru_cache(maxsize=512)
def _texts(locale: Locale, offered: tuple[str, ...], _roots: tuple[Path, ...]) -> NullTranslations:
    parts = ((locale.script, locale.territory), (locale.script,), (locale.territory,), ())
    tags = ("-".join([locale.language, *filter(None, more)]) for more in parts)
    return interface.spoken(next((tag for tag in tags if tag in offered), interface.SOURCE))
