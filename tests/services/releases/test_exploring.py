"""Looking into a release: by index after one check of the whole, and never at a country that is not one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text, update

from assessment import storage
from assessment.domain.choosing import Asked
from assessment.domain.disclosure.cells import Measure
from assessment.domain.disclosure.publishable import Altered
from assessment.domain.exploring import ITEMS
from assessment.services.places import NotFound
from assessment.services.releases import exploring, reading
from assessment.services.releases.exploring import Compared
from assessment.storage import db, released_cells
from assessment.storage.released_cells import Wanted
from assessment.storage.tables import ReleaseCell
from tests import counting, releases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from assessment.domain.disclosure.cells import Cell

pytestmark = pytest.mark.usefixtures("context")
EVERYBODY: frozenset[str] = frozenset()


def naming(dimension: str, code: str) -> str:  # noqa: ARG001 - the interface
    return code


def seen(number: int, countries: frozenset[str]) -> set[Cell]:
    """Return every cell that somebody can bring on the screen, through views, profiles and pages of figures."""
    opened = exploring.open_release(number)
    found: set[Cell] = set()
    for asked in every_question(opened.known.catalogue.tables, opened):
        view = exploring.explore(opened, countries, asked, naming).view
        found |= {cell for line in view.lines for cell in line.cells if cell is not None}
    for table in exploring.profiled(opened.known.catalogue):
        for category in opened.known.catalogue.categories[table]:
            try:
                profile = exploring.profile(opened, countries, Compared(table, category), naming)
            except NotFound:
                continue
            found |= {cell for line in profile.lines for cell in line.cells if cell is not None} | {*profile.counts}
    for cell in reading.read(number).table.cells:
        try:
            found.add(exploring.define(opened, countries, cell.key).cell)
        except NotFound:
            continue
    return found


def every_question(tables: tuple[str, ...], opened: exploring.Opened) -> Iterator[Asked]:
    catalogue = opened.known.catalogue
    for table in tables:
        for measure in catalogue.measures(table):
            for statistic in catalogue.statistics[table, measure.value]:
                for item in catalogue.items[table, measure.value, statistic]:
                    yield Asked(table, measure.value, statistic, item)
                for category in catalogue.categories[table]:
                    yield Asked(table, measure.value, statistic, ITEMS, category)


def test_every_cell_can_be_seen_and_is_the_stored_one() -> None:
    made = releases.release(releases.cells(former=1))

    assert seen(made.number or 0, EVERYBODY) == set(releases.cells(former=1))


@pytest.mark.parametrize("countries", [{"KE"}, {"SN", "BR"}, {"ZZ"}])
def test_a_limited_official_sees_exactly_what_reading_gives_them(countries: set[str]) -> None:
    made = releases.release(releases.cells(former=1))
    allowed = reading.read(made.number or 0, frozenset(countries)).table.cells

    assert seen(made.number or 0, frozenset(countries)) == set(allowed)


def test_two_limited_officials_together_learn_nothing_more_than_the_release_shows() -> None:
    made = releases.release(releases.cells(former=1))
    released = {cell.key: cell for cell in reading.read(made.number or 0).table.cells}

    together = seen(made.number or 0, frozenset({"KE"})) | seen(made.number or 0, frozenset({"GH", "TG"}))

    assert all(released[cell.key] == cell for cell in together)
    assert {cell.first for cell in together if "country" in cell.table.split("-")} == {"KE", "GH", "TG"}


def test_the_profile_of_a_country_stands_beside_its_region_and_all() -> None:
    opened = exploring.open_release(releases.release().number or 0)

    found = exploring.profile(opened, EVERYBODY, Compared("country", "KE"), naming)

    assert [(one.table, one.category) for one in found.beside] == [
        ("country", "KE"), ("region", "sub-saharan-africa"), ("all", ""),
    ]  # fmt: skip
    assert [line.key for line in found.lines] == list(releases.ROWS)
    assert [cell.measure for cell in found.counts] == [
        Measure.INVITED, Measure.STARTED, Measure.SUBMITTED, Measure.ORGANISATIONS,
    ]  # fmt: skip


def test_a_table_without_scores_has_no_profile() -> None:
    opened = exploring.open_release(releases.release().number or 0)

    with pytest.raises(NotFound):
        exploring.profile(opened, EVERYBODY, Compared("country-sector", "KE"), naming)


def test_an_altered_release_is_never_looked_into() -> None:
    made = releases.release()
    with storage.transaction() as session:
        session.execute(update(ReleaseCell).where(ReleaseCell.position == 3).values(value=99))

    with pytest.raises(Altered):
        exploring.open_release(made.number or 0)


def test_a_release_without_any_cell_is_not_there() -> None:
    made = releases.release(())

    with pytest.raises(NotFound):
        exploring.open_release(made.number or 0)


def test_a_view_reads_no_more_cells_than_it_shows() -> None:
    number = releases.release().number or 0
    exploring.open_release(number)

    with counting.statements() as statements:
        exploring.explore(exploring.open_release(number), EVERYBODY, Asked("country"), naming)

    assert len(statements) == 3


def test_the_cells_of_a_view_are_found_by_their_index() -> None:
    wanted = Wanted("country", Measure.SCORE, ("HAO", "TRS"), ("KE", "SN"), ("mean",))
    asked = released_cells.query("x", wanted).compile(db.engine, compile_kwargs={"literal_binds": True})

    plan = " ".join(str(row) for row in db.session.execute(text(f"explain query plan {asked}")))

    assert "ix_release_cell_table (release_id=? AND table_id=? AND measure=? AND item=? AND first=?)" in plan
    assert "SCAN" not in plan
    assert "ORDER BY" not in plan


def test_views_are_found_on_every_database(any_app: Flask) -> None:
    with any_app.app_context():
        opened = exploring.open_release(releases.release().number or 0)

        view = exploring.explore(opened, EVERYBODY, Asked("country"), naming).view

        assert [line.key for line in view.lines] == ["BR", "GH", "KE", "SN", "TG"]
