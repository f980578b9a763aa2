"""Looking into a release: one view of its cells, one figure with all that stands behind it, one category's profile."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.content import files
from assessment.domain import choosing, exploring, regions
from assessment.domain.comparable import age
from assessment.domain.disclosure.cells import Cell, Measure
from assessment.domain.disclosure.publishable import is_of_countries
from assessment.domain.exploring import ITEMS, Choice, View
from assessment.services.places import NotFound
from assessment.services.releases import reading
from assessment.storage import db, released_cells, releases
from assessment.storage.released_cells import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessment.domain.choosing import Asked, Catalogue
    from assessment.domain.exploring import Naming
    from assessment.services.releases.reading import ReleaseHead

_KEPT = 16
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Known:
    """What a process remembers of a release, after it has compared the whole with its digest: keys, never figures.

    `totals` are the cells of all organisations that have no item: how many were invited, started, submitted, counted.
    """

    catalogue: Catalogue
    totals: Mapping[Measure, Cell]


@dataclass(frozen=True, slots=True)
class Opened:
    """A release that somebody looks into; `newest` is the number of the last one."""

    head: ReleaseHead
    known: Known
    newest: int

    @property
    def count(self) -> int | None:
        """How many organisations the release counts, rounded; None where that is withheld."""
        cell = self.known.totals.get(Measure.ORGANISATIONS)
        return cell.value if cell else None

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions of the questionnaire that were answered, the newest last."""
        return tuple(sorted(self.known.catalogue.categories.get("version", ()), key=age))

    @property
    def rows(self) -> tuple[str, ...]:
        """The requirements of the newest version that was answered: what is scored besides them are parts of them."""
        return tuple(row.id for row in files.load(self.head.questionnaire, self.versions[-1]).rows)


@dataclass(frozen=True, slots=True)
class Explored:
    """A view of a release for one reader, and the categories of its table that this reader may see."""

    view: View
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Who is set side by side in a profile: a table and a category of it."""

    table: str
    category: str


@dataclass(frozen=True, slots=True)
class Profile:
    """The scores of one category beside those of its region and of all, requirement by requirement."""

    table: str
    category: str
    categories: tuple[str, ...]
    beside: tuple[Compared, ...]
    lines: tuple[exploring.Line, ...]
    counts: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Defined:
    """One figure with who answers for it: names are empty where an account was erased."""

    cell: Cell
    made_by: str
    approved_by: str


def newest() -> int:
    """Return the number of the last release; raise NotFound when there is none."""
    number = releases.last_number(db.session)
    if not number:
        raise NotFound
    return number


def open_release(number: int) -> Opened:
    """Return a release to look into; raise NotFound when there is none or nothing is in it."""
    head = reading.head(number)
    known = _known(head.id, number, head.tables_digest)
    if not known.catalogue.tables:
        raise NotFound
    return Opened(head, known, newest())


def explore(opened: Opened, countries: frozenset[str], asked: Asked, naming: Naming) -> Explored:
    """Return the view that is asked for, as somebody sees it who is limited to countries; none means all."""
    catalogue = opened.known.catalogue
    table = choosing.settle(asked, catalogue).table
    categories = _categories(catalogue, table, countries, naming)
    choice = choosing.settle(asked, catalogue, categories)
    cells = _cells(opened.head.id, catalogue, choice, categories)
    return Explored(exploring.view(cells, choice, naming), categories)


def profile(opened: Opened, countries: frozenset[str], asked: Compared, naming: Naming) -> Profile:
    """Return the profile of a category of a one-way table; the first that shows a score when there is no such category.

    Raises NotFound when there is no such table.
    """
    catalogue, table = opened.known.catalogue, asked.table
    if table not in profiled(catalogue):
        raise NotFound
    categories = _categories(catalogue, table, countries, naming)
    if not categories:
        raise NotFound
    category = asked.category if asked.category in categories else _first(opened, table, categories)
    beside = _beside(catalogue, table, category)
    cells = {(cell.table, cell.item): cell for one in beside for cell in _means(opened, one)}
    items = dict.fromkeys(item for _, item in cells)
    lines = tuple(
        exploring.Line(item, tuple(cells.get((one.table, item)) for one in beside))
        for item in sorted(items, key=exploring.item_place)
    )
    return Profile(table, category, categories, beside, lines, _counts(opened.head.id, catalogue, beside[0]))


def profiled(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the tables whose categories have a profile: one dimension, and scores."""
    return tuple(
        table
        for table in catalogue.tables
        if len(exploring.dimensions(table)) == 1
        and not exploring.is_trend(table)
        and Measure.SCORE in catalogue.measures(table)
    )


