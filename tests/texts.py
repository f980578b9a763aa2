"""Collects every text of the interface into the template that translators start from: `./dev texts` writes it."""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from assessment.content import pages

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "translations" / "interface.pot"
# Program, pages, and the documents that readers are shown.
PLACES = ("assessment", "templates", f"docs/{pages.METHOD}", f"docs/{pages.NOTICES}")
_HEADER = """\
# Every text of the interface, collected from program and templates by `./dev texts`. Do not edit.
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def collected() -> str:
    """Return the template as it has to be: no dates and no line numbers, so that it changes only with the texts."""
    logging.disable(logging.INFO)
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "interface.pot"
            # What is a text beside the usual calls of gettext.
            words = ["-k", "lazy_gettext", "-k", "phrase", "-k", "_counted:1,2"]
            settings = ["-F", "pyproject.toml", *words, "--no-wrap", "--omit-header", "--sort-output"]
            places = ["--add-location=file", "-o", str(target), *PLACES]
            CommandLineInterface().run(["pybabel", "--quiet", "extract", *settings, *places])  # type: ignore[no-untyped-call] # the library has no types
            return f"{_HEADER}\n{target.read_text('utf-8')}"
    finally:
        os.chdir(before)
        logging.disable(logging.NOTSET)


def of_document(file: BinaryIO, *_: object, **__: object) -> Iterator[tuple[int, str, str, list[str]]]:
    """Find the texts of a document, as Babel asks for them."""
    for line, text in pages.texts(file.read().decode()):
        yield line, "", text, []


def count(text: str) -> int:
    """Return the number of texts of a template."""
    with tempfile.TemporaryFile() as file:
        file.write(text.encode("utf-8"))
        file.seek(0)
        return len(read_po(file))


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(collected(), "utf-8")
    print(f"{TEMPLATE.relative_to(ROOT)}: {count(TEMPLATE.read_text('utf-8'))} texts")  # noqa: T201
