"""Does the text of a PDF come back as it was written, in every script, however strange it is?"""

from __future__ import annotations

import subprocess
import unicodedata
from typing import TYPE_CHECKING

import pytest

from assessment.reports import pdf
from assessment.reports.scripts import GlyphTexts, spoken_text
from tests.reports import pdf_content, sample

if TYPE_CHECKING:
    from pathlib import Path


def letters(text: str) -> str:
    """The letters alone: line ends, spaces and marks of direction are a reader's own, joined forms are letters."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in plain if not letter.isspace() and unicodedata.category(letter) != "Cf")


def words(text: str) -> str:
    return " ".join(text.split())


def extracted(content: bytes, path: Path) -> str:
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], check=True, capture_output=True)
    return done.stdout.decode()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Each passage of the sample on a page of its own, read back."""
    parts = (
        f"<p class=new lang={code} dir={way}>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>"
        for code, (way, text) in sample.PASSAGES.items()
    )
    frameless = "<style>@page { @top-left { content: none } @bottom-right { content: none } }</style>"
    content = pdf.render(sample.document("<h1>Passages</h1>" + "".join(parts), frameless))
    read = extracted(content, tmp_path_factory.mktemp("text") / "passages.pdf")
    return dict(zip(sample.PASSAGES, read.split("\f")[1:], strict=False))


@pytest.mark.parametrize("code", sample.PASSAGES)
def test_the_letters_come_back(pages: dict[str, str], code: str) -> None:
    assert letters(pages[code]) == letters(sample.PASSAGES[code][1])


@pytest.mark.parametrize("code", [code for code, (way, _) in sample.PASSAGES.items() if way == "ltr"])
def test_left_to_right_text_comes_back_exactly_with_its_spaces(pages: dict[str, str], code: str) -> None:
    assert words(pages[code]) == sample.PASSAGES[code][1]


def test_markup_and_template_syntax_appear_as_typed(tmp_path: Path) -> None:
    typed = "{{ 7 * 7 }} {% include 'x' %} &lt;script>alert(1)&lt;/script> &amp;amp; ${x} \\(escaped\\)"

    read = extracted(pdf.render(sample.document(f"<h1>x</h1><p>{typed}</p>")), tmp_path / "typed.pdf")

    assert "{{ 7 * 7 }} {% include 'x' %} <script>alert(1)</script> &amp; ${x} \\(escaped\\)" in words(read)


def test_control_characters_and_lone_surrogates_are_shown_as_replacement(tmp_path: Path) -> None:
    content = pdf.render(sample.document("<h1>x</h1><p>bell \x07 null \x01 half \ud83d end</p>"))

    assert "bell \ufffd null \ufffd half \ufffd end" in words(extracted(content, tmp_path / "control.pdf"))


def test_a_letter_that_no_font_has_is_named(tmp_path: Path) -> None:
    content = pdf.render(sample.document("<h1>x</h1><p>Good work \U0001f9d0 &#x1f9d0;!</p>"))

    assert pdf_content.findings(content) == []
    assert "Good work [face with monocle] [face with monocle]!" in words(extracted(content, tmp_path / "named.pdf"))


@pytest.mark.parametrize(
    "text", ["plain", "Größe – “naïve”", "Система", "漢字かな", "ეს", "ይህ", "שלום", "مرحبا", "हिन्दी مرحبا"]
)
def test_text_that_glyphs_spell_or_that_runs_right_to_left_is_not_spelled_twice(text: str) -> None:
    assert spoken_text(text) is None


@pytest.mark.parametrize("text", ["हिन्दी", "ไทย", "ខ្មែរ", "nọ́ọ̀sì", "か\u3099", "ක්‍රම"])
def test_text_that_glyphs_do_not_spell_is_spelled(text: str) -> None:
    assert spoken_text(text) == text


def test_a_glyph_always_means_something_and_joined_letters_are_one() -> None:
    texts = GlyphTexts(dict[str, int]().get)

    texts[1], texts[2], texts[3], texts[4], texts[5] = "a", "", "لا", "لى", "fi"

    assert texts == {1: "a", 2: "\u200b", 3: "\ufefc", 4: "\ufc86", 5: "fi"}


def test_a_glyph_of_both_brackets_means_the_one_that_it_is_from_left_to_right() -> None:
    texts = GlyphTexts({"(": 1, ")": 2}.get)

    texts[1], texts[2] = ")", ")"
    known_first = 1 in texts
    texts[1], texts[2] = "(", "("

    assert (known_first, 1 in texts) == (False, True)
    assert texts == {1: "(", 2: ")"}


def test_brackets_come_back_in_english_after_arabic(tmp_path: Path) -> None:
    written = "<h1 lang=ar dir=rtl>نموذج (أول) و «ثان» [ثالث]</h1><p>Form (b) of «c» and [d].</p>"

    assert "Form (b) of «c» and [d]." in words(extracted(pdf.render(sample.document(written)), tmp_path / "both.pdf"))
