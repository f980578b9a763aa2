"""Releases of an add-on, and of versions that came after each other."""

from __future__ import annotations

import pytest

from assessment import storage
from assessment.domain.disclosure.cells import Measure
from assessment.services.releases import approving, asking, gathering, making, reading
from assessment.storage import db
from assessment.storage import releases as stored
from assessment.storage.gathering import Extent
from tests import releases
from tests.disclosure_attack.populations import plain
from tests.services.releases import scene
from tests.services.releases.scene import AFTER

ADD_ON = ("altai-generative", "2026.2")


@pytest.mark.slow
@pytest.mark.usefixtures("context")
def test_a_release_of_the_add_on_tells_its_row_and_the_parts_of_it() -> None:
    population = scene.population(40, edition=ADD_ON)
    id_ = asking.ask(asking.find_wish(population.round_id, AFTER), "maker" * 5, AFTER)
    scene.do_jobs(AFTER)
    approving.approve(id_, "approver" * 3, AFTER)

    cells = [one for one in reading.read(1).table.cells if one.table == "all" and one.value is not None]
    shown = {(one.measure, one.item) for one in cells}
    parts = {"GAI-A", "GAI-B", "GAI-C", "GAI-D"}
    assert {item for measure, item in shown if measure is Measure.SCORE} in ({"GAI"}, {"GAI"} | parts)
    assert (Measure.BAND, "GAI") in shown
    assert {item for measure, item in shown if measure is Measure.BAND} == {"GAI"}
    assert reading.read(1).head.policy == 2


@pytest.mark.usefixtures("context")
def test_what_two_former_releases_had_in_common_is_known_whatever_is_answered_now() -> None:
    """The trend of the second release was made of it, and stays what it was."""
    for version in ("2020.1", "2020.2"):
        row = releases.release()
        kept = {"pseudonym": "a" * 64, "unit": "a" * 64, "organisation_id": None}
        figures = gathering.as_json(plain("a", 50, version=version))
        with storage.transaction() as session:
            stored.add_contributions(session, row.id, [kept | {"figures": figures}])
    new = stored.by_number(db.session, 2)
    assert new is not None

    first, second = making.former_of(db.session, new, [plain("a", 50, version="2019.1")])

    assert ("HAO", "2020.1", "2020.2") in first.comparable
    assert ("HAO", "2020.1", "2020.2") not in second.comparable


@pytest.mark.usefixtures("context")
def test_only_rows_bring_a_band_into_a_release() -> None:
    population = scene.population(1, edition=ADD_ON)
    extent = Extent(population.round_id, ADD_ON[0], 3, "1.0", AFTER, is_demo=False)
    [one] = gathering.gather(db.session, extent).contributions.values()

    assert one.bands.keys() == {"GAI"}
    assert one.scores.keys() > {"GAI"}
