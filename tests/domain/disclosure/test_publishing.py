from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.content import files
from assessment.content.policies import load
from assessment.domain.disclosure.cells import Measure, Reason, Status
from assessment.domain.disclosure.profile import profile_of
from assessment.domain.disclosure.publishing import Former, Published, Refused, Told, publish
from assessment.solver.highs import Highs
from tests.domain.disclosure.people import population


def published(size: int, countries: int = 3, seed: int = 1) -> Published:
    return publish(population(size, countries, seed), [], load(1), Highs(), lambda _: None, {("invited", ""): 40})


def test_the_same_input_gives_the_same_cells() -> None:
    assert published(14).table.digest == published(14).table.digest


def test_the_order_of_the_contributions_does_not_matter() -> None:
    people = population(14, 3)
    one, other = (publish(order, [], load(1), Highs(), lambda _: None, {}) for order in (people, people[::-1]))

    assert one.table == other.table


def test_four_organisations_publish_no_figure() -> None:
    cells = published(4).table.cells

    assert {cell.status for cell in cells if cell.measure is not Measure.INVITED} == {Status.CONFIDENTIAL}
    assert {cell.reason for cell in cells if cell.measure is not Measure.INVITED} == {Reason.FEW}


def test_a_release_of_nobody_is_refused() -> None:
    with pytest.raises(Refused, match="nobody"):
        publish([], [], load(1), Highs(), lambda _: None, {})


def test_few_who_join_while_many_correct_do_not_show_beside_the_renewed_mean() -> None:
    """Ten, then thirteen with other scores: the mean is new, the number is that of the former release."""
    ten, thirteen = population(10, 1, seed=1), population(13, 1, seed=2)
    first = publish(ten, [], load(1), Highs(), lambda _: None, {})
    former = [Former(1, ten, first.table.cells, is_same_round=True)]

    second = publish(thirteen, former, load(1), Highs(), lambda _: None, {})

    found = [c for c in second.table.cells if c.table == "all" and c.measure is Measure.SCORE and c.value is not None]
    renewed = [cell for cell in found if cell.statistic == "mean" and cell.as_of == 0]
    assert renewed
    assert {cell.count for cell in renewed} == {10}


def of_the_addon(size: int, policy: int) -> set[tuple[str, str]]:
    """Return item and statistic of all figures that a release of the add-on shows of all organisations."""
    profile = profile_of([files.load("altai-generative", "2026.2")])
    names = dict(zip(("HAO", "HAO-A", "HAO-B", "TRS-A", "TRS-B"), (*profile.rows, *profile.row_of), strict=True))
    members = [
        replace(one, scores={new: one.scores[old] for old, new in names.items()}, bands={"GAI": one.bands["HAO"]})
        for one in population(size, 1)
    ]
    made = publish(members, [], load(policy), Highs(), lambda _: None, {}, Told(profile=profile))
    return {(cell.item, cell.statistic) for cell in made.table.cells if cell.table == "all" and cell.value is not None}


def test_the_row_of_an_add_on_is_told_like_every_row() -> None:
    shown = of_the_addon(40, policy=2)

    assert {("GAI", "mean"), ("GAI", "median"), ("GAI", "started"), ("GAI-A", "mean")} <= shown


def test_the_row_of_an_add_on_needs_as_many_as_every_row() -> None:
    """Policy 1 took it for a sub-section, which needs ten."""
    assert ("GAI", "mean") in of_the_addon(7, policy=2)
    assert ("GAI", "mean") not in of_the_addon(7, policy=1)


@pytest.mark.slow
def test_a_second_round_takes_few_programmes_for_each_score() -> None:
    """What cannot be proven beside the new figures is proven by withdrawing some, not by trying again and again."""
    before, now = population(30, 3, seed=1), population(34, 3, seed=2)
    first = publish(before, [], load(1), Highs(), lambda _: None, {})
    former = [Former(1, before, first.table.cells, is_same_round=False)]

    second = publish(now, former, load(1), Highs(), lambda _: None, {})

    assert second.audit.programmes < 4 * second.audit.scores
