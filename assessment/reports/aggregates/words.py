"""What the codes of released cells mean, in the language of a reader: tables, categories, measures, items, states."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from assessment.domain import marks
from assessment.domain.disclosure.cells import Measure, Reason
from assessment.reports import places, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assessment.domain.disclosure.cells import Cell
    from assessment.domain.questionnaire import Questionnaire
    from assessment.reports.language import ReportLanguage

# Statistics of scores, then of bands, then of trends: the words are those of cells.
BANDS = ("not-yet", "started", "in-place")
QUARTILES = ("lower-quartile", "median", "upper-quartile")
TREND = "trend"


def dimensions(table: str) -> tuple[str, ...]:
    """Return what a table is cut by, such as ("region", "sector"); a trend's last dimension is the former release."""
    words = table.split("-")
    cuts = tuple(word for word in words if word not in {"all", TREND})
    return (*cuts, "base") if words[0] == TREND else cuts


def categories(cell: Cell) -> dict[str, str]:
    """Return the category that a cell is of in each dimension of its table."""
    given = [cell.first, cell.second]
    names = dimensions(cell.table)
    # A trend of all organisations has only the former release, which stands second.
    return dict(zip(names, given[1:] if names == ("base",) else given, strict=False))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; `questionnaire` names the items, `regions` the regions by id."""

    language: ReportLanguage
    questionnaire: Questionnaire
    regions: Mapping[str, str] = field(default_factory=dict)
    _items: dict[str, str] = field(default_factory=dict, init=False, repr=False)
    _rows: dict[str, str] = field(default_factory=dict, init=False, repr=False)
    _categories: dict[tuple[str, str], str] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Look up the names of rows, sub-sections and questions once."""
        for section in self.questionnaire.sections:
            self._items[section.id] = section.title
            self._items.update({part.id: part.title for part in section.subsections})
            self._rows.update({part.id: section.id for part in section.subsections})
        for question in self.questionnaire.questions:
            self._items[question.id] = marks.plain(question.text)
            self._rows[question.id] = question.section

    def gettext(self, message: str) -> str:
        """Return a message in this language."""
        return self.language.gettext(message)

    def item(self, code: str) -> str:
        """Return the name of a requirement or sub-section, or a question's text; an unknown code as it is."""
        return self._items.get(code, code)

    def row(self, code: str) -> str:
        """Return the requirement that a sub-section or question belongs to; nothing for a requirement itself."""
        return self._rows.get(code, "")

    def language_name(self, code: str) -> str:
        """Return the name of a language in this language; an unknown code as it is."""
        try:
            return Locale.parse(code, sep="-").get_display_name(self.language.locale) or code
        except (ValueError, UnknownLocaleError):
            return code

    def table(self, table: str) -> str:
        """Return what a table is."""
        _ = self.gettext
        names = {
            "all": _("All organisations"),
            "country": _("By country"),
            "region": _("By region"),
            "sector": _("By sector"),
            "size": _("By size of organisation"),
            "role": _("By role: who develops the system, who uses it"),
            "version": _("By version of the questionnaire"),
            "region-sector": _("By region and sector"),
            "region-size": _("By region and size"),
            "sector-size": _("By sector and size"),
            "country-sector": _("By country and sector"),
            "trend-all": _("Change since a former release, all organisations"),
            "trend-country": _("Change since a former release, by country"),
            "trend-region": _("Change since a former release, by region"),
            "trend-sector": _("Change since a former release, by sector"),
            "trend-size": _("Change since a former release, by size"),
        }
        return names.get(table, table)

    def short_table(self, table: str) -> str:
        """Return a name for a table that is short enough for the tab of a sheet."""
        _ = self.gettext
        names = {
            "all": _("All"),
            "country": _("Countries"),
            "region": _("Regions"),
            "sector": _("Sectors"),
            "size": _("Sizes"),
            "role": _("Roles"),
            "version": _("Versions"),
            "region-sector": _("Regions, sectors"),
            "region-size": _("Regions, sizes"),
            "sector-size": _("Sectors, sizes"),
            "country-sector": _("Countries, sectors"),
            "trend-all": _("Trend"),
            "trend-country": _("Trend, countries"),
            "trend-region": _("Trend, regions"),
            "trend-sector": _("Trend, sectors"),
            "trend-size": _("Trend, sizes"),
        }
        return names.get(table, table)

    def dimension(self, name: str) -> str:
        """Return what a dimension is."""
        _ = self.gettext
        names = {
            "country": _("Country"),
            "region": _("Region"),
            "sector": _("Sector"),
            "size": _("Size"),
            "role": _("Role"),
            "version": _("Version"),
            "base": _("Compared with release"),
        }
        return names.get(name, name)

    def period(self, code: str) -> str:
        """Return a quarter such as "2026-Q4" in words, or the last day of a round."""
        year, _, quarter = code.partition("-Q")
        if quarter:
            return self.gettext("Quarter %(number)s of %(year)s") % {"number": quarter, "year": year}
        return self.gettext("Round until %(day)s") % {"day": self.language.date(code)}

    def category(self, dimension: str, code: str) -> str:
        """Return the name of a category; an unknown code as it is. Names are kept, for tables repeat them."""
        if (dimension, code) not in self._categories:
            self._categories[dimension, code] = self._category(dimension, code)
        return self._categories[dimension, code]

    def _category(self, dimension: str, code: str) -> str:
        language = self.language
        named: dict[str, Callable[[], str]] = {
            "country": lambda: places.name(code, language.locale),
            "region": lambda: self.regions.get(code, code),
            "sector": lambda: texts.sector(language, code),
            "size": lambda: texts.size(language, code),
            "role": lambda: texts.role(language, code),
            "base": lambda: language.gettext("Release %(number)s") % {"number": code},
        }
        return named[dimension]() if dimension in named else code

    def measure(self, measure: Measure) -> str:
        """Return what is told of organisations."""
        _ = self.gettext
        names = {
            Measure.ORGANISATIONS: _("Organisations in these figures"),
            Measure.INVITED: _("Organisations invited"),
            Measure.STARTED: _("Organisations that have started"),
            Measure.SUBMITTED: _("Organisations that have submitted"),
            Measure.SCORE: _("Score"),
            Measure.BAND: _("How far measures are in place"),
            Measure.GAP: _("Commonest gaps: nothing is in place"),
            Measure.ACTION: _("Commonest actions in improvement plans"),
            Measure.TREND: _("Change among the same organisations"),
        }
        return names[measure]

    def statistic(self, statistic: str) -> str:
        """Return which figure of a measure it is."""
        _ = self.gettext
        names = {
            "count": _("Number of organisations"),
            "mean": _("Mean"),
            "median": _("Median, lower edge of ten points"),
            "lower-quartile": _("Lower quartile, lower edge of ten points"),
            "upper-quartile": _("Upper quartile, lower edge of ten points"),
            "not-yet": _("Not yet"),
            "started": _("Started"),
            "in-place": _("Mostly or wholly in place"),
            "share": _("Share of organisations"),
            "before": _("Mean before"),
            "after": _("Mean now"),
            "change": _("Change of the mean"),
        }
        return names.get(statistic, statistic)

    def short_statistic(self, statistic: str) -> str:
        """Return which figure it is where a column is narrow and a sentence beside it says the rest."""
        _ = self.gettext
        names = {"lower-quartile": _("Lower quartile"), "median": _("Median"), "upper-quartile": _("Upper quartile")}
        return names.get(statistic) or self.statistic(statistic)

    def unit(self, code: str) -> str:
        """Return what a value is counted in, by its code in files."""
        _ = self.gettext
        names = {"NR": _("Number, rounded to five"), "POINTS": _("Points of 100"), "PT": _("Per cent")}
        return names.get(code, code)

    def reason(self, reason: Reason | None) -> str:
        """Return why a value is withheld; nothing where it is not. It tells no number."""
        match reason:
            case None:
                return ""
            case Reason.FEW:
                return self.gettext("Withheld: fewer organisations than the rules ask for, or too much alike.")
            case Reason.PROTECTS:
                return self.gettext("Withheld: with this figure another one that is withheld could be worked out.")

    def comment(self, cell: Cell) -> str:
        """Return what has to be said beside a value: why it is withheld, or from which release it still stands."""
        if cell.as_of and cell.value is not None:
            pattern = self.gettext("Still the value of release %(number)s: too few organisations have changed since.")
            return pattern % {"number": cell.as_of}
        if cell.as_of:
            pattern = self.gettext("%(reason)s Decided in release %(number)s; too few have changed since.")
            return pattern % {"reason": self.reason(cell.reason), "number": cell.as_of}
        return self.reason(cell.reason)


def unit_of(cell: Cell) -> str:
    """Return the code of what a cell's value is counted in: NR organisations, PT per cent, POINTS of a score."""
    if cell.statistic == "count":
        return "NR"
    return "PT" if cell.measure in {Measure.BAND, Measure.GAP, Measure.ACTION} else "POINTS"
