"""The briefing on one country: two pages that say what a release tells of it, and what it cannot tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assessment.domain.disclosure.cells import Measure, Reason
from assessment.domain.regions import region_of
from assessment.reports import places
from assessment.reports.aggregates import method_words, printing, shapes
from assessment.reports.aggregates.figures import Figure, Figures, has_star
from assessment.reports.typed import clip, clipped, isolated

if TYPE_CHECKING:
    from assessment.reports.aggregates.figures import Kind, Place
    from assessment.reports.aggregates.given import Given

_COUNT: Kind = (Measure.ORGANISATIONS, "", "count")
_ALL: Place = ("all", "", "")
# What has room on two pages in the longest languages.
_MOST, _GAPS, _QUESTION, _NAME, _LINE = 3, 4, 120, 70, 160


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement: its name and its mean in the country, in the region and of all."""

    title: str
    country: Figure
    region: Figure
    all: Figure

    @property
    def distance(self) -> int | None:
        """How many points the country lies above all, less than nought below; None where one of both is not told."""
        if self.country.value is None or self.all.value is None:
            return None
        return self.country.value - self.all.value


@dataclass(frozen=True, slots=True)
class Picked:
    """Requirements on one side of all, the furthest first; `others` are as far as the last one, and left no room."""

    rows: tuple[Row, ...]
    others: tuple[Row, ...]


def write(given: Given) -> bytes:
    """Return the briefing on the country that `given` is about, as PDF."""
    return printing.pdf(given, "report/briefing.html", context(given))


def picked(rows: list[Row], side: int) -> Picked:
    """Return up to three rows above (1) or below (-1) all, in the order of their distance; ties keep their order."""
    found = sorted((row for row in rows if (row.distance or 0) * side > 0), key=lambda row: -abs(row.distance or 0))
    first, rest = found[:_MOST], found[_MOST:]
    others = [row for row in rest if row.distance == first[-1].distance]
    return Picked(tuple(first), tuple(others))


def context(given: Given) -> dict[str, Any]:
    """Return everything the template prints; it calculates nothing."""
    figures = Figures(given)
    place: Place = ("country", given.country, "")
    region = region_of(given.country)
    rows = _rows(figures, place, ("region", region, ""))
    drawn = [shapes.Compared(row.country.value, row.region.value, row.all.value) for row in rows]
    name = clip(given.words.category("country", given.country), _NAME)
    trend = _trend(figures, given.country)
    gaps = _gaps(figures, place, ("region", region, ""))
    shown = [figure for row in rows for figure in (row.country, row.region, row.all)]
    return {
        "name": name,
        "is_long": len(name) > _NAME // 3,
        "region": given.words.category("region", region) if region else "",
        "facts": _facts(figures, place),
        "rows": rows,
        "chart": shapes.bars(drawn),
        "strengths": picked(rows, 1),
        "gaps": picked(rows, -1),
        "same": [row for row in rows if row.distance == 0],
        "unknown": [row for row in rows if row.distance is None],
        "trend": trend,
        "common": gaps,
        "held": _withheld(figures, given.country),
        "method": _method(given),
        "has_star": has_star([*shown, *trend["figures"], *(figure for _, figure in gaps["lines"])]),
        "source": _source(given),
        "running": given.words.gettext("Country briefing: %(name)s") % {"name": isolated(name)},
    }


def _rows(figures: Figures, country: Place, region: Place) -> list[Row]:
    words = figures.given.words
    return [
        Row(
            words.item(item),
            *(figures.at(place, (Measure.SCORE, item, "mean")) for place in (country, region, _ALL)),
        )
        for item in figures.rows
    ]


def _facts(figures: Figures, place: Place) -> list[tuple[str, Figure]]:
    """Return the numbers of the country: in the figures, and how far that covers who was invited or aimed at."""
    given = figures.given
    _ = given.words.gettext
    found = [(_("Organisations in these figures"), figures.at(place, _COUNT))]
    stages = ((Measure.INVITED, _("Have been invited")), (Measure.SUBMITTED, _("Submitted until the cut-off")))
    for measure, name in stages:
        figure = figures.at(place, (measure, "", "count"))
        if figure.key:
            found.append((name, figure))
    if target := given.targets.get(given.country):
        found.append((_("Submissions the round aimed at"), Figure(given.words.language.number(target))))
    return found


def _trend(figures: Figures, country: str) -> dict[str, Any]:
    """Return the change since the newest release to compare with; without lines where nothing of it is told."""
    cells = [cell for cell in figures.of_table("trend-country") if cell.first == country]
    base = max((cell.second for cell in cells), key=int, default="")
    lines = []
    for item in figures.rows:
        found = {cell.statistic: cell for cell in cells if cell.item == item and cell.second == base}
        if found:
            told = [
                figures.told(found[word], with_sign=word == "change") if word in found else Figure("–")
                for word in ("before", "after", "change")
            ]
            lines.append((figures.given.words.item(item), told))
    every = [figure for _, told in lines for figure in told]
    counts = [cell.count for cell in cells if cell.second == base and cell.count is not None]
    is_told = any(figure.value is not None for figure in every)
    return {"base": base, "lines": lines if is_told else [], "figures": every, "n": max(counts, default=0)}


def _gaps(figures: Figures, country: Place, region: Place) -> dict[str, Any]:
    """Return the commonest gaps of the smallest place that has some: the country, its region, all."""
    for scope, place in (("country", country), ("region", region), ("all", _ALL)):
        cells = [
            cell
            for cell in figures.of_table(place[0])
            if cell.first == place[1] and cell.measure is Measure.GAP and cell.value is not None
        ]
        cells.sort(key=lambda cell: -(cell.value or 0))
        lines = [(clip(figures.given.words.item(cell.item), _QUESTION), figures.told(cell)) for cell in cells[:_GAPS]]
        if lines:
            return {"scope": scope, "lines": lines, "n": max(cell.count or 0 for cell in cells)}
    return {"scope": "", "lines": [], "n": 0}


def _withheld(figures: Figures, country: str) -> dict[str, Any]:
    """Return how many of the country's figures are withheld, and why in words; each reason tells no number."""
    tables = ("country", "country-sector", "trend-country")
    cells = [cell for table in tables for cell in figures.of_table(table) if cell.first == country]
    reasons = Counter(cell.reason for cell in cells if cell.reason is not None)
    words = figures.given.words
    return {
        "all": len(cells),
        "withheld": sum(reasons.values()),
        "reasons": [(words.reason(reason), reasons[reason]) for reason in Reason if reasons[reason]],
    }


def _method(given: Given) -> list[str]:
    """Return the sentences that a reader of two pages needs most."""
    _ = given.words.gettext
    counted, scored = method_words.counted(_, given.imprint.basis), method_words.scored(_)
    rules, caveats = method_words.withheld(_), method_words.caveats(_)
    note = places.note(given.country, _)
    return [counted[0], scored[0], rules[0], rules[1], *caveats, *([note] if note else [])]


def _source(given: Given) -> dict[str, str]:
    imprint, language = given.imprint, given.words.language
    return {
        "service": clipped(imprint.service, _NAME).text,
        "title": clipped(imprint.title, _NAME).text,
        "number": str(imprint.number),
        "period": given.words.period(imprint.period),
        "approved": language.date(imprint.approved),
        "cutoff": language.date(imprint.cutoff),
        "licence": imprint.licence,
        "address": clip(imprint.address, _LINE),
        "digest": imprint.digest,
    }
