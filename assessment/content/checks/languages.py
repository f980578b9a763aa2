"""Languages: every one on offer has a catalogue that is complete, current and faithful to marks and placeholders."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.messages.pofile import PoFileError, read_po

from assessment.config import TRANSLATIONS
from assessment.content import foreign, shelf, translation
from assessment.content.checks.texts import html, invisible
from assessment.content.phrases import Foreign, phrase

if TYPE_CHECKING:
    from pathlib import Path

    from assessment.content.checks.context import Context
    from assessment.content.phrases import Phrase

_PLACEHOLDER = re.compile(r"\{[a-z_]+\}|%\([a-z_]+\)s")


@dataclass(frozen=True, slots=True)
class Entry:
    """One usable translation of a catalogue."""

    key: str
    source: str
    translation: str


def check(context: Context) -> None:
    """Run all rules of this family."""
    questionnaire = context.questionnaire
    top = context.record(questionnaire)
    if {"language", "languages"} & top.bad:
        return
    languages = questionnaire.languages
    if languages[:1] != (questionnaire.language,):
        context.add("L701", questionnaire, "languages", language=questionnaire.language)
    for language, count in Counter(languages).items():
        if count > 1:
            context.add("L702", questionnaire, "languages", language=language)
        if not _is_language(language):
            context.add("L710", questionnaire, "languages", language=language)
        elif language != questionnaire.language and "id" not in top.bad:
            _catalogue(context, language)


def _is_language(language: str) -> bool:
    try:
        Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _catalogue(context: Context, language: str) -> None:
    questionnaire = context.questionnaire
    path = context.place.translations / language.replace("-", "_") / "LC_MESSAGES" / f"{questionnaire.id}.po"
    if not path.is_file() and not _installed(context, language):
        shown = "/".join(path.parts[-4:])
        context.add("L703", questionnaire, "languages", language=language, file=shown)
        return
    entries = _read(context, path)
    if entries is None:
        return
    wanted = dict.fromkeys(translation.strings(questionnaire))
    done = {(entry.key, entry.source) for entry in entries} & wanted.keys()
    if len(done) < len(wanted):
        context.add("L704", questionnaire, "languages", language=language, done=len(done), total=len(wanted))
    for entry in entries:
        if (entry.key, entry.source) not in wanted:
            context.add("L707", questionnaire, "languages", language=language, key=entry.key)
        else:
            _entry(context, language, entry)


def _installed(context: Context, language: str) -> bytes:
    """Return a catalogue that came with a content pack, empty when there is none."""
    is_shipped = context.place.translations == TRANSLATIONS
    return (shelf.current().catalogue(context.questionnaire.id, language) or b"") if is_shipped else b""


def _read(context: Context, path: Path) -> list[Entry] | None:
    """Return the usable entries of a catalogue; None with a finding when it cannot be read."""
    try:
        content = path.read_bytes() if path.is_file() else _installed(context, path.parts[-3].replace("_", "-"))
        messages = read_po(BytesIO(content), abort_invalid=True)
    except (OSError, PoFileError, ValueError) as error:
        file_name = "/".join(path.parts[-4:])
        context.add("L708", context.questionnaire, "languages", file=file_name, problem=_problem(error))
        return None
    usable = (message for message in messages if message.id and message.string and not message.fuzzy)
    return [Entry(message.context or "", str(message.id), str(message.string)) for message in usable]


def _problem(error: OSError | PoFileError | ValueError) -> Phrase | Foreign:
    match error:
        case OSError():
            return foreign.of_system(error)
        case PoFileError():
            return phrase("line {line} is not written as PO files are", line=error.lineno + 1)
        case UnicodeDecodeError():
            return phrase("it is not UTF-8 text")
        case _:
            return Foreign(str(error))


def _entry(context: Context, language: str, entry: Entry) -> None:
    details = {"language": language, "key": entry.key}
    found, wanted = _fixed_parts(entry.translation), _fixed_parts(entry.source)
    if found != wanted:
        context.add("L705", context.questionnaire, "languages", **details, found=found, wanted=wanted)
    unfit = invisible(entry.translation) or html(entry.translation)
    if unfit:
        context.add("L709", context.questionnaire, "languages", **details, found=unfit)
    if entry.translation == entry.source and " " in entry.source.strip():
        context.add("L706", context.questionnaire, "languages", **details)


def _fixed_parts(text: str) -> str:
    """Return what a translation must keep: the number of marks, and the placeholders."""
    marks = f"{text.count('[[')} × [[…]]"
    return ", ".join([marks, *sorted(_PLACEHOLDER.findall(text))])
