"""What translators send back is compared text by text and taken whole or not at all, however it is made."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest

from assessment.content.findings import Findings
from assessment.content.translations import folder
from assessment.content.translations.exchange import Wish
from assessment.content.translations.units import State, state_of
from assessment.services.translating import catalogues, files
from assessment.services.translating.catalogues import NotWhole
from assessment.services.translating.files import Kind
from tests.services.translating.faults import HERE, small, text

if TYPE_CHECKING:
    from pathlib import Path

    from assessment.services.translating.files import Imported

KINDS = pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.name)
TRANSLATED = "Demandez à quelqu’un d’autre"


def take(root: Path, content: str | bytes, by: str = "Ana", name: str = "back.xlf", **wish: bool) -> Imported:
    path = root.parent / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return files.take(root, "fr", "interface", path, Wish(by, "2026-11-26", **wish))


def states(root: Path) -> dict[str, State]:
    kept = folder.read_kept(root, "fr", "interface", Findings(""))
    assert kept is not None
    return {unit.text: state_of(unit, kept.reviewed) for unit in kept.catalogue.units}


def snapshot(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def export(root: Path, kind: Kind = Kind.XLIFF) -> bytes:
    return files.export(root, "fr", "interface", kind, State)[0]


@KINDS
def test_a_file_that_comes_back_as_it_went_out_changes_nothing(tmp_path: Path, kind: Kind) -> None:
    root = small(tmp_path)
    before = snapshot(root)
    done = take(root, export(root, kind), name=f"back{kind.value}")

    assert done.taken.unchanged == 6
    assert snapshot(root) == before


def test_a_translation_is_a_draft_of_who_brings_it(tmp_path: Path) -> None:
    root = small(tmp_path)
    take(root, text("mini.xlf"))

    assert states(root)["Ask somebody else"] is State.DRAFT
    assert "\ttranslated\t2026-11-26\tAna\n" in (root / "fr/LC_MESSAGES/interface.people").read_text("utf-8")


def test_a_second_person_makes_it_reviewed(tmp_path: Path) -> None:
    root = small(tmp_path)
    take(root, text("mini.xlf"))
    take(root, text("mini.xlf").replace('"translated"', '"final"'), by="Ben", is_review=True)

    assert states(root)["Ask somebody else"] is State.REVIEWED


@pytest.mark.parametrize("by", ["Ana", "ANA", " ana "])
def test_its_translator_cannot(tmp_path: Path, by: str) -> None:
    root = small(tmp_path)
    take(root, text("mini.xlf"))

    with pytest.raises(NotWhole):
        take(root, text("mini.xlf").replace('"translated"', '"final"'), by=by, is_review=True)


def test_what_a_reviewer_changes_is_a_draft_again(tmp_path: Path) -> None:
    root = small(tmp_path)
    take(root, text("mini.xlf"))
    better = text("mini.xlf").replace('"translated"', '"final"').replace("Demandez", "Adressez-vous")
    take(root, better, by="Ben", is_review=True)

    assert states(root)["Ask somebody else"] is State.DRAFT


def test_without_a_review_nothing_becomes_reviewed(tmp_path: Path) -> None:
    root = small(tmp_path)
    take(root, text("mini.xlf").replace('"translated"', '"final"'))

    assert states(root)["Ask somebody else"] is State.DRAFT


def test_a_changed_source_takes_the_review_back(tmp_path: Path) -> None:
    root = small(tmp_path)
    take(root, text("mini.xlf"))
    take(root, text("mini.xlf").replace('"translated"', '"final"'), by="Ben", is_review=True)
    template = root / "interface.pot"
    template.write_text(template.read_text("utf-8").replace("Ask somebody else", "Ask somebody else now"), "utf-8")
    catalogues.extract(root, "fr", "interface")

    assert states(root)["Ask somebody else now"] is State.STALE
    assert (root / "fr/LC_MESSAGES/interface.reviewed").read_text("utf-8") == ""


@KINDS
def test_a_stale_text_that_is_still_right_is_confirmed_by_its_state(tmp_path: Path, kind: Kind) -> None:
    root = small(tmp_path)
    template = root / "interface.pot"
    template.write_text(template.read_text("utf-8").replace("responsible signs", "responsible signs it"), "utf-8")
    catalogues.extract(root, "fr", "interface")
    take(root, _confirmed(root, kind), name=f"back{kind.value}")

    assert states(root)["The person responsible signs it."] is State.DRAFT


def _confirmed(root: Path, kind: Kind) -> bytes:
    sent = export(root, kind)
    if kind is not Kind.XLSX:
        return sent.replace(b"needs-review-translation", b"translated").replace(b"#, fuzzy\n", b"")
    return _with_cells(sent, {b"<t>stale</t>": b"<t>draft</t>"})


def _with_cells(book: bytes, changes: dict[bytes, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for before, after in changes.items():
                content = content.replace(before, after)
            new.writestr(name, content)
    return made.getvalue()


@KINDS
def test_what_somebody_else_changed_meanwhile_is_not_overwritten(tmp_path: Path, kind: Kind) -> None:
    root = small(tmp_path)
    sent = export(root, kind)
    place = root / "fr/LC_MESSAGES/interface.po"
    place.write_text(place.read_text("utf-8").replace("Ouvert", "Accessible"), "utf-8")
    ours = _with_cells(sent, {b"Ouvert": b"Ouvrir"}) if kind is Kind.XLSX else sent.replace(b"Ouvert", b"Ouvrir")

    with pytest.raises(NotWhole) as refused:
        take(root, ours, name=f"back{kind.value}")
    assert [one.code for one in refused.value.checked.findings] == ["M202"]
    assert "Accessible" in refused.value.checked.findings[0].message


def test_what_only_somebody_else_changed_stays(tmp_path: Path) -> None:
    root = small(tmp_path)
    sent = export(root)
    place = root / "fr/LC_MESSAGES/interface.po"
    place.write_text(place.read_text("utf-8").replace("Ouvert", "Accessible"), "utf-8")
    take(root, sent)

    assert "Accessible" in place.read_text("utf-8")


def test_one_error_keeps_the_whole_file_out(tmp_path: Path) -> None:
    root = small(tmp_path)
    before = snapshot(root)
    two = text("mini.xlf").replace(
        "</body>", "<trans-unit id='2'><source>Gone</source><target>X</target></trans-unit></body>"
    )

    with pytest.raises(NotWhole):
        take(root, two)
    assert snapshot(root) == before


def test_what_is_no_longer_there_can_be_left_out(tmp_path: Path) -> None:
    root = small(tmp_path)
    two = text("mini.xlf").replace(
        "</body>", "<trans-unit id='2'><source>Gone</source><target>X</target></trans-unit></body>"
    )
    done = take(root, two, skips_unknown=True)

    assert (done.taken.changed, done.taken.left_out) == (1, 1)


def test_a_language_with_one_form_comes_back_too(tmp_path: Path) -> None:
    root = small(tmp_path)
    catalogues.extract(root, "ja", "interface")
    path = tmp_path / "back.xlf"
    path.write_bytes(
        files.export(root, "ja", "interface", Kind.XLIFF, State)[0].replace(
            b'files</source>\n<target state="new"></target>',
            'files</source>\n<target state="translated">%(name)sのファイル%(num)s件</target>'.encode(),
        )
    )
    done = files.take(root, "ja", "interface", path, Wish("Ken", "2026-11-26"))

    assert done.taken.changed == 1


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    return made.getvalue()


def _entities() -> bytes:
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{grown}]><xliff>&e11;</xliff>'.encode()


@pytest.mark.parametrize(
    ("name", "code"), [("huge.xlf", "M102"), ("bomb.xlsx", "M102"), ("entities.xlf", "M107"), ("huge.po", "M102")]
)
def test_a_file_made_to_exhaust_the_machine_is_refused_fast_and_with_little_memory(
    tmp_path: Path, name: str, code: str
) -> None:
    root, path = small(tmp_path), tmp_path / name
    if name.startswith("huge"):
        with path.open("wb") as file:
            file.write((HERE / "mini.xlf").read_bytes())
            file.truncate(100_000_000)
    else:
        path.write_bytes(_bomb() if name.startswith("bomb") else _entities())
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(NotWhole) as refused:
        files.take(root, "fr", "interface", path, Wish("Ana", "2026-11-26"))
    taken, (_, most) = time.perf_counter() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [one.code for one in refused.value.checked.findings] == [code]
    assert taken < 5
    assert most < 30_000_000
