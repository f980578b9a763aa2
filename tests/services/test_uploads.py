"""What is taken as evidence and what is not, by content."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from assessment.services.uploads import checking, names
from assessment.services.uploads.refusals import Refusal, Refused
from tests.services import files

HTML = b"<!doctype html><html><script>alert(1)</script></html>"
EICAR_LIKE = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EXAMPLE-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.mark.parametrize("name", files.GOOD)
def test_a_real_file_of_each_kind_is_taken(name: str) -> None:
    content = files.GOOD[name]

    found = checking.check_upload(io.BytesIO(content), name)

    assert (found.name, found.size) == (name, len(content))


def test_harmless_text_that_looks_like_a_virus_is_text() -> None:
    assert checking.check_upload(io.BytesIO(EICAR_LIKE), "eicar.txt").media_type == "text/plain"


PDF, PNG, DOCX = files.GOOD["report.pdf"], files.GOOD["screen.PNG"], files.GOOD["plan.docx"]
HOSTILE = {
    "nothing in it": ("a.pdf", b"", Refusal.EMPTY),
    "a web page": ("a.html", HTML, Refusal.KIND),
    "a web page called text": ("a.txt", b"\n  " + HTML, Refusal.OTHER_CONTENT),
    "a web page in wide characters called a table": ("a.csv", HTML.decode().encode("utf-16"), Refusal.OTHER_CONTENT),
    "a web page called PDF": ("a.pdf", HTML, Refusal.OTHER_CONTENT),
    "a PDF that is also a web page": ("a.pdf", b"%PDF-1.4\n%<script>alert(1)</script>\n" + PDF[9:], Refusal.TWO_KINDS),
    "a web page that is also a PDF": ("a.pdf", b"<html>" + PDF, Refusal.OTHER_CONTENT),
    "a PDF that is also an archive": ("a.pdf", PDF + files.archive({"a": b"b"}), Refusal.TWO_KINDS),
    "half a PDF": ("a.pdf", PDF[: len(PDF) // 2], Refusal.DAMAGED),
    "a picture with script": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', Refusal.KIND),
    "a picture with script called PNG": ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', Refusal.OTHER_CONTENT),
    "a picture with script called text": ("a.txt", b'<?xml version="1.0"?><svg/>', Refusal.OTHER_CONTENT),
    "a PNG called JPEG": ("a.jpg", PNG, Refusal.OTHER_CONTENT),
    "a PNG called PDF": ("a.pdf", PNG, Refusal.OTHER_CONTENT),
    "a PNG that is also an archive": ("a.png", PNG + files.archive({"a": b"b"}), Refusal.TWO_KINDS),
    "a PNG of 20,000 pixels": ("a.png", files.png_header(20_000, 20_000), Refusal.TOO_MANY_PIXELS),
    "a PNG of many pixels on shorter sides": ("a.png", files.png_header(15_000, 15_000), Refusal.TOO_MANY_PIXELS),
    "half a PNG": ("a.png", PNG[:40], Refusal.DAMAGED),
    "half a JPEG": ("a.jpg", files.GOOD["photo.jpg"][:30], Refusal.DAMAGED),
    "a WebP with more behind it": ("a.webp", files.GOOD["photo.webp"] + HTML, Refusal.TWO_KINDS),
    "a program called text": ("a.txt", b"MZ\x90 This program cannot be run", Refusal.OTHER_CONTENT),
    "a script called text": ("a.txt", b"#!/bin/sh\nrm -rf /", Refusal.OTHER_CONTENT),
    "bytes called text": ("a.csv", b"a,b\n\x00\x01", Refusal.OTHER_CONTENT),
    "an archive": ("a.zip", files.archive({"a": b"b"}), Refusal.ARCHIVE),
    "an archive called a document": ("a.docx", files.archive({"a": b"b"}), Refusal.OTHER_CONTENT),
    "an archive called PDF": ("a.pdf", files.archive({"a": b"b"}), Refusal.OTHER_CONTENT),
    "a sheet called a document": ("a.docx", files.GOOD["table.xlsx"], Refusal.OTHER_CONTENT),
    "an open document called a Microsoft one": ("a.docx", files.GOOD["plan.odt"], Refusal.OTHER_CONTENT),
    "a Microsoft document called an open one": ("a.odt", DOCX, Refusal.OTHER_CONTENT),
    "a document of old times": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refusal.OLD_OFFICE),
    "a document with macros": ("a.docx", files.microsoft({"word/vbaProject.bin": b"x"}), Refusal.MACROS),
    "an open document with macros": ("a.odt", files.opened({"Basic/Standard/m.xml": b"x"}), Refusal.MACROS),
    "a document with a program": ("a.docx", files.microsoft({"word/run.exe": b"x"}), Refusal.ARCHIVE),
    "a document with a path out of it": ("a.docx", files.microsoft({"../../etc/passwd": b"x"}), Refusal.DAMAGED),
    "a document that unpacks a thousandfold": (
        "a.docx", files.microsoft({"word/document.xml": b"\0" * 20_000_000}), Refusal.UNPACKS_TOO_LARGE,
    ),
    "a document of ten thousand parts": (
        "a.docx", files.microsoft(dict.fromkeys(map(str, range(10_000)), b"")), Refusal.UNPACKS_TOO_LARGE,
    ),
    "a document with something before it": ("a.docx", HTML + DOCX, Refusal.OTHER_CONTENT),
    "a document with something behind it": ("a.docx", DOCX + HTML, Refusal.TWO_KINDS),
    "a damaged document": ("a.docx", DOCX[:60] + b"\xff" * 8 + DOCX[68:], Refusal.DAMAGED),
    "a name that hides its ending": ("invoice\u202efdp.exe", PDF, Refusal.KIND),
    "two endings": ("a.pdf.html", PDF, Refusal.KIND),
    "no ending": ("report", PDF, Refusal.KIND),
    "too large": ("a.txt", b"a" * (checking.LARGEST_FILE + 1), Refusal.TOO_LARGE),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_is_not_what_it_says_is_refused_with_its_reason(case: str) -> None:
    name, content, refusal = HOSTILE[case]

    with pytest.raises(Refused) as caught:
        checking.check_upload(io.BytesIO(content), name)

    assert caught.value.refusal is refusal


def test_a_part_that_holds_more_than_it_declares_is_refused() -> None:
    honest = files.microsoft({"word/document.xml": b"a" * 50_000})
    lying = honest.replace((50_000).to_bytes(4, "little"), (50).to_bytes(4, "little"))

    with pytest.raises(Refused) as caught:
        checking.check_upload(io.BytesIO(lying), "a.docx")

    assert lying != honest
    assert caught.value.refusal is Refusal.DAMAGED


def test_a_sheet_that_no_reader_can_open_is_refused() -> None:
    row = b"".join(b"<c r='A%d'><v>%d</v></c>" % (n, n * 7919) for n in range(1_900_000))
    content = files.microsoft({"xl/worksheets/sheet1.xml": row}, "spreadsheetml.sheet")

    with pytest.raises(Refused) as caught:
        checking.check_upload(io.BytesIO(content), "a.xlsx", limit=len(content))

    assert caught.value.refusal is Refusal.UNPACKS_TOO_LARGE


def test_the_memory_of_a_check_does_not_grow_with_what_unpacks() -> None:
    words = b" ".join(b"%d" % (n * 7919) for n in range(4_000_000))
    stream = io.BytesIO(files.microsoft({"word/document.xml": words[:30_000_000]}))
    limit = stream.getbuffer().nbytes
    tracemalloc.start()

    checking.check_upload(stream, "a.docx", limit)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 2_000_000


NAMES = {
    "report.pdf": "report.pdf",
    "C:\\Users\\me\\report.pdf": "report.pdf",
    "../../../etc/passwd": "passwd",
    "..": "file",
    "": "file",
    "ann\u202eexual\u202c.pdf": "annexual.pdf",
    "line\nbreak\x00.pdf": "linebreak.pdf",
    'quote".pdf': "quote.pdf",
    "গ্রহণযোগ্যতা পরীক্ষা.pdf": "গ্রহণযোগ্যতা পরীক্ষা.pdf",
    "می‌خواهم.pdf": "می‌خواهم.pdf",
    "报告 2026.pdf": "报告 2026.pdf",
    ".htaccess": "htaccess",
}


@pytest.mark.parametrize("given", NAMES)
def test_a_name_keeps_its_script_and_loses_what_is_dangerous(given: str) -> None:
    assert names.safe_name(given) == NAMES[given]


def test_a_name_of_300_characters_is_shortened_and_keeps_its_ending() -> None:
    found = names.safe_name("ä" * 300 + ".pdf")

    assert (len(found), found[-5:]) == (120, "….pdf")
