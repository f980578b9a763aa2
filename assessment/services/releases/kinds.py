"""The kinds of files of a release: one table from which pages, command line and ZIP take them.

To add a kind, add a line here and its words to `web/file_texts.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from assessment.reports.aggregates import (
    briefing,
    bundle,
    codebook,
    ddi,
    full_report,
    json_file,
    methodology,
    opsys,
    tidy_csv,
    workbook,
)
from assessment.services.releases import evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assessment.reports.aggregates.given import Given
    from assessment.services.releases.reading import ReleaseHead

PDF = "application/pdf"
CSV, ZIP = "text/csv; charset=utf-8", "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _nothing() -> None:
    """Stand in for what holds a job: who makes a file directly holds none."""


@dataclass(frozen=True, slots=True)
class Making:
    """A file being made: what it tells, of which release; `renew` holds the job before each part that may take long."""

    given: Given
    head: ReleaseHead
    renew: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file; its name is that of the release with this ending, such as release-3-tidy.csv.

    One that `needs_country` is about one country, which then stands in the name. One that `is_long` is made by the
    worker. The ZIP of everything holds those that are `in_bundle`. Only one `with_former` is given the release before.
    """

    id: str
    ending: str
    media_type: str
    write: Callable[[Making], bytes]
    needs_country: bool = False
    is_long: bool = False
    in_bundle: bool = True
    with_former: bool = False

    def name(self, stem: str, country: str = "") -> str:
        """Return the file's name, the same in every language."""
        first, dot, rest = self.ending.rpartition(".")
        return f"{stem}{'-' if first else ''}{first}{f'-{country}' if country else ''}{dot}{rest}"


def _package(making: Making) -> bytes:
    """Return the data file with what explains it."""
    given, target = making.given, BytesIO()
    stem = given.imprint.stem
    files = (
        (f"{stem}-tidy.csv", tidy_csv.write(given, mark=True)),
        (f"{stem}-codebook.csv", codebook.write(given)),
        (f"{stem}-method.txt", methodology.as_text(given)),
    )
    bundle.write(files, target, f"{stem}-tidy")
    return target.getvalue()


def _everything(making: Making) -> bytes:
    target = BytesIO()
    bundle.write(_parts(making), target, making.given.imprint.stem)
    return target.getvalue()


def _parts(making: Making) -> Iterator[tuple[str, bytes]]:
    """Make each file of the ZIP when its turn comes: those about one country for every country of the release."""
    countries = sorted({cell.first for cell in making.given.table.cells if cell.table == "country"})
    stem = making.given.imprint.stem
    for kind in (kind for kind in KINDS.values() if kind.in_bundle):
        for country in countries if kind.needs_country else ("",):
            making.renew()
            one = replace(making, given=replace(making.given, country=country))
            yield kind.name(stem, country), kind.write(one)


KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind(
            "country-briefing", "briefing.pdf", PDF, lambda making: briefing.write(making.given),
            needs_country=True, is_long=True, in_bundle=False,
        ),
        Kind("release-report", "report.pdf", PDF, lambda making: full_report.write(making.given), is_long=True),
        Kind("workbook", "workbook.xlsx", XLSX, lambda making: workbook.write(making.given)),
        Kind("package", "tidy.zip", ZIP, _package, in_bundle=False),
        Kind("tidy", "tidy.csv", CSV, lambda making: tidy_csv.write(making.given)),
        Kind("opsys", "opsys.xlsx", XLSX, lambda making: opsys.write(making.given), with_former=True),
        Kind("json", ".json", "application/json", lambda making: json_file.write(making.given)),
        Kind("ddi", "ddi.xml", "application/xml", lambda making: ddi.write(making.given)),
        Kind("codebook", "codebook.csv", CSV, lambda making: codebook.write(making.given)),
        Kind("method", "method.txt", "text/plain; charset=utf-8", lambda making: methodology.as_text(making.given)),
        Kind("audit", "audit.zip", ZIP, lambda making: evidence.write(making.given, making.head)),
        Kind("all", "all.zip", ZIP, _everything, is_long=True, in_bundle=False, with_former=True),
    )
}  # fmt: skip
