"""The methodology note: on one page, what a reader has to know before quoting a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.reports.aggregates import methodology
from tests import aggregates

if TYPE_CHECKING:
    from assessment.reports.aggregates.given import Imprint


def text(imprint: Imprint | None = None) -> str:
    given = aggregates.given(imprint=imprint or aggregates.imprint())
    return " ".join(methodology.as_text(given).decode("utf-8-sig").split())


def test_it_names_every_version() -> None:
    found = text()

    assert [
        one for one in ("altai 2020.1", "model: 1.0", "policy: 1 (ffff", "Software: 0.1.0") if one not in found
    ] == []


def test_a_small_stage_tells_no_number() -> None:
    assert "may be counted: fewer than five" in text()


def test_it_counts_what_is_withheld() -> None:
    cells = list(aggregates.cells())
    hidden = sum(cell.value is None for cell in cells)

    assert f"{len(cells)}, of which {hidden} are withheld" in text()


def test_a_limited_file_says_to_which_countries() -> None:
    assert "these countries only: Kenya and Kosovo*" in text(imprint=aggregates.imprint(countries=("KE", "XK")))


def test_a_name_with_a_note_carries_it() -> None:
    assert "UNSCR 1244/1999" in text()


def test_a_demonstration_says_so_first() -> None:
    note = methodology.note(aggregates.given(imprint=aggregates.imprint(is_demo=True)))

    assert "invented organisations" in note.paragraphs[0][1][0]


def test_it_carries_the_digest_of_the_release() -> None:
    assert aggregates.imprint().digest in text()


def test_lines_are_short_enough_to_print() -> None:
    lines = methodology.as_text(aggregates.given()).decode("utf-8-sig").splitlines()

    assert max(len(line) for line in lines) <= 92
    assert len(lines) <= 70
