"""What is said of each kind of file of a release: its name, what it is for, its format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _

if TYPE_CHECKING:
    from flask_babel import LazyString


class Shelf(Enum):
    """Who a file is for; the page puts files of one kind of reader together."""

    READ = "read"
    REPORT = "report"
    ANALYSE = "analyse"
    CHECK = "check"


SHELVES: dict[Shelf, LazyString] = {
    Shelf.READ: _("To read and to present"),
    Shelf.REPORT: _("To report on the programme"),
    Shelf.ANALYSE: _("To analyse with a program"),
    Shelf.CHECK: _("To check how the figures came about"),
}


@dataclass(frozen=True, slots=True)
class FileText:
    """The words for one kind of file."""

    title: LazyString
    purpose: LazyString
    format: LazyString
    shelf: Shelf


# What the log knows besides files of the download centre.
_OTHERS: dict[str, LazyString] = {
    "series": _("All releases in one table"),
    "interface": _("Read by a program"),
}
# To describe a new kind, add a line under its id.
FILES: dict[str, FileText] = {
    "country-briefing": FileText(
        _("Country briefing"),
        _("Two pages on one country beside its region and all: profile, strengths and gaps, change, what is withheld."),
        _("PDF, A4"),
        Shelf.READ,
    ),
    "release-report": FileText(
        _("Report of the release"),
        _("All tables with gaps, actions and change, what is withheld and why, and the method: to read and to print."),
        _("PDF, A4"),
        Shelf.READ,
    ),
    "workbook": FileText(
        _("Workbook"),
        _("A sheet for each table, charts that you can change, the codebook and the method."),
        _("Spreadsheet, XLSX"),
        Shelf.READ,
    ),
    "opsys": FileText(
        _("Sheet for OPSYS"),
        _("Indicators with baseline, target, current value, source and country, each from this frozen release."),
        _("Spreadsheet, XLSX"),
        Shelf.REPORT,
    ),
    "package": FileText(
        _("Data with codebook and method"),
        _("One row for each figure, with what explains every column and code."),
        _("CSV files in a ZIP"),
        Shelf.ANALYSE,
    ),
    "tidy": FileText(
        _("Data alone"),
        _(
            "One row for each figure, in columns named as statistical offices name them. Its codebook and method are files of their own."
        ),
        _("CSV"),
        Shelf.ANALYSE,
    ),
    "json": FileText(
        _("Data for programs"),
        _("Every figure with its method, described by a published schema."),
        _("JSON"),
        Shelf.ANALYSE,
    ),
    "codebook": FileText(_("Codebook"), _("What every column and every code means."), _("CSV"), Shelf.ANALYSE),
    "ddi": FileText(
        _("Codebook for data archives"),
        _("The questions, the columns of the data and the tables, as archives and survey programs read them."),
        _("DDI Codebook 2.5, XML"),
        Shelf.ANALYSE,
    ),
    "method": FileText(
        _("Method"),
        _("One page: versions, numbers at each stage, rules, and what the figures do not say."),
        _("Plain text"),
        Shelf.CHECK,
    ),
    "audit": FileText(
        _("What stands behind the figures"),
        _(
            "For auditors: policy, versions, the check against re-identification, the trail with its signature, and the digest to repeat. Nothing in it is an organisation’s."
        ),
        _("ZIP"),
        Shelf.CHECK,
    ),
    "all": FileText(
        _("Everything"),
        _("All of these files with their checksums."),
        _("ZIP"),
        Shelf.READ,
    ),
}


def title_of(kind: str) -> str:
    """Return in words what somebody took of a release, by the kind in the log."""
    if kind in FILES:
        return str(FILES[kind].title)
    return str(_OTHERS.get(kind, _("Chart") if kind.startswith("chart-") else kind))
