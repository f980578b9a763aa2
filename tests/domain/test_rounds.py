"""When a round takes answers, and what may change about it when."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assessment.domain.questionnaire import Depth
from assessment.domain.rounds import FIXED, STEPS, Phase, RoundState, Step, Terms, invitations_last_until, phase_of

TERMS = Terms(
    "Spring", "altai", "2020.1", Depth.FULL, date(2026, 3, 1), date(2026, 5, 31), {"KE": 20, "UG": 15}, ("en",)
)  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        ("2026-02-28T23:59", Phase.AHEAD),
        ("2026-03-01T00:00", Phase.RUNNING),
        ("2026-05-31T23:59", Phase.RUNNING),
        ("2026-06-01T11:59", Phase.RUNNING),
        ("2026-06-01T12:00", Phase.OVER),
    ],
)
def test_an_open_round_runs_until_its_last_day_has_ended_everywhere_on_earth(moment: str, phase: Phase) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)

    assert phase_of(RoundState.OPEN, TERMS, at) is phase


@pytest.mark.parametrize(
    ("state", "phase"), [(RoundState.DRAFT, Phase.DRAFT), (RoundState.CLOSED, Phase.CLOSED)], ids=["draft", "closed"]
)
def test_drafts_and_closed_rounds_never_run(state: RoundState, phase: Phase) -> None:
    assert phase_of(state, TERMS, datetime(2026, 4, 1, tzinfo=UTC)) is phase


def test_every_step_is_possible_in_exactly_one_state() -> None:
    assert sorted(step.value for steps in STEPS.values() for step in steps) == sorted(step.value for step in Step)


def test_what_is_fixed_names_real_terms_and_only_grows() -> None:
    order = [RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED]
    names = set(Terms.__dataclass_fields__)

    assert all(FIXED[state] <= names for state in order)
    assert FIXED[order[0]] <= FIXED[order[1]] <= FIXED[order[2]]


def test_the_target_of_a_round_is_that_of_all_its_countries() -> None:
    assert TERMS.target == 35


def test_an_invitation_still_opens_for_thirty_days_after_the_end() -> None:
    assert invitations_last_until(date(2026, 5, 31)) == datetime(2026, 7, 1, 12, tzinfo=UTC)
