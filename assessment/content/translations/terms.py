"""The term base of a language: the established words, and whether a translation uses them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.content.phrases import phrase
from assessment.content.reading import Mapping, Scalar, Sequence, read_node
from assessment.domain.marks import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessment.content.findings import Findings

_BRACKETS = re.compile(r"\s*\([^)]*\)")
_BETWEEN = re.compile(r"\s*[,;/]\s*")
# A source with one of these has several meanings, of which only people can tell the right one.
_SEVERAL = re.compile(r"[(/]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
# Words without a meaning of their own, in the languages that have term bases today.
_SMALL = 3
_WEAK = re.compile("[اوي]")
_ARTICLE = re.compile("^(?:وال|بال|كال|فال|لل|ال)")


@dataclass(frozen=True, slots=True)
class Term:
    """One established term, with what the term base says about it."""

    source: str
    target: str
    note: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Every way the source may read; a single word stands for too many things to hold a translation to it."""
        if _SEVERAL.search(self.source):
            return ()
        return tuple(way for way in _ways(self.source) if " " in way)


def read(content: bytes, findings: Findings) -> tuple[Term, ...]:
    """Return the terms of a term base, in its order; none with a finding when it cannot be read."""
    node = read_node(content, findings)
    if not isinstance(node, Sequence):
        if node is not None:
            findings.add("M112", 1, 1, problem=phrase("it is no list"))
        return ()
    found = []
    for item in node.items:
        words = item.entries if isinstance(item, Mapping) else {}
        texts = {key: value.text for key, value in words.items() if isinstance(value, Scalar)}
        if not texts.get("source") or not texts.get("target"):
            findings.add("M112", item.line, item.column, problem=phrase("a term lacks its source or its target"))
            return ()
        found.append(Term(texts["source"], texts["target"], texts.get("note", "")))
    return tuple(found)


def _ways(text: str) -> tuple[str, ...]:
    return tuple(way for way in _BETWEEN.split(_BRACKETS.sub("", text)) if way)


def in_source(source: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms that a source text uses, the longest first; one inside a longer one does not count."""
    text, found = plain(source).casefold(), []
    by_length = sorted(((way, term) for term in terms for way in term.sources), key=lambda one: -len(one[0]))
    for way, term in by_length:
        shorter, count = _pattern(way.casefold()).subn(" ", text)
        if count:
            text = shorter
            found.append(term)
    return tuple(dict.fromkeys(found))


def mentioned(source: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return every term whose words stand in a source text, also those of which only people can tell what is meant."""
    text = plain(source).casefold()
    return tuple(term for term in terms if any(_pattern(way.casefold()).search(text) for way in _ways(term.source)))


@lru_cache(maxsize=2048)
def _pattern(way: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(way)}(?:s|es)?(?!\w)")


def is_used(term: Term, form: str) -> bool:
    """Whether a translation has the established term in any of its forms: every word of it by its beginning."""
    text = _folded(form)
    return any(all(stem in text for stem in _stems(way)) for way in _ways(term.target))


@lru_cache(maxsize=2048)
def _stems(way: str) -> tuple[str, ...]:
    """Return the beginnings of the words that carry a meaning; endings change with number, gender and case."""
    words = [_folded(_ARTICLE.sub("", word)) for word in _WORD.findall(way)]
    long = [word for word in words if len(word) > _SMALL] or words
    return tuple(word[: max(_SMALL, len(word) * 6 // 10)] for word in long)


def _folded(text: str) -> str:
    """Return a text in small letters without accents, and of Arabic words what stays the same in their plurals."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _WEAK.sub("", bare.replace("’", "'"))
