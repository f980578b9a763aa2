"""Gathering: one contribution of each organisation, under pseudonyms that hold, by consent or public task."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from assessment import storage
from assessment.content import files
from assessment.domain.purposes import Basis
from assessment.services.releases import gathering
from assessment.storage import db, settings
from assessment.storage.gathering import Extent
from assessment.storage.tables import Organisation, ScoreRow, Submission
from tests import factories
from tests.services.releases import scene
from tests.services.releases.scene import AFTER, NOW

if TYPE_CHECKING:
    from flask import Flask

    from assessment.services.releases.gathering import Gathered
    from tests.services.releases.scene import Population


def extent(population: Population) -> Extent:
    return Extent(population.round_id, "altai", 3, "1.0", AFTER, is_demo=False)


def gathered(population: Population, **changes: object) -> Gathered:
    db.session.rollback()
    return gathering.gather(db.session, dataclasses.replace(extent(population), **changes))  # type: ignore[arg-type] # as given


def change(organisation: str, **values: object) -> None:
    with storage.transaction() as session:
        session.execute(update(Organisation).where(Organisation.id == organisation).values(**values))


def test_every_organisation_contributes_once(any_app: Flask) -> None:
    with any_app.app_context():
        population = scene.population(9)
        found = gathered(population)

        assert set(found.contributions) == set(population.organisations)
        assert found.counts["invited", ""] == found.counts["started", ""] == found.counts["submitted", ""] == 9
        assert sum(n for (measure, country), n in found.counts.items() if measure == "invited" and country) == 9


@pytest.mark.usefixtures("context")
def test_pseudonyms_tell_no_name_and_stay_the_same() -> None:
    population = scene.population(3)
    first, second = gathered(population), gathered(population)

    assert first.contributions == second.contributions
    pseudonyms = {one.organisation for one in first.contributions.values()}
    assert pseudonyms.isdisjoint(population.organisations)
    assert len(pseudonyms) == 3


@pytest.mark.usefixtures("context")
def test_organisations_of_one_holding_are_one_unit_and_so_is_the_holding_itself() -> None:
    population = scene.population(4)
    one, two, three, four = population.organisations
    change(one, holding="Ministry of Health")
    change(two, holding="ministry  of health ")
    change(three, name="Ministry of Health")
    units = {id_: made.unit for id_, made in gathered(population).contributions.items()}

    assert units[one] == units[two] == units[three] != units[four]


@pytest.mark.usefixtures("context")
def test_without_consent_nobody_is_counted_unless_a_public_task_says_so() -> None:
    population = scene.population(3, consent=False)
    assert gathered(population).contributions == {}
    with storage.transaction() as session:
        row = {"name": "inclusion-basis", "value": Basis.PUBLIC_TASK.value, "changed_by": "x", "changed_at": NOW}
        settings.put(session, row)

    assert len(gathered(population).contributions) == 3


@pytest.mark.usefixtures("context")
def test_invented_organisations_are_only_in_demonstrations() -> None:
    population = scene.population(3)
    change(population.organisations[0], is_demo=True)

    assert len(gathered(population).contributions) == 2
    assert len(gathered(population, is_demo=True).contributions) == 1


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(
    "other", [{"depth": 2}, {"questionnaire": "other"}, {"scoring_model": "2.0"}, {"round_id": "another"}]
)
def test_another_depth_questionnaire_model_or_round_does_not_count(other: dict[str, object]) -> None:
    assert gathered(scene.population(3), **other).contributions == {}


@pytest.mark.usefixtures("context")
def test_a_version_before_a_major_change_is_in_no_mean_with_the_newest() -> None:
    population = scene.population(3)
    with storage.transaction() as session:
        session.execute(
            update(ScoreRow).where(ScoreRow.organisation_id == population.organisations[0]).values(version="2019.1")
        )
    found = gathered(population, round_id="")

    assert set(found.contributions) == set(population.organisations[1:])
    assert found.stages["eligible"] == 2


@pytest.mark.usefixtures("context")
def test_a_version_that_only_mends_words_is_in_one_mean_with_the_one_before() -> None:
    population = scene.population(3)
    with storage.transaction() as session:
        session.execute(
            update(ScoreRow).where(ScoreRow.organisation_id == population.organisations[0]).values(version="2020.2")
        )
    found = gathered(population, round_id="").contributions
    rows = {row.id for row in files.load("altai", "2020.2").rows}

    assert {one.attributes["version"] for one in found.values()} == {"2020.1", "2020.2"}
    versions = gathering.versions_of(found.values())
    assert gathering.comparable("altai", versions, versions) == {
        (row, *pair) for row in rows for pair in (("2020.1", "2020.2"), ("2020.2", "2020.1"))
    }


@pytest.mark.usefixtures("context")
def test_a_round_counts_in_its_own_version() -> None:
    population = scene.population(3)
    with storage.transaction() as session:
        session.execute(update(ScoreRow).values(version="2019.1"))

    assert len(gathered(population).contributions) == 3


@pytest.mark.usefixtures("context")
def test_what_was_submitted_after_the_cut_off_does_not_count() -> None:
    population = scene.population(3)
    with storage.transaction() as session:
        late = AFTER.replace(year=2027)
        mine = ScoreRow.submission_id == population.submissions[0]
        session.execute(update(ScoreRow).where(mine).values(submitted_at=late))

    assert len(gathered(population).contributions) == 2


@pytest.mark.usefixtures("context")
def test_the_newest_submission_of_a_system_counts_until_it_is_voided() -> None:
    population = scene.population(1)
    row = db.session.scalars(select(ScoreRow)).one()
    newer = {column.name: getattr(row, column.name) for column in ScoreRow.__table__.columns}
    frozen = db.session.scalars(select(Submission)).one()
    copied = {column.name: getattr(frozen, column.name) for column in Submission.__table__.columns}
    copied |= {"id": "second", "number": 2, "code": "second", "submitted_at": AFTER}
    with storage.transaction() as session:
        session.add(Submission(**copied))
        session.flush()
        session.add(ScoreRow(**newer | {"submission_id": "second", "submitted_at": AFTER, "hao": 1}))

    (found,) = gathered(population).contributions.values()
    assert found.scores["HAO"] == 1
    with storage.transaction() as session:
        session.execute(update(Submission).where(Submission.id == "second").values(voided_at=factories.NOW))
    (found,) = gathered(population).contributions.values()
    assert found.scores["HAO"] != 1


@pytest.mark.usefixtures("context")
def test_a_contribution_is_kept_and_read_back_whole() -> None:
    (found,) = gathered(scene.population(1)).contributions.values()

    assert gathering.from_json(found.organisation, found.unit, gathering.as_json(found)) == found
