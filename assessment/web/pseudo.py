"""Pseudo-languages to test with: English with marks and accents, as it is and set from right to left."""

from __future__ import annotations

import re

from babel.support import NullTranslations
from flask_babel import Babel, Domain

CODE, ACCENTED = "ar-XB", "en-XA"
# Each writes dates and numbers as another language does; the mirrored one is set from right to left, as Arabic is.
LOCALES = {ACCENTED: "en_001", CODE: "ar"}
NAMES = {ACCENTED: "⟦Áccéntéd⟧", CODE: "⟦Pseudo⟧"}
_ACCENTS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
_PLACEHOLDER = re.compile(r"(%\([a-z_]+\)[sd]|\{[a-z_-]+\})")


def marked(text: str) -> str:
    """Return a text that shows it went through gettext: accents, brackets, placeholders untouched."""
    if not text.strip():
        return text
    parts = [part if _PLACEHOLDER.fullmatch(part) else part.translate(_ACCENTS) for part in _PLACEHOLDER.split(text)]
    return f"⟦{''.join(parts)}⟧"


class PseudoTranslations(NullTranslations):
    """Marks every text instead of translating it."""

    def gettext(self, message: str) -> str:
        """Return the marked text."""
        return marked(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the marked form for a number."""
        return marked(msgid1 if n == 1 else msgid2)

    def ugettext(self, message: str) -> str:
        """Return the marked text."""
        return marked(message)

    def ungettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the marked form for a number."""
        return marked(msgid1 if n == 1 else msgid2)

    def upgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - the interface
        """Return the marked text, whatever its context."""
        return marked(message)


class PseudoDomain(Domain):  # type: ignore[misc] # the library has no types
    """Gives the pseudo-translations to every request in the pseudo-language."""

    def get_translations(self) -> NullTranslations:
        """Return the marks."""
        return PseudoTranslations()


def of(babel: Babel) -> PseudoDomain:
    """Return the pseudo-language's domain over the same catalogues."""
    return PseudoDomain(domain=babel.domain_instance.domain[0])
