"""Retiring a version: announced, undone while it lies ahead, final afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from assessment.content import files
from assessment.domain.access import Person
from assessment.domain.questionnaire import Depth
from assessment.domain.rounds import Terms
from assessment.services import assessments, version_ends
from assessment.services.conflicts import Stale
from assessment.services.places import NotFound
from assessment.services.rounds import managing, reading
from assessment.services.rounds.managing import Unfit
from assessment.services.version_ends import DayPassed
from assessment.storage import db
from assessment.storage.tables import TrailLine
from tests import factories

if TYPE_CHECKING:
    from datetime import date

BY, NOW = Person("editor"), factories.NOW
TODAY, TOMORROW = NOW.date(), NOW.date() + timedelta(days=1)
pytestmark = pytest.mark.usefixtures("context")


def _end(last_day: date | None, *, days: int = 0) -> None:
    version_ends.end_version("altai", "2019.1", last_day, BY, NOW + timedelta(days=days))


def test_a_version_is_started_until_its_last_day_and_no_longer() -> None:
    _end(TODAY)

    standing = version_ends.standing_of("altai", "2019.1")
    assert not standing.is_over(TODAY)
    assert standing.is_over(TOMORROW)


def test_an_end_that_lies_ahead_can_be_moved_and_taken_back() -> None:
    _end(TOMORROW)
    _end(TODAY)
    _end(None)

    assert version_ends.last_day_of("altai", "2019.1") is None
    assert db.session.query(TrailLine).count() == 3


def test_setting_the_same_day_again_leaves_no_line() -> None:
    _end(TOMORROW)
    _end(TOMORROW)

    assert db.session.query(TrailLine).count() == 1


def test_no_version_is_ended_backwards() -> None:
    with pytest.raises(DayPassed):
        _end(TODAY, days=1)


@pytest.mark.parametrize("last_day", [None, TODAY + timedelta(days=9)], ids=["taken-back", "later"])
def test_what_has_ended_does_not_come_back(last_day: date | None) -> None:
    _end(TODAY)

    with pytest.raises(DayPassed):
        _end(last_day, days=1)


def test_what_is_not_published_has_no_end() -> None:
    with pytest.raises(NotFound):
        version_ends.end_version("altai", "1999.1", TODAY, BY, NOW)


def test_no_assessment_starts_with_what_has_ended_and_one_on_its_last_day_does() -> None:
    system = factories.system(factories.organisation())
    pilot = files.load("altai", "2019.1")
    _end(TODAY)

    assessments.start_assessment(system, pilot, Depth.FULL, BY, NOW)
    with pytest.raises(Stale):
        assessments.start_assessment(system, pilot, Depth.FULL, BY, NOW + timedelta(days=1))


def test_no_round_is_made_with_what_has_ended_and_one_that_has_it_goes_on() -> None:
    terms = Terms("East Africa", "altai", "2019.1", Depth.FULL, TODAY, TODAY + timedelta(days=9), {"KE": 5}, ("en",))
    _end(TODAY)
    made = managing.make_round(terms, BY, NOW)

    with pytest.raises(Unfit):
        managing.make_round(terms, BY, NOW + timedelta(days=1))
    managing.change_round(made, replace(terms, name="Another name"), 1, BY, NOW + timedelta(days=1))
    assert reading.name_of(made) == "Another name"


def test_everybody_can_see_what_runs_with_a_version() -> None:
    system = factories.system(factories.organisation())
    for state in ("draft", "in-review", "submitted"):
        factories.assessment(system, state=state)
    factories.round_("Open one", state="open")
    factories.round_("Closed one", state="closed")

    standing = version_ends.standing_of("altai", "2020.1")
    assert (standing.running, standing.submitted, standing.rounds) == (2, 1, ("Open one",))
