"""Fixtures: a small catalogue without findings, and files that each put one fault into it or into a file for it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import yaml

from assessment.content.translations.exchange import Wish
from assessment.services.translating import catalogues, files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.content.translations.checking import Checked

HERE = Path(__file__).parents[2] / "translations"
TITLE = 'msgctxt "title"\nmsgid "Assessment List for Trustworthy AI"\nmsgstr "{}"\n'


@dataclass(frozen=True)
class Fault:
    """One fixture: the code it must find, companions that cannot be avoided, and the change that makes the fault."""

    finds: str
    also: frozenset[str]
    data: dict[str, Any]

    def check(self, folder: Path) -> Checked:
        """Return what is found about the catalogue, or about the file that is brought."""
        root = small(folder)
        place = root / "fr" / "LC_MESSAGES" / "interface.po"
        if "terms" in self.data:
            (root / "fr" / "terms.yaml").write_text(self.data["terms"], "utf-8")
        if "reviewed" in self.data:
            place.with_suffix(".reviewed").write_text(self.data["reviewed"], "utf-8")
        if "import" not in self.data:
            domain = self.data.get("domain", "interface")
            place.with_name(f"{domain}.po").write_bytes(self.content())
            return catalogues.check_one(root, "fr", domain)
        given = folder / self.data["import"]
        if not self.data.get("absent"):
            given.write_bytes(self.content())
        wish = Wish(self.data.get("by", "Ana"), "2026-11-26", is_review=self.data.get("review", False))
        try:
            return files.take(root, "fr", "interface", given, wish).checked
        except catalogues.NotWhole as error:
            return error.checked

    def content(self) -> bytes:
        """Return the faulty file."""
        data = self.data
        if "content_hex" in data:
            return bytes.fromhex(data["content_hex"])
        if "repeat" in data:
            return str(data["repeat"]["text"]).encode() * int(data["repeat"]["times"])
        if "numbered" in data:
            entries = (data["numbered"]["text"].format(number=n) for n in range(data["numbered"]["times"]))
            return (HERE / "mini.po").read_bytes() + "".join(entries).encode()
        if "rows" in data:
            return sheet("interface fr", data["rows"])
        if "title" in data:
            return (
                text("mini.po")[:300].partition('\nmsgid "Open')[0].encode()
                + TITLE.format("é" * data["title"]).encode()
            )
        return text(data.get("base", "mini.po"), data.get("change", ())).encode()


def small(folder: Path) -> Path:
    """Write the small template and its catalogue in French, and return the folder of translations."""
    root = folder / "translations"
    (root / "fr" / "LC_MESSAGES").mkdir(parents=True)
    (root / "interface.pot").write_text(text("mini.pot"), "utf-8")
    (root / "fr" / "LC_MESSAGES" / "interface.po").write_text(text("mini.po"), "utf-8")
    return root


def text(base: str, changes: Sequence[dict[str, str]] = ()) -> str:
    """Return a base file with each change made in the one place where it fits."""
    found = (HERE / base).read_text("utf-8")
    for change in changes:
        assert found.count(change["from"]) == 1, change
        found = found.replace(change["from"], change["to"])
    return found


def sheet(name: str, rows: list[list[str]]) -> bytes:
    """Return a workbook with one sheet; what looks like a formula is one."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = name
    for row in rows:
        page.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def read(path: Path) -> Fault:
    """Return the fault of a fixture file."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Fault(data["finds"], frozenset(data.get("also", ())), data)
