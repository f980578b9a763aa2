"""Reads a catalogue (PO) and keeps what can be shown: a text with a fault is left out, and its source shown instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog
from babel.messages.pofile import PoFileParser

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from babel.messages import Message

# The order of forms in a catalogue is that of CLDR.
_ORDER = ("zero", "one", "two", "few", "many", "other")
# No catalogue of ours is a tenth of it; what is larger is not read into memory.
MOST_BYTES = 16_000_000
_CONVERSION = re.compile(r"%(?:\([^)]*\))?[#0\- +]*\d*(?:\.\d+)?[A-Za-z%]?|\{[a-z_-]+\}")
_DIGEST = re.compile(r"[0-9a-f]{16}")
Key = tuple[str, str]


class Why(Enum):
    """Why a catalogue or one of its texts cannot be used."""

    UNREADABLE = "the file cannot be read"
    ENCODING = "the file is not in UTF-8"
    SYNTAX = "it is not written as PO files are"
    PLACEHOLDERS = "it does not keep the placeholders of its source"
    PLURALS = "it does not have as many forms as the plural of its language"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in which line, and with which source text; 0 and empty when it is the whole file."""

    why: Why
    line: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The usable translations by (context, source), each in all its forms; which of them somebody has reviewed."""

    texts: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    reviewed: frozenset[Key] = frozenset()
    faults: tuple[Fault, ...] = ()


NONE = Catalogue()


class _Parser(PoFileParser):
    """Goes on after a line that it does not understand, and notes it."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__(catalog, ignore_obsolete=True)
        self.faults: list[Fault] = []

    def _invalid_pofile(self, line: str, lineno: int, msg: str) -> None:  # noqa: ARG002 - the library's interface
        self.faults.append(Fault(Why.SYNTAX, lineno + 1))


def forms(language: str) -> tuple[str, ...]:
    """Return the names of a language's plural forms in the order of a catalogue; one for an unknown language."""
    try:
        tags = Locale.parse(language.replace("-", "_")).plural_form.tags
    except (UnknownLocaleError, ValueError):
        tags = frozenset()
    return tuple(name for name in _ORDER if name in tags or name == "other")


def load(path: Path | None, language: str) -> Catalogue:
    """Return the catalogue in a file with what stands as reviewed beside it; never fails."""
    if path is None:
        return NONE
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        return Catalogue(faults=(Fault(Why.UNREADABLE),))
    if len(content) > MOST_BYTES:
        return Catalogue(faults=(Fault(Why.UNREADABLE),))
    return read(content, language, is_format=path.stem == "interface", reviewed=_digests(path))


def read(
    content: bytes, language: str, *, is_format: bool = False, reviewed: frozenset[str] = frozenset()
) -> Catalogue:
    """Return what can be used of a catalogue.

    With `is_format` a percent sign begins a placeholder, as everywhere in the interface. `reviewed` are the digests of
    the texts that a second person has compared with their source.
    """
    messages, faults = _parsed(content)
    names, texts, seen = forms(language), {}, set()
    for message in messages:
        if not message.id or message.fuzzy or not any(_forms(message)):
            continue
        found, why = _forms(message), _wrong(message, names, is_format=is_format)
        if why is not None:
            faults.append(Fault(why, message.lineno or 0, _source(message)))
            continue
        key = (message.context or "", _source(message))
        texts[key] = found
        if reviewed and digest(key[0], *_sources(message), *found) in reviewed:
            seen.add(key)
    return Catalogue(texts, frozenset(seen), tuple(faults))


def digest(*texts: str) -> str:
    """Return what stands for key, source and translation in the list of what is reviewed."""
    return sha256("\0".join(texts).encode()).hexdigest()[:16]


def _parsed(content: bytes) -> tuple[list[Message], list[Fault]]:
    catalog = Catalog()
    parser = _Parser(catalog)
    try:
        content.decode("utf-8")
        parser.parse(BytesIO(content))
    except UnicodeDecodeError:
        return [], [Fault(Why.ENCODING)]
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        # The library fails in many ways on what is no catalogue; half of one is worse than none.
        return [], [*parser.faults, Fault(Why.SYNTAX)]
    return list(catalog), parser.faults


def _digests(path: Path) -> frozenset[str]:
    try:
        text = path.with_suffix(".reviewed").read_text("ascii", errors="replace")
    except OSError:
        return frozenset()
    return frozenset(word for word in text.split() if _DIGEST.fullmatch(word))


def _sources(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _source(message: Message) -> str:
    return _sources(message)[0]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _wrong(message: Message, names: tuple[str, ...], *, is_format: bool) -> Why | None:
    found, sources = _forms(message), _sources(message)
    is_plural = len(sources) > 1
    if len(found) != (len(names) if is_plural else 1) or not all(found):
        return Why.PLURALS
    wanted = set().union(*(_placeholders(source, is_format=is_format) for source in sources))
    for text in found:
        kept = _placeholders(text, is_format=is_format)
        # A form for exactly none, one or two may leave the number out.
        if not kept <= wanted or (kept != wanted and not (is_plural and len(found) > 1 and text != found[-1])):
            return Why.PLACEHOLDERS
    return None


def _placeholders(text: str, *, is_format: bool) -> set[str]:
    return {found for found in _CONVERSION.findall(text) if is_format or found.startswith("{")}
