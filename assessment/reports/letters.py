"""Invitations on paper: one page for each organisation, with the address to type, the code, and a code to scan."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from babel.units import format_unit
from markupsafe import Markup

from assessment.reports.language import ReportLanguage
from assessment.reports.organisation import environment
from assessment.reports.stylesheet import letters_stylesheet
from assessment.reports.typed import typed

if TYPE_CHECKING:
    from collections.abc import Sequence

_HALF = 4


@dataclass(frozen=True, slots=True)
class Letter:
    """One invitation: to whom, in which language, with which secrets."""

    organisation: str
    contact: str
    language: str
    code: str
    link: str

    @property
    def halves(self) -> tuple[str, str]:
        """The code in two halves, as it is read aloud."""
        return self.code[:_HALF], self.code[_HALF:]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What all letters are about: the round, who invites, where to go, until when (an ISO day), how long it takes."""

    round: str
    inviter: str
    programme: str
    address: str
    closes_on: str
    minutes: int


def letters_html(letters: Sequence[Letter], occasion: Occasion) -> str:
    """Return all letters as one document in the language of the first; each letter is in its own."""
    languages = {letter.language: ReportLanguage.of(letter.language) for letter in letters}
    first = languages[letters[0].language]
    pages = [_page(letter, occasion, languages[letter.language]) for letter in letters]
    return environment(first).get_template("report/letters.html").render(
        language=first, pages=pages, occasion=occasion, css=letters_stylesheet(first)
    )  # fmt: skip


def _page(letter: Letter, occasion: Occasion, language: ReportLanguage) -> Markup:
    text = environment(language).get_template("report/letter.html").render(
        letter=letter, occasion=occasion, language=language, duration=_duration(occasion.minutes, language),
        day=language.date(occasion.closes_on), organisation=typed(letter.organisation),
        contact=typed(letter.contact), round=typed(occasion.round), path=scan_path(letter.link),
    )  # fmt: skip
    # The text was escaped when its template was rendered.
    return Markup(text)  # noqa: S704 - see above


def scan_path(text: str) -> tuple[str, int]:
    """Return a QR code as the path of an SVG and its side in modules, with the quiet margin that scanners need."""
    qrcode: Any = import_module("qrcode")
    made = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_M)
    made.add_data(text)
    rows = made.get_matrix()
    runs = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = next((n for n, dark in enumerate(row[x:]) if not dark), len(row) - x)
            if length:
                runs.append(f"M{x} {y}h{length}v1h-{length}z")
            x += max(length, 1)
    return "".join(runs), len(rows)


def _duration(minutes: int, language: ReportLanguage) -> str:
    hours, rest = divmod(minutes, 60)
    parts = ((hours, "duration-hour"), (rest, "duration-minute"))
    return " ".join(format_unit(count, unit, "short", locale=language.locale) for count, unit in parts if count)
