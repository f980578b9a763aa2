"""The interface in other languages: its texts, how far each language is complete, and which are offered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from babel.messages.pofile import read_po
from babel.support import NullTranslations

from assessment.config import TRANSLATIONS
from assessment.languages import catalogue, folders

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assessment.languages.catalogue import Fault, Key

SOURCE = "en"
DOMAIN = "interface"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a language is with a number of texts: how many are translated, and how many of these reviewed."""

    translated: int
    total: int
    reviewed: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether every text is translated."""
        return self.translated == self.total

    @property
    def translated_share(self) -> int:
        """The translated share in whole per cent, rounded down: what is not complete never says 100."""
        return 100 * self.translated // self.total if self.total else 100

    @property
    def reviewed_share(self) -> int:
        """The reviewed share of all texts in whole per cent, rounded down."""
        return 100 * self.reviewed // self.total if self.total else 100


class Translations(NullTranslations):
    """The texts of one language in memory; what it does not have is shown in the source language."""

    def __init__(self, language: str, texts: Mapping[Key, tuple[str, ...]]) -> None:
        super().__init__()
        self._single = {_joined(key): found[0] for key, found in texts.items() if len(found) == 1}
        self._plural = {_joined(key): found for key, found in texts.items() if len(found) > 1}
        self._names = catalogue.forms(language)
        if len(self._names) == 1:
            # Such a language writes its plurals as one text, so that they look like others.
            self._plural = {_joined(key): found for key, found in texts.items()}
        self._form = lru_cache(maxsize=1024)(Locale.parse(language.replace("-", "_")).plural_form)

    def gettext(self, message: str) -> str:
        """Return the translation of a text."""
        return self._single.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for a number."""
        return self._number(msgid1, msgid1, msgid2, n)

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation that a text has in a context."""
        return self._single.get(f"{context}\x04{message}", message)

    def npgettext(self, context: str, singular: str, plural: str, num: int) -> str:
        """Return the form for a number that a text has in a context."""
        return self._number(f"{context}\x04{singular}", singular, plural, num)

    ugettext = gettext
    ungettext = ngettext
    upgettext = pgettext
    unpgettext = npgettext

    def _number(self, key: str, singular: str, plural: str, number: int) -> str:
        found = self._plural.get(key)
        if found is None:
            return singular if number == 1 else plural
        return found[self._names.index(self._form(number))]


@dataclass(frozen=True, slots=True)
class Interface:
    """The interface in one language."""

    language: str
    translations: NullTranslations
    coverage: Coverage
    faults: tuple[Fault, ...] = ()


def offered() -> tuple[str, ...]:
    """Return the languages in which every text of the interface is translated, by their names, the source first."""
    return _offered(folders.roots())


def known() -> tuple[str, ...]:
    """Return the languages that have a catalogue of the interface, complete or not, by their names."""
    return _all(folders.roots())


def in_preparation() -> tuple[str, ...]:
    """Return the languages whose catalogue of the interface is not complete yet, by their names."""
    return tuple(code for code in known() if code not in offered())


def of(language: str, within: tuple[Path, ...] = ()) -> Interface:
    """Return the interface in a language, of given folders or those of this installation; never fails."""
    code = language.replace("_", "-")
    return _interface(code, folders.find(code, DOMAIN, within or folders.roots()) if _is_known(code) else None)


def spoken(language: str, within: tuple[Path, ...] = ()) -> NullTranslations:
    """Return the texts of the interface in a language; those of the source language unless it is complete."""
    found = of(language, within)
    return found.translations if found.coverage.is_complete else NullTranslations()


def fitting(language: str) -> str:
    """Return the language in which to write to somebody who has chosen one: the source's where it is not offered."""
    return language if language in offered() else SOURCE


@lru_cache(maxsize=64)
def own_name(language: str) -> str:
    """Return what a language calls itself, as a name in a list: Français."""
    try:
        name = Locale.parse(language, sep="-").get_display_name() or language
    except (UnknownLocaleError, ValueError):
        name = language
    return name[:1].upper() + name[1:]


def all_codes() -> tuple[str, ...]:
    """Return the code of every language that CLDR knows, without scripts and countries."""
    return tuple(code for code in locale_identifiers() if code.isalpha() and code != "root")


def forget() -> None:
    """Look again which catalogues there are, and read them again, when they are asked for next."""
    _interface.cache_clear()
    _offered.cache_clear()
    _all.cache_clear()


def _is_known(language: str) -> bool:
    try:
        Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return language != SOURCE


@lru_cache(maxsize=8)
def _all(roots: tuple[Path, ...]) -> tuple[str, ...]:
    return tuple(sorted(filter(_is_known, folders.languages(DOMAIN, roots)), key=own_name))


@lru_cache(maxsize=8)
def _offered(roots: tuple[Path, ...]) -> tuple[str, ...]:
    return (SOURCE, *(language for language in _all(roots) if of(language, roots).coverage.is_complete))


@lru_cache(maxsize=64)
def _interface(language: str, path: Path | None) -> Interface:
    wanted = _sources()
    if path is None:
        translated = len(wanted) if language == SOURCE else 0
        return Interface(language, NullTranslations(), Coverage(translated, len(wanted)))
    found = catalogue.load(path, language)
    # The keys of the template are shared by all languages, and what is not asked for any more is not kept.
    texts = {key: found.texts[key] for key in wanted if key in found.texts}
    coverage = Coverage(len(texts), len(wanted), len(found.reviewed & texts.keys()))
    return Interface(language, Translations(language, texts), coverage, found.faults)


@lru_cache(maxsize=1)
def _sources() -> tuple[Key, ...]:
    with (TRANSLATIONS / f"{DOMAIN}.pot").open("rb") as file:
        messages = read_po(file)
    sources = ((one.context or "", one.id if isinstance(one.id, str) else one.id[0]) for one in messages if one.id)
    return tuple(sources)


def _joined(key: Key) -> str:
    return f"{key[0]}\x04{key[1]}" if key[0] else key[1]