def define(opened: Opened, countries: frozenset[str], key: tuple[str, str, str, str, str, str]) -> Defined:
    """Return one figure by the key of its cell; NotFound where there is none, or not for this reader."""
    table, first, second, measure, item, statistic = key
    if measure not in {one.value for one in Measure} or not _sees(table, first, countries):
        raise NotFound
    wanted = Wanted(table, Measure(measure), (item,), (first,), (statistic,))
    found = [cell for cell in released_cells.part(db.session, opened.head.id, wanted) if cell.second == second]
    row = releases.by_number(db.session, opened.head.number)
    if not found or row is None:
        raise NotFound
    names = releases.names_of(db.session, {row.made_by, row.approved_by})
    return Defined(found[0], names.get(row.made_by, ""), names.get(row.approved_by, ""))


@lru_cache(maxsize=_KEPT)
def _known(release_id: str, number: int, digest: str) -> Known:  # noqa: ARG001 - both name what is remembered
    """Compare a release with its digest, once in each process; what was approved never changes."""
    cells = reading.read(number).table.cells
    totals = {cell.measure: cell for cell in cells if cell.table == _ALL and not cell.item}
    return Known(choosing.catalogue(cell.key for cell in cells), totals)


def _sees(table: str, first: str, countries: frozenset[str]) -> bool:
    return not countries or not is_of_countries(table) or first in countries


def _categories(catalogue: Catalogue, table: str, countries: frozenset[str], naming: Naming) -> tuple[str, ...]:
    """Return the categories of a table's first dimension that a reader may see, in their order."""
    cuts = exploring.dimensions(table)
    if not cuts:
        return ()
    seen = (one for one in catalogue.categories[table] if _sees(table, one, countries))
    return tuple(exploring.in_order(seen, cuts[0], naming))


def _cells(release_id: str, catalogue: Catalogue, choice: Choice, categories: tuple[str, ...]) -> Iterable[Cell]:
    """Read the cells of a choice; those of categories that the reader may not see are never asked for."""
    items = catalogue.items[choice.table, choice.measure.value, choice.statistic]
    wanted = items if choice.item == ITEMS else (choice.item,)
    firsts = categories if exploring.dimensions(choice.table) else ("",)
    if choice.item == ITEMS and choice.category:
        firsts = (choice.category,)
    return released_cells.part(
        db.session, release_id, Wanted(choice.table, choice.measure, wanted, firsts, choice.statistics)
    )


def _first(opened: Opened, table: str, categories: tuple[str, ...]) -> str:
    """Return the first category in their order of which a mean is shown; the very first where none is."""
    wanted = Wanted(table, Measure.SCORE, opened.rows, categories, ("mean",))
    shown = {cell.first for cell in released_cells.part(db.session, opened.head.id, wanted) if cell.value is not None}
    return next((one for one in categories if one in shown), categories[0])


def _beside(catalogue: Catalogue, table: str, category: str) -> tuple[Compared, ...]:
    """Return a category, the region of a country, and all."""
    found = [Compared(table, category)]
    region = regions.region_of(category) if table == exploring.COUNTRY else ""
    if region and region in catalogue.categories.get("region", ()):
        found.append(Compared("region", region))
    if _ALL in catalogue.tables:
        found.append(Compared(_ALL, ""))
    return tuple(found)


def _means(opened: Opened, one: Compared) -> tuple[Cell, ...]:
    wanted = Wanted(one.table, Measure.SCORE, opened.rows, (one.category,), ("mean",))
    return released_cells.part(db.session, opened.head.id, wanted)


def _counts(release_id: str, catalogue: Catalogue, one: Compared) -> tuple[Cell, ...]:
    """Return how many organisations were invited, have started and submitted, and are counted."""
    measures = (Measure.INVITED, Measure.STARTED, Measure.SUBMITTED, Measure.ORGANISATIONS)
    return tuple(
        cell
        for measure in measures
        if measure in catalogue.measures(one.table)
        for cell in released_cells.part(db.session, release_id, Wanted(one.table, measure, ("",), (one.category,)))
    )
