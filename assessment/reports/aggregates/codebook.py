"""The codebook: every column and every code of the files of a release, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.reports.aggregates import columns, tidy_csv
from assessment.reports.aggregates.words import categories, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.reports.aggregates.given import Given
    from assessment.reports.aggregates.words import Words


@dataclass(frozen=True, slots=True)
class Entry:
    """What a column is, or, with a code, what the code means in it."""

    column: str
    code: str
    meaning: str


def entries(given: Given) -> Iterator[Entry]:
    """Yield the columns in their order, each followed by the codes that stand in it."""
    codes = _codes(given)
    for column, meaning in _columns(given.words).items():
        yield Entry(column, "", meaning)
        for code, words in codes.get(column, {}).items():
            yield Entry(column, code, words)


def write(given: Given) -> bytes:
    """Return the codebook as a CSV file."""
    lines = ((one.column, one.code, one.meaning) for one in entries(given))
    return tidy_csv.MARK + tidy_csv.written([("COLUMN", "CODE", "MEANING"), *lines])


def _codes(given: Given) -> dict[str, dict[str, str]]:
    """Return the codes that occur, with their words, by column."""
    words = given.words
    total = {columns.TOTAL: words.gettext("All together: the table is not cut by this")}
    found: dict[str, dict[str, str]] = {name: dict(total) for name in columns.DIMENSIONS.values()}
    found |= {name: {} for name in ("MEASURE", "ITEM", "STATISTIC", "UNIT_MEASURE")}
    none = words.gettext("Does not apply here")
    found["BASE_RELEASE"], found["ITEM"] = {columns.NOT_APPLICABLE: none}, {columns.NOT_APPLICABLE: none}
    for cell in given.table.cells:
        for name, code in categories(cell).items():
            found[columns.DIMENSIONS[name]].setdefault(code, words.category(name, code))
        found["MEASURE"].setdefault(cell.measure.value, words.measure(cell.measure))
        found["STATISTIC"].setdefault(cell.statistic, words.statistic(cell.statistic))
        found["UNIT_MEASURE"].setdefault(unit_of(cell), words.unit(unit_of(cell)))
        if cell.item:
            found["ITEM"].setdefault(cell.item, words.item(cell.item))
    return found | _states(words)


def _states(words: Words) -> dict[str, dict[str, str]]:
    _ = words.gettext
    return {
        "OBS_STATUS": {"A": _("Shown"), "Q": _("Withheld")},
        "CONF_STATUS": {
            "F": _("Free to use"),
            "C": _("Withheld for itself: fewer organisations than the rules ask for, or too much alike"),
            "D": _("Withheld to protect another figure that is withheld"),
        },
    }


def _columns(words: Words) -> dict[str, str]:
    _ = words.gettext
    return {
        "DATAFLOW": _("Which series of tables this is"),
        "RELEASE": _("Number of the release"),
        "TIME_PERIOD": _("Period of the release: a quarter, or the last day of its round"),
        "REF_AREA": _("Country, ISO 3166-1 (XK: Kosovo)"),
        "REGION": _("Region"),
        "SECTOR": _("Economic section of the organisation, ISIC Rev. 4"),
        "SIZE": _("Size of the organisation by the people who work there"),
        "ROLE": _("What the organisations are to their systems"),
        "VERSION": _("Version of the questionnaire"),
        "BASE_RELEASE": _("Trends: number of the release that is compared with"),
        "MEASURE": _("What is told of the organisations"),
        "ITEM": _("Requirement, sub-section or question"),
        "STATISTIC": _("Which figure it is"),
        "OBS_VALUE": _("The value: a whole number, empty where it is withheld"),
        "UNIT_MEASURE": _("What the value is counted in"),
        "N": _("Number of organisations behind the value, rounded to five, empty where that is withheld too"),
        "OBS_STATUS": _("Status of the value"),
        "CONF_STATUS": _("Whether the value is free or withheld, and by which rule"),
        "AS_OF_RELEASE": _("Number of the release in which the value was first shown"),
        "COMMENT": _("What has to be known about the value, in words"),
    }
