"""The report's stylesheet: one file with logical properties, and what depends on the language and the figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assessment.config import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.reports.charts import Radar, Strip
    from assessment.reports.language import ReportLanguage

_LOGICAL = re.compile(r"(?:inset-|(?<=-)|(?<=float: ))inline-(start|end)")
#: Rules of one direction only, which need no selector once the direction is known: matching an ancestor is dear.
_MIRRORED = re.compile(r"^:root\[dir=rtl\] (.*\n)", re.MULTILINE)

_RULE = re.compile(r"\s*(?P<mirrored>:root\[dir=rtl\] )?(?P<selectors>[^{}@/]+?) \{ (?P<declared>[^{}]*?);? \}\s*$")


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """CSS that goes into the page unescaped: our stylesheet, figures and translated words, nothing anybody typed."""

    text: str

    def __html__(self) -> str:
        """Return the CSS for Jinja, which must not escape it."""
        return self.text


@cache
def report_css(direction: str = "ltr") -> str:
    """Return the stylesheet with logical sides turned into left and right, which is all that the PDF engine knows."""
    return _resolved("report.css", direction)


@cache
def screen_css(direction: str = "ltr") -> Stylesheet:
    """Return what a screen needs beyond print; it stands in an element of its own, which the PDF engine skips."""
    return Stylesheet(_resolved("screen.css", direction))


def _resolved(name: str, direction: str) -> str:
    source = (TEMPLATES / "report" / name).read_text(encoding="utf-8")
    sides = dict(zip(("start", "end"), _sides(direction), strict=True))
    source = _MIRRORED.sub(r"\1" if direction == "rtl" else "", source)
    return _LOGICAL.sub(lambda match: sides[match[1]], source)


def stylesheet(language: ReportLanguage, radar: Radar, strip: Strip) -> Stylesheet:
    """Return everything for the style element of one report."""
    return Stylesheet(report_css(language.direction) + _words(language) + _places(radar, strip))


def joint_stylesheet(language: ReportLanguage, chapters: Sequence[tuple[Radar, Strip]]) -> Stylesheet:
    """Return the same for a report of several systems; what depends on one holds below the class of its chapter."""
    places = "".join(_places(*drawn, f".c{number} ") for number, drawn in enumerate(chapters, 1))
    cover = f"@page cover{{margin:0;@top-{_sides(language.direction)[0]}{{content:none}}}}"
    return Stylesheet(
        report_css(language.direction) + _resolved("joint.css", language.direction) + _words(language) + cover + places
    )


def bilingual_stylesheet(
    languages: tuple[ReportLanguage, ReportLanguage], drawn: tuple[tuple[Radar, Strip], tuple[Radar, Strip]]
) -> Stylesheet:
    """Return the same for a report in two languages; each page has the running head of its own."""
    places = _places(*drawn[0]) + _places(*drawn[1], ".second ")
    return Stylesheet(_both(languages, "report.css", "bilingual.css") + _pages_of_both(languages) + places)


def joint_bilingual_stylesheet(
    languages: tuple[ReportLanguage, ReportLanguage],
    chapters: Sequence[tuple[tuple[Radar, Strip], tuple[Radar, Strip]]],
) -> Stylesheet:
    """Return the same for a report of several systems in two languages."""
    numbered = list(enumerate(chapters, 1))
    places = [_places(*first, f".c{number} ") for number, (first, _) in numbered]
    places += [_places(*second, f".second .c{number} ") for number, (_, second) in numbered]
    styles = _both(languages, "report.css", "joint.css", "bilingual.css")
    return Stylesheet(styles + _pages_of_both(languages) + "".join(places))


def _pages_of_both(languages: tuple[ReportLanguage, ReportLanguage]) -> str:
    first, second = languages
    sides = [_sides(language.direction)[0] for language in languages]
    bare = "".join(f"@top-{side}{{content:none}}" for side in dict.fromkeys(sides))
    other = "" if sides[0] == sides[1] else f"@top-{sides[0]}{{content:none}}"
    # Boxes in the margin have the direction of the whole unless they have their own.
    head = _running_head(second, f";direction:{second.direction}")
    pages = f"@page cover{{margin:0;{bare}}}@page second{{{other}{head}}}.second{{page:second}}"
    return _words(first) + pages


def bilingual_screen_css(languages: tuple[ReportLanguage, ReportLanguage]) -> Stylesheet:
    """Return what a screen needs for a report in two languages."""
    return Stylesheet(_both(languages, "screen.css"))


def _both(languages: tuple[ReportLanguage, ReportLanguage], *names: str) -> str:
    """Return stylesheets for two languages. Where their directions differ, each has the sides of its own elements."""
    first, second = (language.direction for language in languages)
    if first == second:
        return "".join(_resolved(name, first) for name in names)
    return "".join(_in_both_directions(name) for name in names)


@cache
def _in_both_directions(name: str) -> str:
    """Return a stylesheet whose sides follow the class, ltr or rtl, of what they are in; each rule stands on a line."""
    source = (TEMPLATES / "report" / name).read_text(encoding="utf-8")
    return "".join(_in_both(line) for line in source.splitlines(keepends=True))


def _in_both(line: str) -> str:
    rule = _RULE.match(line)
    if rule is None or not (rule["mirrored"] or _LOGICAL.search(line)):
        return line
    declared = [each.strip() for each in rule["declared"].split(";")]
    sided = declared if rule["mirrored"] else [each for each in declared if _LOGICAL.search(each)]
    neutral = [each for each in declared if each not in sided]
    written = f"{rule['selectors']} {{ {'; '.join(neutral)} }}\n" if neutral else ""
    for direction in ("rtl",) if rule["mirrored"] else ("ltr", "rtl"):
        sides = dict(zip(("start", "end"), _sides(direction), strict=True))
        scoped = ", ".join(f".{direction} {each.strip()}" for each in rule["selectors"].split(","))
        resolved = [_LOGICAL.sub(lambda match, sides=sides: sides[match[1]], each) for each in sided]
        written += f"{scoped} {{ {'; '.join(resolved)} }}\n"
    return written


def letters_stylesheet(language: ReportLanguage) -> Stylesheet:
    """Return everything for the style element of printed letters."""
    return Stylesheet(_resolved("letters.css", language.direction) + _families(language))


def _families(language: ReportLanguage) -> str:
    families = ",".join(_quoted(family) if " " in family else family for family in language.fonts)
    # Where letters hang together, space between them would tear words apart; and so with typed Arabic anywhere.
    spaced = "h1,h2,.eyebrow,.verdict b,[dir=rtl]" if language.joins_letters else "bdi[dir=rtl]"
    return f"html{{font-family:{families}}}{spaced}{{letter-spacing:0}}"


@cache
def release_stylesheet(language: ReportLanguage) -> Stylesheet:
    """Return everything for the style element of a document about a release."""
    own = _resolved("release.css", language.direction)
    return Stylesheet(report_css(language.direction) + own + _words(language))


def _sides(direction: str) -> tuple[str, str]:
    return ("left", "right") if direction == "ltr" else ("right", "left")


def _words(language: ReportLanguage) -> str:
    """Return the fonts and the running head, whose words only CSS can write: page, a tab, and the names.

    It is one box with a width of its own, because boxes on every page are dear and measuring them is dearer.
    """
    return (
        f"{_families(language)}h1{{string-set:running attr(data-running)}}"
        f"@page{{{_running_head(language)}}}@page :first{{@top-{_sides(language.direction)[0]}{{content:none}}}}"
    )


def _running_head(language: ReportLanguage, more: str = "") -> str:
    number = _content(language.gettext("Page %(page)s of %(pages)s"))
    style = "color:#3b4660;font-size:7.5pt;tab-size:30mm;white-space:pre;width:100%"
    return f'@top-{_sides(language.direction)[0]}{{content:{number} "\\9 " string(running);{style}{more}}}'


def _places(radar: Radar, strip: Strip, scope: str = "") -> str:
    """Return where the words over the radar stand and how wide those under the strip are."""
    spokes = (
        f"{scope}.s{number}{{left:{label.left}mm;top:{label.top}mm;width:{label.width}mm;text-align:{label.align}}}"
        for number, label in enumerate(radar.labels, 1)
    )
    return "".join(spokes) + f"{scope}.cell{{width:{strip.cell}mm}}"


def _content(pattern: str) -> str:
    """Return a translated pattern as CSS content, with counters in the places of page and pages."""
    pieces = re.split(r"%\((page|pages)\)s", pattern)
    return " ".join(f"counter({piece})" if place % 2 else _quoted(piece) for place, piece in enumerate(pieces) if piece)


def _quoted(text: str) -> str:
    """Return a text as a CSS string that can end neither the string nor the style element."""
    return '"' + re.sub(r'["\\<>\n&]', lambda match: f"\\{ord(match[0]):x} ", text) + '"'
