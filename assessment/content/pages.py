"""Documents in CommonMark as safe HTML, with a list of their headings: our own, and those that an operator writes."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from assessment.config import DOCS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

# What readers are shown; each text of it stands in the catalogue of the interface.
METHOD = "scoring.md"
NOTICES = "texts"
_SCROLL = '<div class="scroll" role="region" aria-label="{}" tabindex="0">'
_HEADINGS = ("heading_open", "heading_close")
_WORD = re.compile(r"[^\W\d_]{2,}")
# What an operator's detail stands between until the text is HTML: the characters that isolate a direction.
_APART, _TOGETHER = "\u2068", "\u2069"
# Every tag but those that may stand inside a formula.
_MARKUP = re.compile(r"(<(?!/?(?:em|strong)>)[^>]*>)")
# Signs of a formula, of single letters and figures: it reads from left to right also where lines do not.
_PART = r"\(*(?:<(?:em|strong)>)?(?:[A-Za-z]|\d+(?:[.,/]\d+)*)(?:</(?:em|strong)>)?\)*(?:[ \u00a0\u202f]%)?"
_FORMULA = re.compile(rf"(?<!\w){_PART}(?: [÷×+=−] {_PART})+(?![\w])")


@dataclass(frozen=True, slots=True)
class Page:
    """A document: its title (not repeated in the body), its sections as (anchor, title), its body."""

    title: str
    contents: tuple[tuple[str, str], ...]
    body: Markup


def read(name: str, gettext: Callable[[str], str]) -> Page:
    """Return one of the packaged documents in the language of `gettext`."""
    return render(source(name), gettext, is_ours=True)


def source(name: str) -> str:
    """Return the text of one of the packaged documents, as it was written."""
    return (DOCS / name).read_text(encoding="utf-8")


def texts(text: str) -> tuple[tuple[int, str], ...]:
    """Return what has to be translated of a document: headings, paragraphs, cells, each with its line, on one line.

    A percent sign stands twice, as in all texts of the interface.
    """
    found = ((token.map[0] + 1 if token.map else 0, _key(token)) for token in _parser().parse(text))
    return tuple((line, key) for line, key in found if key)


def render(text: str, gettext: Callable[[str], str], *, is_ours: bool = False) -> Page:
    """Return a document; its own texts are translated where they are ours.

    HTML in the source is shown as text, pictures are left out, headings skip no level.
    """
    parser = _parser()
    if is_ours:
        parser.core.ruler.after("block", "translated", lambda state: _translate(state, gettext))
    tokens = parser.parse(text)
    first = next((i for i, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h1"), None)
    title = tokens[first + 1].content if first is not None else ""
    kept = tokens[first + 3 :] if first is not None else tokens
    _level(kept)
    contents = tuple(_anchors(kept))
    for token in kept:
        if token.type == "th_open":
            token.attrSet("scope", "col")
    html = _isolated(parser.renderer.render(kept, parser.options, {}))
    # Wide tables scroll on a small screen, also by keyboard.
    numbers = itertools.count(1)
    label = escape(gettext("Table %(number)s"))
    html = re.sub("<table>", lambda _: _SCROLL.format(label % {"number": next(numbers)}) + "<table>", html)
    html = html.replace("</table>", "</table></div>")
    # The parser escapes HTML and refuses addresses that run script, so the result is safe to show.
    return Page(title, contents, Markup(html))  # noqa: S704


def apart(value: str) -> str:
    """Return a detail, such as a name or an address, as it is put into a document: with a direction of its own."""
    return f"{_APART}{value}{_TOGETHER}" if value else ""


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def _key(token: Token) -> str:
    """Return under which text a catalogue has what stands here; nothing where there are no words."""
    text = " ".join(token.content.split()) if token.type == "inline" else ""
    return text.replace("%", "%%") if _WORD.search(text) else ""


def _translate(state: StateCore, gettext: Callable[[str], str]) -> None:
    for token in state.tokens:
        if key := _key(token):
            token.meta["written"] = token.content
            token.content = gettext(key).replace("%%", "%")


def _isolated(html: str) -> str:
    """Give formulas and details in the text a direction of their own; in an address there is nothing to isolate."""
    pieces = _MARKUP.split(html)
    for place, piece in enumerate(pieces):
        if place % 2:
            pieces[place] = re.sub(f"%E2%81%A[89]|[{_APART}{_TOGETHER}]", "", piece)
        else:
            marked = piece.replace(_APART, "<bdi>").replace(_TOGETHER, "</bdi>")
            pieces[place] = _FORMULA.sub(_left_to_right, marked)
    return "".join(pieces)


def _left_to_right(match: re.Match[str]) -> str:
    """Isolate a formula, without brackets that close or open outside it."""
    found = match[0]
    opening = max(0, found.count("(") - found.count(")")) if found.startswith("(") else 0
    closing = max(0, found.count(")") - found.count("(")) if found.endswith(")") else 0
    inner = found[opening : len(found) - closing]
    if inner.count("(") != inner.count(")"):
        return found
    return f'{found[:opening]}<bdi dir="ltr">{inner}</bdi>{found[len(found) - closing :]}'


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
        # A link to a section leads there in every language.
        written = tokens[position + 1].meta.get("written", words)
        wanted = re.sub(r"[\W_]+", "-", written.lower()).strip("-") or "section"
        anchor = next(name for n in itertools.count(1) if (name := wanted if n == 1 else f"{wanted}-{n}") not in used)
        used.add(anchor)
        token.attrSet("id", anchor)
        found.append((anchor, words))
    return found
