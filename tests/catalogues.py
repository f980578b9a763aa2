"""Real catalogues for tests: each text of the interface or of a questionnaire, with a mark before it as translation."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from assessment.config import TRANSLATIONS
from assessment.content import files, languages, translation
from assessment.languages import interface as spoken
from assessment.languages.catalogue import digest, forms

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages import Message
    from flask import Flask


def folder(app: Flask) -> Path:
    """Return where an application looks for catalogues before the shipped ones."""
    return app.config["SETTINGS"].instance / "translations"  # type: ignore[no-any-return] # the configuration has no types


def interface(root: Path, language: str, *, leave_out: int = 0) -> Path:
    """Write the whole interface in a language; the last `leave_out` texts have no translation. Return the file."""
    made, names = _catalogue(language), forms(language)
    for message in _messages()[: -leave_out or None]:
        if isinstance(message.id, str):
            made.add(message.id, f"{language} {message.id}", context=message.context)
        else:
            made.add(message.id, [f"{language} {message.id[1]}" for _ in names], context=message.context)
    return _write(root, language, "interface", made)


def questionnaire(root: Path, language: str, id_: str = "altai", *, leave_out: int = 0, reviewed: int = 0) -> Path:
    """Write all published versions of a questionnaire in a language, some of it as reviewed. Return the file."""
    made = _catalogue(language)
    wanted = _strings(id_)[: -leave_out or None]
    for key, text in wanted:
        made.add(text, f"{language} {text}", context=key)
    path = _write(root, language, id_, made)
    digests = [digest(key, text, f"{language} {text}") for key, text in wanted[:reviewed]]
    path.with_suffix(".reviewed").write_text("".join(f"{one}\n" for one in digests), "ascii")
    return path


@lru_cache(maxsize=1)
def _messages() -> list[Message]:
    with (TRANSLATIONS / "interface.pot").open("rb") as file:
        return [message for message in read_po(file) if message.id]


@lru_cache(maxsize=8)
def _strings(id_: str) -> list[tuple[str, str]]:
    """Return the texts of all published versions, each once."""
    listed = [one for one in files.versions() if one.questionnaire == id_ and one.is_published]
    keys = [key for one in listed for key in translation.strings(files.load(id_, one.version))]
    return list(dict.fromkeys(keys))


def _catalogue(language: str) -> Catalog:
    made = Catalog(locale=language)
    # The library's own number of forms is not CLDR's for every language.
    made._num_plurals = len(forms(language))  # type: ignore[assignment] # noqa: SLF001 - it has no other place
    return made


def _write(root: Path, language: str, domain: str, made: Catalog) -> Path:
    path = root / language.replace("-", "_") / "LC_MESSAGES" / f"{domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, made, width=0)
    forget()
    return path


def forget() -> None:
    """Let the program see what was written: it reads catalogues once."""
    spoken.forget()
    languages.forget()
