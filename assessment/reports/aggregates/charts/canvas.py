"""A picture in the making: shapes and words, with the direction of the reader's language, written as one SVG."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from assessment.reports.aggregates.charts.lettering import runs

if TYPE_CHECKING:
    from assessment.reports.language import ReportLanguage

INK, SOFT, LINE, PAPER, PANEL = "#16203a", "#4a5470", "#c5cde0", "#ffffff", "#f2f5fb"
BLUE, DEEP, RUST = "#0b3aa6", "#071f5c", "#a8480a"
# The parts of a whole from light to dark: neighbours differ by three to one in brightness, also without colour.
PARTS = ("#d3dcee", "#4d70c0", "#071f5c")
ON_PARTS = (INK, PAPER, PAPER)
STEPS = ("#f2f5fb", "#cbd8f1", "#8fabe2", "#3d67c0", "#0b3aa6")
ON_STEPS = (INK, INK, INK, PAPER, PAPER)
# Right-to-left text is put between marks that set its direction; a part of another direction stands for itself.
_RIGHT_TO_LEFT, _END = "\u202b", "\u202c"


@dataclass(frozen=True, slots=True)
class Type:
    """How words look: size, colour, weight; `anchor` is start, middle or end in the direction of reading."""

    size: float = 28
    fill: str = INK
    is_bold: bool = False
    anchor: str = "start"


@dataclass
class Canvas:
    """Collects the elements of a picture. Places are given as in a left-to-right language, and mirrored for others.

    `block` mirrors the place of an area whose inside is never mirrored: axes run from left to right in every language.
    """

    language: ReportLanguage
    width: float
    height: float
    elements: list[str] = field(default_factory=list)

    @property
    def is_mirrored(self) -> bool:
        """Whether lines are read from right to left."""
        return self.language.direction == "rtl"

    def at(self, x: float) -> float:
        """Return where a place is."""
        return self.width - x if self.is_mirrored else x

    def block(self, x: float, breadth: float) -> float:
        """Return the left edge of an area."""
        return self.width - x - breadth if self.is_mirrored else x

    def words(self, x: float, y: float, text: str, type_: Type) -> None:
        """Write words at a place that is mirrored."""
        ends = {"start": "end", "end": "start"} if self.is_mirrored else {}
        self._text((self.at(x), y), text, type_, ends.get(type_.anchor, type_.anchor))

    def number(self, x: float, y: float, text: str, type_: Type) -> None:
        """Write words at a place inside an area, which is not mirrored; start is its left end."""
        self._text((x, y), text, type_, type_.anchor)

    def upright(self, x: float, y: float, text: str, type_: Type) -> None:
        """Write words from below upwards at a place that is not mirrored."""
        self.elements.append(f'<g transform="translate({_n(x)} {_n(y)}) rotate(-90)">')
        is_end = self.is_mirrored
        self._text((0, 0), text, type_, "end" if is_end else "start")
        self.elements.append("</g>")

    def rect(self, x: float, y: float, size: tuple[float, float], fill: str, more: str = "") -> None:
        """Draw a filled rectangle."""
        shape = f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(size[0])}" height="{_n(size[1])}" fill="{fill}"{more}/>'
        self.elements.append(shape)

    def line(self, start: tuple[float, float], end: tuple[float, float], stroke: str, breadth: float = 2) -> None:
        """Draw a line."""
        points = f'x1="{_n(start[0])}" y1="{_n(start[1])}" x2="{_n(end[0])}" y2="{_n(end[1])}"'
        self.elements.append(f'<line {points} stroke="{stroke}" stroke-width="{_n(breadth)}"/>')

    def circle(self, x: float, y: float, radius: float, fill: str, stroke: str = PAPER) -> None:
        """Draw a disc with an edge."""
        disc = f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}" stroke="{stroke}" stroke-width="4"/>'
        self.elements.append(disc)

    def diamond(self, x: float, y: float, half: float, fill: str) -> None:
        """Draw a square that stands on its corner."""
        points = f"M{_n(x)} {_n(y - half)}L{_n(x + half)} {_n(y)}L{_n(x)} {_n(y + half)}L{_n(x - half)} {_n(y)}Z"
        self.elements.append(f'<path d="{points}" fill="{fill}" stroke="{PAPER}" stroke-width="3"/>')

    def svg(self, title: str, description: str) -> str:
        """Return the whole as an SVG that stands for itself, with its words for those who do not see it."""
        size = f'viewBox="0 0 {_n(self.width)} {_n(self.height)}" width="{_n(self.width)}" height="{_n(self.height)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title words" '
            f'lang="{escape(self.language.code)}" xml:lang="{escape(self.language.code)}">'
            f'<title id="title">{escape(title)}</title><desc id="words">{escape(description)}</desc>'
            f'<rect width="{_n(self.width)}" height="{_n(self.height)}" fill="{PAPER}"/>'
            f"{''.join(self.elements)}</svg>\n"
        )

    def _text(self, place: tuple[float, float], text: str, type_: Type, anchor: str) -> None:
        if not text:
            return
        # Noto Sans has no minus; its dash is the same stroke, and is bold where the number is.
        text = text.replace("−", "–")
        whole = f"{_RIGHT_TO_LEFT}{text}{_END}" if self.is_mirrored else text
        pieces = runs(whole, self.language)
        weight = ' font-weight="700"' if type_.is_bold else ""
        inside = (
            escape(whole)
            if len(pieces) == 1
            else "".join(f"<tspan{_fonts(family)}>{escape(piece)}</tspan>" for piece, family in pieces)
        )
        self.elements.append(
            f'<text x="{_n(place[0])}" y="{_n(place[1])}" font-size="{_n(type_.size)}" fill="{type_.fill}" '
            f'text-anchor="{anchor}" xml:space="preserve"{weight}{_fonts(pieces[0][1])}>{inside}</text>'
        )


def families(svg: str) -> set[str]:
    """Return the font families that a picture names."""
    return {part.split("'")[1] for part in svg.split('font-family="')[1:]}


def _fonts(family: str) -> str:
    return f" font-family=\"'{family}', sans-serif\""


def _n(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
