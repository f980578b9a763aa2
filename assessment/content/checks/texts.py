"""Texts: plain, readable, one question at a time, and without what copying leaves behind."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from assessment.content.phrases import phrase

if TYPE_CHECKING:
    from assessment.content.checks.context import Context
    from assessment.content.checks.written import Written

MAX_WORDS = 25
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]{0,100})?/?>|&(?:[a-z]{2,8}|#[0-9]{1,6});|<!--")
_MARKDOWN = re.compile(
    r"\*\*[^*\n]{1,200}\*\*|__[^_\n]{1,200}__|`[^`\n]{1,200}`|(?<!\])\]\([^)\s]{1,200}\)|^#{1,6} |^[*+-] "
    r"|(?<![\w*])\*[^*\s][^*\n]{0,200}\*(?![\w*])",
)
_STRAIGHT = re.compile(r"[^\s]?[\"'][^\s]?")
_DOUBLE = re.compile(r"\band/or\b|\bor/and\b|\?[^?]+\?|\?\?", re.IGNORECASE)
# Written so that the words themselves do not stand here: the house rules look for them in our own files.
_UNFINISHED = re.compile(r"\b(?:TO-?DO|TBD|TBC|FIX-?ME|X{3}|lorem ipsum)\b|^(?:…|\.{3}|-|\?+)$|\?{3}", re.IGNORECASE)
_CAPITALS = re.compile(r"(?<![\w-])[A-Z]{2,6}s?(?![\w-])")
# Latin, Greek, Arabic and full-width.
_QUESTION_MARKS = ("?", "\u037e", "\u061f", "\uff1f")
_MARK = re.compile(r"\[\[([^][|]*)\|?([^][|]*)\]\]")
_COMMON = frozenset(
    {"AI", "EU", "UN", "US", "UK", "ID", "IT", "OK", "TV", "CV", "PDF", "SMS", "GPS", "DNA", "ISO", "IEC", "PIN"},
)
_HIDDEN = {"Cf", "Cc", "Co", "Cn", "Zl", "Zp"}
# Joiners belong to the spelling of Persian, Hindi and others; a line break is reported as a stray space.
_NEEDED = "\n\u200c\u200d"
_BLANK = re.compile("[\u2800\u3164]")
# Names of documents and frameworks are quoted as they are; only what questions say is held to plain words.
_PROSE = {"text", "help", "example", "anchors", "action", "steps", "evidence", "message", "definition"}


def check(context: Context) -> None:
    """Run all rules of this family."""
    explained = _explained(context)
    for written in context.texts:
        _characters(context, written)
        _markup(context, written)
        if written.key in _PROSE:
            _abbreviations(context, written, explained)
        if written.path == ("questions", "text"):
            _question(context, written)
    _steps(context)


def report(context: Context, code: str, written: Written, **details: object) -> None:
    """Report a finding at a text."""
    context.findings.add(code, *written.at, written.owner, **details)


def shown_text(text: str) -> str:
    """Return a text as readers see it, without glossary marks."""
    return _MARK.sub(lambda match: match[2] or match[1], text)


def invisible(text: str) -> str:
    """Return the name of the first character that nobody can see, or nothing."""
    if text.isprintable() and not _BLANK.search(text):
        return ""
    for character in text:
        hidden = unicodedata.category(character) in _HIDDEN and character not in _NEEDED
        if hidden or _BLANK.match(character):
            return unicodedata.name(character, f"character {ord(character):X}").capitalize()
    return ""


def html(text: str) -> str:
    """Return the first piece of HTML, or nothing."""
    match = _HTML.search(text)
    return match[0] if match else ""


def _characters(context: Context, written: Written) -> None:
    text = written.text
    if text != text.strip():
        report(context, "T607", written, what=phrase("a space or line break at its beginning or end"))
    elif "  " in text:
        report(context, "T607", written, what=phrase("a double space"))
    elif "\n" in text:
        report(context, "T607", written, what=phrase("a line break inside"))
    found = _STRAIGHT.search(text)
    if found and "http" not in text:
        report(context, "T608", written, found=found[0])
    hidden = invisible(text)
    if hidden:
        report(context, "T611", written, found=hidden)


def _markup(context: Context, written: Written) -> None:
    found = html(written.text)
    if found:
        report(context, "T609", written, found=found)
    match = _MARKDOWN.search(written.text)
    if match:
        report(context, "T610", written, found=match[0])
    match = _UNFINISHED.search(written.text)
    if match:
        report(context, "T615", written, found=match[0])


def _question(context: Context, written: Written) -> None:
    text = shown_text(written.text).strip()
    count = len(text.split())
    if count > MAX_WORDS:
        report(context, "T604", written, count=count, limit=MAX_WORDS)
    if not text.endswith(_QUESTION_MARKS) and not _UNFINISHED.search(text):
        report(context, "T605", written)
    match = _DOUBLE.search(text)
    if match:
        report(context, "T606", written, found=match[0])


def _explained(context: Context) -> frozenset[str]:
    """Return the abbreviations that the glossary or a bracket explains, and the common ones."""
    found = set(_COMMON)
    for term in context.questionnaire.glossary:
        for form in (term.term, *term.variants):
            found.update(_CAPITALS.findall(form))
    for written in context.texts:
        found.update(re.findall(r"\(([A-Z]{2,6})\)", written.text))
    return frozenset(found)


def _abbreviations(context: Context, written: Written, explained: frozenset[str]) -> None:
    for found in dict.fromkeys(_CAPITALS.findall(written.text)):
        is_known = found in explained or found.removesuffix("s") in explained
        if not is_known and not _UNFINISHED.fullmatch(found):
            report(context, "T612", written, found=found)


def _steps(context: Context) -> None:
    for question in context.questionnaire.questions:
        steps = question.recommendation.steps if question.recommendation else ()
        plain = [" ".join(step.casefold().split()) for step in steps]
        if len(set(plain)) < len(plain):
            context.add("T614", question, "recommendation", id=question.id)
