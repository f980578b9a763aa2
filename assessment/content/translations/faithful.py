"""What a translation has to keep of its source: placeholders, marks, numbers, blanks; and what it must not bring in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from assessment.content.checks.texts import html, invisible
from assessment.content.phrases import Phrase, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What a form has and what it should have; both are empty when it is right.
Fault = tuple[str | Phrase, str | Phrase]
NONE = phrase("none")

_FORMAT = re.compile(r"%\([A-Za-z_][A-Za-z0-9_]*\)[#0 +-]*[0-9]*(?:\.[0-9]+)?[A-Za-z]|%%|%.?", re.DOTALL)
_NAMED = re.compile(r"%\([A-Za-z_][A-Za-z0-9_]*\)[#0 +-]*[0-9]*(?:\.[0-9]+)?[A-Za-z]|\{[a-z_-]*\}")
_BRACES = re.compile(r"\{[a-z_-]*\}")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<!--|&(?:[a-z]{2,8}|#[0-9]{1,6});")
# Between the digits of one number: points and commas, blanks that do not break, and the marks of Arabic.
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f\u2009'’\u066b\u066c]\d+)*")
_BETWEEN = re.compile(r"\D")
# What counts things: by its name, or because it is the only whole number.
_COUNTED = re.compile(r"%\((?:num|number)\)[sd]")
_WHOLE = re.compile(r"%\([a-z_]+\)d")
# The length from which translations of short texts are still usual: up to so many characters, so many times.
_LONGEST = ((10, 4.0), (25, 3.0), (70, 2.2))
_LONG, _SHORT, _ALLOWANCE = 1.9, 0.28, 10
# Chinese, Japanese and Korean say in one character what takes others a word.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TOO_SHORT_TO_TELL = 25


def placeholders(text: str, *, is_format: bool) -> Counter[str]:
    """Return the placeholders of a text; with percent signs also what stands for none."""
    found = Counter(_BRACES.findall(text))
    if is_format:
        found += Counter(one for one in _FORMAT.findall(text) if one != "%%")
    return found


def placeholder_fault(sources: Sequence[str], form: str, *, is_format: bool, may_lack_number: bool) -> Fault:
    """Return what a form has and what it should have, both empty when it is right.

    A form for exactly one number may say that number in words. A placeholder may stand more than once.
    """
    known = [set(placeholders(source, is_format=is_format)) for source in sources]
    allowed, wanted = set.union(*known), known[-1]
    found = set(placeholders(form, is_format=is_format))
    if may_lack_number:
        counted = {one for one in wanted if _COUNTED.fullmatch(one)} or {o for o in wanted if _WHOLE.fullmatch(o)}
        wanted -= counted if len(counted) == 1 else set()
    if wanted <= found <= allowed:
        return "", ""
    return _listed(found), _listed(known[-1])


def _listed(found: set[str]) -> str | Phrase:
    return ", ".join(sorted(found)) or NONE


def mark_fault(source: str, form: str) -> Fault:
    """Return the marks of a form and of its source, both empty when they agree."""
    found, wanted = _marks(form), _marks(source)
    if found == wanted and (form.count("[["), form.count("]]")) == (source.count("[["), source.count("]]")):
        return "", ""
    return _counted(found), _counted(wanted)


def _marks(text: str) -> Counter[str]:
    marks = Counter(re.sub(r"\s+", " ", tag) for tag in _TAG.findall(text))
    marks["[[…]]"] = min(text.count("[["), text.count("]]"))
    return +marks


def _counted(found: Counter[str]) -> str | Phrase:
    return ", ".join(f"{count} × {mark}" for mark, count in sorted(found.items())) or NONE


def hidden(source: str, form: str) -> str:
    """Return the name of a character that nobody can see and that the source does not have, or nothing."""
    kept = {character for character in source if not character.isprintable()}
    return invisible("".join(character for character in form if character not in kept))


def has_new_html(source: str, form: str) -> bool:
    """Whether a form has HTML although its source has none."""
    return bool(html(form)) and not html(source)


def number_fault(source: str, form: str) -> Fault:
    """Return the numbers of a form and of its source, both empty when every number of the source is there."""
    found, wanted = _numbers(form), _numbers(source)
    # Another way to write the time of day brings noughts in, and “one of them” a one.
    if not wanted - found and not [one for one in found - wanted if len(one.lstrip("0")) > 1]:
        return "", ""
    return ", ".join(sorted(found.elements())) or NONE, ", ".join(sorted(wanted.elements())) or NONE


def _numbers(text: str) -> Counter[str]:
    without = _NAMED.sub(" ", text)
    plain = (_BETWEEN.sub("", one) for one in _NUMBER.findall(without))
    return Counter("".join(str(unicodedata.digit(digit)) for digit in one) for one in plain)


def blanks_differ(source: str, form: str) -> bool:
    """Whether a form begins or ends with other blanks than its source."""
    return _edges(source) != _edges(form)


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def has_unusual_length(source: str, form: str) -> bool:
    """Whether a form is much longer or much shorter than translations of a text of this length are."""
    source, form = (_NAMED.sub("", text) for text in (source, form))
    length = len(source)
    if not re.search("[a-z]{2}", source):
        return False
    most = next((times for limit, times in _LONGEST if length <= limit), _LONG)
    if len(form) > most * length + _ALLOWANCE:
        return True
    return length > _TOO_SHORT_TO_TELL and len(form) < _SHORT * length and not _DENSE.search(form)


def reads_the_same(source: str, form: str) -> bool:
    """Whether a form is its source, although it has words that should be other ones in another language."""
    words = re.findall(r"[^\W\d_]{2,}", _NAMED.sub(" ", source))
    small = [word for word in words if word.islower()]
    return source == form and len(words) > 1 and bool(small)
