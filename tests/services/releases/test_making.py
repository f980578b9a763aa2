"""Making and approving a release: through the real worker, by two people, whole or not at all."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

from assessment import storage
from assessment.domain.disclosure.cells import Status
from assessment.domain.disclosure.publishable import Altered
from assessment.domain.trail import Event
from assessment.services import anchors, trail
from assessment.services.places import NotFound
from assessment.services.releases import approving, asking, reading
from assessment.storage import consents as stored_consents
from assessment.storage import db, erasure
from assessment.storage.tables import (
    Organisation,
    Release,
    ReleaseCell,
    ReleaseContribution,
    Round,
    Submission,
    TrailLine,
)
from tests.services.releases import scene
from tests.services.releases.scene import AFTER, NOW

if TYPE_CHECKING:
    from flask import Flask

    from tests.services.releases.scene import Population

MAKER, APPROVER = "maker" * 5, "approver" * 3


def asked(population: Population) -> str:
    return asking.ask(asking.find_wish(population.round_id, AFTER), MAKER, AFTER)


def made(population: Population) -> str:
    id_ = asked(population)
    scene.do_jobs(AFTER)
    return id_


def test_a_release_is_made_approved_and_read(any_app: Flask) -> None:
    with any_app.app_context():
        id_ = made(scene.population(40))

        assert scene.release(id_).state == "ready", scene.release(id_).problem
        assert reading.released() == ()
        assert approving.approve(id_, APPROVER, AFTER) == 1
        read = reading.read(1)
        shown = {cell.key: cell for cell in read.table.cells if cell.status is Status.SHOWN}
        assert shown["all", "", "", "organisations", "", "count"].value == 40
        assert ("all", "", "", "score", "HAO", "mean") in shown
        assert read.head.stages["contributed"] == 40


@pytest.mark.usefixtures("context")
def test_a_release_of_four_organisations_shows_nothing_about_them() -> None:
    id_ = made(scene.population(4))

    approving.approve(id_, APPROVER, AFTER)
    assert [cell for cell in reading.read(1).table.cells if cell.status is Status.SHOWN] == []


@pytest.mark.usefixtures("context")
def test_without_an_eligible_organisation_a_release_is_refused() -> None:
    id_ = made(scene.population(8, consent=False))

    release = scene.release(id_)
    assert (release.state, release.problem) == ("refused", "nobody")
    assert json.loads(release.stages)["exact"] == {
        "invited": 8, "started": 8, "submitted": 8, "eligible": 8, "consented": 0, "contributed": 0,
    }  # fmt: skip
    with pytest.raises(approving.NotReady):
        approving.approve(id_, APPROVER, AFTER)


@pytest.mark.usefixtures("context")
def test_who_made_a_release_cannot_approve_it() -> None:
    id_ = made(scene.population(6))

    with pytest.raises(approving.SamePerson):
        approving.approve(id_, MAKER, AFTER)
    assert scene.release(id_).number is None


@pytest.mark.usefixtures("context")
def test_only_one_release_is_made_at_a_time() -> None:
    population = scene.population(6)
    made(population)

    with pytest.raises(asking.UnderWay):
        asked(population)


@pytest.mark.usefixtures("context")
def test_a_round_is_released_only_once() -> None:
    population = scene.population(6)
    wish = asking.find_wish(population.round_id, AFTER)
    approving.approve(made(population), APPROVER, AFTER)

    with pytest.raises(asking.AlreadyReleased):
        asking.ask(wish, MAKER, AFTER)
    with pytest.raises(NotFound):
        asking.find_wish(population.round_id, AFTER)


@pytest.mark.usefixtures("context")
def test_after_a_release_was_discarded_the_round_can_be_released_again() -> None:
    population = scene.population(6)
    first = made(population)
    approving.discard(first, MAKER, AFTER)
    again = made(population)

    assert db.session.scalar(select(func.count()).select_from(ReleaseCell).where(ReleaseCell.release_id == first)) == 0
    assert approving.approve(again, APPROVER, AFTER) == 1


@pytest.mark.usefixtures("context")
def test_an_approved_release_cannot_be_discarded() -> None:
    id_ = made(scene.population(6))
    approving.approve(id_, APPROVER, AFTER)

    with pytest.raises(approving.NotReady):
        approving.discard(id_, APPROVER, AFTER)


@pytest.mark.usefixtures("context")
def test_a_round_that_runs_cannot_be_released() -> None:
    population = scene.population(6)
    with storage.transaction() as session:
        session.execute(update(Round).values(state="open", closed_at=None))

    with pytest.raises(NotFound):
        asking.find_wish(population.round_id, NOW)
    assert asking.find_wish(population.round_id, NOW + timedelta(days=3)).round_id == population.round_id


@pytest.mark.usefixtures("context")
def test_cells_that_were_changed_after_the_computation_are_not_approved() -> None:
    id_ = made(scene.population(6))
    with storage.transaction() as session:
        session.execute(update(ReleaseCell).where(ReleaseCell.position == 0).values(value=7))

    with pytest.raises(Altered):
        approving.approve(id_, APPROVER, AFTER)


def withdraw(organisation: str) -> None:
    with storage.transaction() as session:
        row = {"organisation_id": organisation, "purpose": "aggregate", "wording": 1, "given": False}
        stored_consents.add(session, row | {"decided_by": MAKER, "decided_at": AFTER})


def erase(organisation: str) -> None:
    with storage.transaction() as session:
        erasure.delete_organisation(session, organisation)


def suspend(organisation: str) -> None:
    with storage.transaction() as session:
        session.execute(update(Organisation).where(Organisation.id == organisation).values(suspended_at=AFTER))


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("leave", [withdraw, erase, suspend])
def test_a_release_that_holds_somebody_who_left_meanwhile_is_not_approved(leave: object) -> None:
    population = scene.population(6)
    id_ = made(population)
    leave(population.organisations[0])  # type: ignore[operator] # one of the three above

    with pytest.raises(approving.Outdated):
        approving.approve(id_, APPROVER, AFTER)


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("leave", [withdraw, erase, suspend])
def test_who_left_is_in_no_new_release_and_stays_in_the_old_one(leave: object) -> None:
    population = scene.population(7)
    approving.approve(made(population), APPROVER, AFTER)
    leave(population.organisations[0])  # type: ignore[operator] # one of the three above
    before = reading.read(1).table
    later = AFTER + timedelta(days=200)
    id_ = asking.ask(asking.possible(later)[0], MAKER, later)
    scene.do_jobs(later)

    assert json.loads(scene.release(id_).stages)["exact"]["contributed"] == 6
    assert reading.read(1).table == before


@pytest.mark.usefixtures("context")
def test_nothing_leads_from_a_contribution_back_to_an_erased_organisation() -> None:
    population = scene.population(6)
    approving.approve(made(population), APPROVER, AFTER)
    erase(population.organisations[0])

    ids = set(db.session.scalars(select(ReleaseContribution.organisation_id)))
    assert ids == {"", *population.organisations[1:]}


@pytest.mark.usefixtures("context")
def test_the_number_is_in_the_trail_and_the_trail_is_signed() -> None:
    id_ = made(scene.population(6))
    approving.approve(id_, APPROVER, AFTER)

    line = db.session.scalars(select(TrailLine).where(TrailLine.event == Event.RELEASE_APPROVED.value)).one()
    report = trail.verify(AFTER)
    assert (line.subject, report.is_sound, report.newer) == (id_, True, 0)
    assert anchors.public_key()


@pytest.mark.usefixtures("context")
def test_a_voided_submission_does_not_count() -> None:
    population = scene.population(6)
    with storage.transaction() as session:
        session.execute(update(Submission).where(Submission.id == population.submissions[0]).values(voided_at=AFTER))

    assert json.loads(scene.release(made(population)).stages)["exact"]["contributed"] == 5


@pytest.mark.usefixtures("context")
def test_submissions_from_before_get_their_score_row_when_a_release_is_made() -> None:
    id_ = made(scene.population(6, with_rows=False))

    assert json.loads(scene.release(id_).stages)["exact"]["contributed"] == 6


@pytest.mark.usefixtures("context")
def test_a_worker_that_stops_leaves_nothing_that_could_be_approved(monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = asked(scene.population(12))
    monkeypatch.setattr("assessment.services.releases.making.digest_of", lambda _cells: "broken")
    scene.do_jobs(AFTER)

    assert scene.release(id_).state == "computing"
    with pytest.raises(approving.NotReady):
        approving.approve(id_, APPROVER, AFTER)
    monkeypatch.undo()
    scene.do_jobs(AFTER + timedelta(hours=1))
    assert scene.release(id_).state == "ready"


@pytest.mark.usefixtures("context")
def test_a_release_that_was_discarded_is_not_made() -> None:
    id_ = asked(scene.population(6))
    approving.discard(id_, MAKER, AFTER)
    scene.do_jobs(AFTER)

    assert scene.release(id_).state == "discarded"
    assert db.session.scalar(select(func.count()).select_from(ReleaseContribution)) == 0


@pytest.mark.usefixtures("context")
def test_a_finished_quarter_can_be_released_and_a_running_one_cannot() -> None:
    scene.population(6)

    periods = [wish.period for wish in asking.possible(NOW + timedelta(days=60)) if not wish.round_id]
    assert periods == ["2026-Q4"]
    assert [wish.period for wish in asking.possible(NOW) if not wish.round_id] == []


@pytest.mark.slow
@pytest.mark.usefixtures("context")
def test_the_cells_of_a_second_release_follow_the_first() -> None:
    population = scene.population(30)
    approving.approve(made(population), APPROVER, AFTER)
    scene.add(population, 1)
    later = NOW + timedelta(days=60)
    id_ = asking.ask(asking.possible(later)[0], MAKER, later)
    scene.do_jobs(later)
    approving.approve(id_, APPROVER, later)

    total = next(c for c in reading.read(2).table.cells if c.key == ("all", "", "", "organisations", "", "count"))
    assert (total.value, total.as_of) == (30, 1)
    assert db.session.scalar(select(func.count()).select_from(Release)) == 2
