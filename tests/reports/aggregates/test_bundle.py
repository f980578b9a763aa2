"""The ZIP: everything in one folder, checksums that a program checks, the same bytes each time."""

from __future__ import annotations

import subprocess
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from assessment.reports.aggregates import bundle

if TYPE_CHECKING:
    from pathlib import Path

FILES = [("release-3-tidy.csv", b"A,B\r\n"), ("Καλημέρα.txt", b"x" * 1000)]


def made() -> bytes:
    target = BytesIO()
    bundle.write(FILES, target, "release-3")
    return target.getvalue()


def test_a_program_finds_every_checksum_right(tmp_path: Path) -> None:
    zipfile.ZipFile(BytesIO(made())).extractall(tmp_path)
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "release-3", capture_output=True)  # noqa: PLW1510 - looked at below

    assert checked.returncode == 0
    assert checked.stdout.count(b": OK") == len(FILES)


def test_the_same_files_give_the_same_bytes() -> None:
    assert made() == made()


def test_no_time_of_packing_is_told() -> None:
    assert {info.date_time[0] for info in zipfile.ZipFile(BytesIO(made())).infolist()} == {1980}
