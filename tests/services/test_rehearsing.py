"""The dry run of moving: it counts everything, and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.domain.moving import Fate
from assessment.services import moving, rehearsing
from assessment.services.places import NotFound
from tests.moves import NEWEST, PILOT, mover

if TYPE_CHECKING:
    from flask import Flask


def test_a_dry_run_counts_what_every_move_would_do_and_finds_each_undone(any_app: Flask) -> None:
    with any_app.app_context():
        one, two = mover(), mover()
        two.go("send-for-review", "sign", "submit")
        expected = moving.work_out(one.now(), NEWEST)[1]

        found = rehearsing.rehearse("altai", PILOT.version, NEWEST)

        assert (found.assessments, found.submitted, found.differing) == (1, 1, ())
        assert (found.answers, found.retired) == (len(PILOT.questions), len(expected.retired))
        assert found.fates == {fate: len(expected.of(fate)) for fate in Fate if expected.of(fate)}
        assert one.now().version == PILOT.version


def test_there_is_no_dry_run_where_no_way_leads(context: None) -> None:  # noqa: ARG001 - opened for the whole test
    with pytest.raises(NotFound):
        rehearsing.rehearse("altai", NEWEST, PILOT.version)
