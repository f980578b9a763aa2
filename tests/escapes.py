"""What a page says that did not go through gettext: found in the pseudo-language, whose texts stand in brackets."""

from __future__ import annotations

import json
import re
import sqlite3
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from assessment.config import TRANSLATIONS
from assessment.content import files, translation
from assessment.content.findings import Findings
from assessment.content.translations import sources
from assessment.domain import marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from assessment.domain.questionnaire import Questionnaire

_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_SPOKEN = ("alt", "title", "placeholder", "aria-label", "aria-description")
# What is typed, what a program reads, and what has a direction or a language of its own is no text of the interface.
_APART = frozenset({"script", "style", "code", "kbd", "samp", "bdi", "textarea"})
_WORD = re.compile(r"[^\W\d_]{2,}")
# Names, dates and lists come from CLDR in the language that the pseudo-language borrows.
_BORROWED = re.compile("[\u0600-\u06ff]")
_CODE = re.compile(
    r"[A-Z]{2,4}(?:-?[A-Z0-9]+)*(?:[.-][A-Z0-9]+)*|[\w.+-]+@[\w.-]+|https?://\S+|/\S*|[a-z0-9-]+\.[a-z]{2,4}"
)
# Between a section and its part, before the id of a question, and between ids.
_JOINED = re.compile(r": |\b[A-Z]{2,4}[0-9]?(?:-[A-Z][0-9](?:\.[0-9]+)?|[0-9.]+)\b")
_LONG_ENOUGH = 20
_SENTENCE = re.compile(r"(?<=[.?!]) ")
_EDGES = " \u00a0:–—,.;()·|→←…“”\"'/0123456789%×"


class _Page(HTMLParser):
    """Collects the texts outside brackets."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.depth = 0
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        apart = tag in _APART or (tag != "html" and "lang" in named) or named.get("translate") == "no"
        if not apart and not self._is_apart():
            self.texts += [outside(named[key] or "") for key in _SPOKEN if key in named]
        if tag not in _VOID:
            self.open.append((tag, apart))

    def handle_endtag(self, tag: str) -> None:
        place = next((place for place in reversed(range(len(self.open))) if self.open[place][0] == tag), None)
        if place is not None:
            del self.open[place:]

    def handle_data(self, data: str) -> None:
        if self._is_apart():
            return
        kept = ""
        for character in data:
            self.depth += {"⟦": 1, "⟧": -1}.get(character, 0)
            kept += character if self.depth == 0 and character != "⟧" else ""
        self.texts.append(kept)

    def _is_apart(self) -> bool:
        return any(apart for _, apart in self.open)


def outside(text: str) -> str:
    """Return what of a text stands outside all brackets."""
    while (shorter := re.sub("⟦[^⟦⟧]*⟧", "", text)) != text:
        text = shorter
    return text


def escapes(html: str, known: set[str]) -> set[str]:
    """Return the words of a page that neither went through gettext nor are known as somebody's own."""
    page = _Page()
    page.feed(html)
    return set(_unknown(page.texts, known))


def _unknown(texts: Iterable[str], known: set[str]) -> Iterator[str]:
    for text in texts:
        plain = " ".join(text.split())
        if not all(_is_known(piece, known) for piece in _JOINED.split(plain)) and not _is_known(plain, known):
            yield plain


def _is_known(text: str, known: set[str]) -> bool:
    bare = text.strip(_EDGES)
    if not _WORD.search(text) or _BORROWED.search(text) or _CODE.fullmatch(bare) or {text, bare} & known:
        return True
    # A list of choices has the id before the text, and cuts the text off.
    _, _, after = text.partition(" ")
    cut = [piece.removesuffix("…").rstrip() for piece in (text, after) if piece.endswith("…")]
    return after in known or any(len(c) > _LONG_ENOUGH and any(k.startswith(c) for k in known) for c in cut)


def left_over(texts: Iterable[str], known: set[str]) -> set[str]:
    """Return the words that are left of texts once everything known is taken out of them."""
    by_length = sorted((one for one in known if _WORD.search(one)), key=len, reverse=True)
    found = set()
    for text in texts:
        rest = text
        for one in by_length:
            if one in rest:
                rest = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", " ", rest)
        found |= set(_WORD.findall(_CODE.sub(" ", rest)))
    return found


def of_template() -> re.Pattern[str]:
    """Return what the texts of the template of the interface look like, with anything in their placeholders."""
    units = sources.of_interface(TRANSLATIONS / "interface.pot", Findings(""))
    texts = {text for unit in units for text in (unit.text, unit.plural) if text}
    return re.compile("|".join(re.sub(r"%\\\([a-z_]+\\\)[sd]", ".+", re.escape(text)) for text in texts))


def of_questionnaires() -> set[str]:
    """Return the texts of all questionnaires, which the pseudo-language shows in their own language."""
    found: set[str] = set()
    for version in files.versions():
        questionnaire = files.load(version.questionnaire, version.version, drafts=True)
        found |= {questionnaire.id, f"{questionnaire.title} {version.version}"} | _ids(questionnaire)
        found |= {text for one in questionnaire.documents for text in (one.title, one.publisher)}
        for _, text in translation.strings(questionnaire):
            plain = marks.plain(text)
            pieces = [plain, *_SENTENCE.split(plain), *(piece for piece, _ in marks.segments(text))]
            found |= {piece.strip(_EDGES) for piece in pieces} | {" ".join(piece.split()) for piece in pieces}
    return found


def _ids(questionnaire: Questionnaire) -> set[str]:
    owned = (questionnaire.sections, questionnaire.questions, questionnaire.glossary, questionnaire.functions)
    ids = {one.id for group in owned for one in group}
    return ids | {option.id for question in questionnaire.questions for option in question.options}


def of_database(path: Path) -> set[str]:
    """Return every text that somebody has brought: all texts of the database, also inside JSON."""
    found: set[str] = set()
    with sqlite3.connect(path) as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            for row in database.execute(f'select * from "{table}"'):  # noqa: S608 - the names are the database's own
                for value in row:
                    found |= {" ".join(text.split()) for text in _leaves(value)}
    return found | {text.strip(_EDGES) for text in found}


def _leaves(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif isinstance(value, str):
        yield value
        if value[:1] in "[{":
            try:
                yield from _leaves(json.loads(value))
            except ValueError:
                return


def of_the_world() -> set[str]:
    """Return names that are the same in every language."""
    return {zone.replace("_", " ") for zone in available_timezones()}
