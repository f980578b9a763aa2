"""Seven scripts in documents of every kind: no letter is missing, and the text comes back as it was written."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from assessment.reports import pdf
from tests import pages
from tests.reports import pdf_content, pdf_rules
from tests.reports.many_scripts import WRITTEN, document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The release takes longest; its tables are the same in all of them.
CASES = [(kind, code) for kind in ("report", "joint", "briefing", "letters") for code in WRITTEN]
CASES += [("release", "th"), ("release", "ar")]
BLOCKS = ("h1", "h2", "h3", "p", "li", "th", "td")
#: Marks of direction and soft breaks, which a reader leaves out or puts in as it likes.
UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
ARABIC = re.compile("[\u0620-\u065f\u0670-\u06d3]+")
#: A vowel or a doubling written as a mark: Poppler may put it beside another letter of its word.
MARK = re.compile("[\u064b-\u0652]")

pytestmark = pytest.mark.slow


@lru_cache
def made(kind: str, code: str) -> tuple[str, bytes]:
    of = document(kind, code)
    return of.html, pdf.render(of)


def read(content: bytes, path: Path, *options: str) -> str:
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", *options, "-enc", "UTF-8", path, "-"], check=True, capture_output=True)
    return done.stdout.decode()


def blocks(html: str) -> Iterator[str]:
    tree = pages.parse(html)
    for tag in BLOCKS:
        for element in tree.all(tag):
            if element.get("aria-hidden") != "true":
                yield " ".join(element.itertext())


def squeezed(text: str) -> str:
    return "".join(text.translate(UNSEEN).split())


def arabic_words(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", text.translate(UNSEEN))
    return Counter(word for word in ARABIC.findall(plain) if not MARK.search(word))


@pytest.mark.parametrize(("kind", "code"), CASES)
def test_no_letter_is_missing_and_every_glyph_means_something(kind: str, code: str) -> None:
    assert pdf_content.findings(made(kind, code)[1]) == []


@pytest.mark.parametrize(("kind", "code"), CASES)
def test_the_document_is_tagged_and_archival(kind: str, code: str) -> None:
    assert pdf_rules.findings(made(kind, code)[1]) == []


@pytest.mark.parametrize(("kind", "code"), [case for case in CASES if case[1] != "ar"])
def test_every_text_comes_back_exactly(kind: str, code: str, tmp_path: Path) -> None:
    html, content = made(kind, code)
    found = squeezed(read(content, tmp_path / "made.pdf", "-raw"))

    assert [text for text in blocks(html) if squeezed(text) not in found] == []


@pytest.mark.parametrize(("kind", "code"), [case for case in CASES if case[1] == "ar"])
def test_every_word_of_arabic_comes_back(kind: str, code: str, tmp_path: Path) -> None:
    html, content = made(kind, code)

    assert arabic_words(" ".join(blocks(html))) - arabic_words(read(content, tmp_path / "made.pdf")) == Counter()


@pytest.mark.parametrize("code", WRITTEN)
def test_what_people_wrote_is_in_the_report(code: str) -> None:
    html = squeezed(" ".join(blocks(made("report", code)[0])))

    assert [key for key, text in WRITTEN[code].items() if squeezed(text) not in html] == []


@pytest.mark.parametrize("code", WRITTEN)
def test_a_report_in_any_script_keeps_to_its_size(code: str) -> None:
    assert len(made("report", code)[1]) < 500_000
