"""Our own documents in CommonMark as safe HTML, with a list of their headings."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markupsafe import Markup

from assessment.config import DOCS

_SCROLL = '<div class="scroll" role="region" aria-label="Table {}" tabindex="0">'


@dataclass(frozen=True, slots=True)
class Page:
    """A document: its title (not repeated in the body), its sections as (anchor, title), its body."""

    title: str
    contents: tuple[tuple[str, str], ...]
    body: Markup


def read(name: str) -> Page:
    """Return one of the packaged documents; HTML in the source is shown as text, never passed on."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse((DOCS / name).read_text(encoding="utf-8"))
    title, contents = "", []
    for position, token in enumerate(tokens):
        words = tokens[position + 1].content if token.type == "heading_open" else ""
        if token.type == "heading_open" and token.tag == "h2":
            anchor = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
            token.attrSet("id", anchor)
            contents.append((anchor, words))
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if not title and token.tag == "h1":
            title = words
    start = next((i + 1 for i, t in enumerate(tokens) if t.type == "heading_close" and t.tag == "h1"), 0)
    kept = tokens[start:]
    html = parser.renderer.render(kept, parser.options, {})
    # Wide tables scroll on a small screen, also by keyboard.
    numbers = itertools.count(1)
    html = re.sub("<table>", lambda _: _SCROLL.format(next(numbers)) + "<table>", html)
    html = html.replace("</table>", "</table></div>")
    # The text is a file of this program and the parser escapes HTML, so the result is safe to show.
    return Page(title, tuple(contents), Markup(html))  # noqa: S704
