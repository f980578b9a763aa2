"""Documents in CommonMark as safe HTML, with a list of their headings: our own, and those that an operator writes."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markupsafe import Markup

from assessment.config import DOCS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_SCROLL = '<div class="scroll" role="region" aria-label="Table {}" tabindex="0">'
_HEADINGS = ("heading_open", "heading_close")


@dataclass(frozen=True, slots=True)
class Page:
    """A document: its title (not repeated in the body), its sections as (anchor, title), its body."""

    title: str
    contents: tuple[tuple[str, str], ...]
    body: Markup


def read(name: str) -> Page:
    """Return one of the packaged documents."""
    return render(source(name))


def source(name: str) -> str:
    """Return the text of one of the packaged documents."""
    return (DOCS / name).read_text(encoding="utf-8")


def render(text: str) -> Page:
    """Return a document. HTML in the source is shown as text, pictures are left out, headings skip no level."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = parser.parse(text)
    first = next((i for i, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h1"), None)
    title = tokens[first + 1].content if first is not None else ""
    kept = tokens[first + 3 :] if first is not None else tokens
    _level(kept)
    contents = tuple(_anchors(kept))
    for token in kept:
        if token.type == "th_open":
            token.attrSet("scope", "col")
    html = parser.renderer.render(kept, parser.options, {})
    # Wide tables scroll on a small screen, also by keyboard.
    numbers = itertools.count(1)
    html = re.sub("<table>", lambda _: _SCROLL.format(next(numbers)) + "<table>", html)
    html = html.replace("</table>", "</table></div>")
    # The parser escapes HTML and refuses addresses that run script, so the result is safe to show.
    return Page(title, contents, Markup(html))  # noqa: S704


def _level(tokens: Sequence[Token]) -> None:
    """Give headings the levels from 2 on, each at most one deeper than the one before."""
    before = 1
    for token in tokens:
        if token.type not in _HEADINGS:
            continue
        level = max(2, int(token.tag[1]))
        if token.type == "heading_open":
            level = min(level, before + 1)
            before = level
        else:
            level = before
        token.tag = f"h{level}"


def _anchors(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Name the sections, each by a name of its own."""
    found: list[tuple[str, str]] = []
    used: set[str] = set()
    for position, token in enumerate(tokens):
        if token.type != "heading_open" or token.tag != "h2":
            continue
        words = tokens[position + 1].content
        wanted = re.sub(r"[\W_]+", "-", words.lower()).strip("-") or "section"
        anchor = next(name for n in itertools.count(1) if (name := wanted if n == 1 else f"{wanted}-{n}") not in used)
        used.add(anchor)
        token.attrSet("id", anchor)
        found.append((anchor, words))
    return found
