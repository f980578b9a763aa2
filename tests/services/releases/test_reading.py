"""Reading releases: only approved ones, whole or limited to countries, and never what was altered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from assessment import storage
from assessment.domain.disclosure.publishable import Altered
from assessment.services.places import NotFound
from assessment.services.releases import reading
from assessment.storage.tables import ReleaseCell
from tests import factories, releases

if TYPE_CHECKING:
    from flask import Flask


def test_a_release_is_read_as_it_was_approved(any_app: Flask) -> None:
    with any_app.app_context():
        made = releases.release()

        assert reading.read(made.number or 0).table.cells == releases.cells()


def test_releases_are_listed_the_newest_first(any_app: Flask) -> None:
    with any_app.app_context():
        releases.release()
        releases.release(releases.cells(former=1))

        assert [head.number for head in reading.released()] == [2, 1]


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("number", [0, -1, 2, 2**40])
def test_a_number_that_was_never_given_is_not_found(number: int) -> None:
    releases.release()

    with pytest.raises(NotFound):
        reading.read(number)


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("state", ["ready", "discarded", "refused"])
def test_a_release_that_is_not_approved_is_not_found(state: str) -> None:
    releases.release(number=1, state=state)

    assert reading.released() == ()
    with pytest.raises(NotFound):
        reading.read(1)


@pytest.mark.usefixtures("context")
def test_an_altered_cell_is_never_shown() -> None:
    made = releases.release()
    with storage.transaction() as session:
        session.execute(update(ReleaseCell).where(ReleaseCell.position == 3).values(value=99))

    with pytest.raises(Altered):
        reading.read(made.number or 0)


@pytest.mark.usefixtures("context")
def test_who_is_limited_to_countries_sees_their_cells_and_those_of_no_country() -> None:
    made = releases.release(releases.cells(former=1))

    found = reading.read(made.number or 0, frozenset({"KE"})).table.cells

    countries = {cell.first for cell in found if cell.table in {"country", "country-sector", "trend-country"}}
    assert countries == {"KE"}
    assert {cell.table for cell in found} == {*releases.CUTS, "trend-all", "trend-region", "trend-country"}


@pytest.mark.usefixtures("context")
def test_an_organisation_is_told_which_releases_contain_it() -> None:
    inside, outside = factories.organisation(), factories.organisation("Another")
    made = releases.release(organisations=[inside.id])

    assert [head.id for head in reading.of_organisation(inside.id)] == [made.id]
    assert reading.of_organisation(outside.id) == ()
