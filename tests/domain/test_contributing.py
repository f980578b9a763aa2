"""What an organisation with several systems contributes: exact means, cautious bands, gaps that all systems share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain.contributing import Part, contribution, normalised

FIRST = Part(
    role="provider", version="2020.1", scores={"HAO": 1_000_000_000, "HAO-A": 500_000_000}, bands={"HAO": "in-place"},
    asked=frozenset({"A", "B"}), gaps=frozenset({"A"}), actions=frozenset({"A", "Z"}),
)  # fmt: skip
SECOND = Part(
    role="provider", version="2019.1", scores={"HAO": 1}, bands={"HAO": "not-yet"}, asked=frozenset({"A", "C"}),
    gaps=frozenset({"C"}), actions=frozenset({"C"}),
)  # fmt: skip


def of(*parts: Part):  # type: ignore[no-untyped-def] # noqa: ANN201 - a test's short way
    return contribution(("p", "u"), {"country": "KE"}, parts)


def test_a_score_is_the_mean_of_the_systems_that_have_one_half_up() -> None:
    assert of(FIRST, SECOND).scores == {"HAO": 500_000_001, "HAO-A": 500_000_000}


def test_one_system_contributes_its_own_band() -> None:
    capped = replace(FIRST, bands={"HAO": "started"})

    assert of(capped).bands == {"HAO": "started"}


def test_several_systems_have_the_band_of_their_mean() -> None:
    assert of(FIRST, SECOND).bands == {"HAO": "mostly-in-place"}


def test_what_caps_every_system_caps_the_band_of_the_mean() -> None:
    capped = replace(FIRST, bands={"HAO": "started"})

    assert of(capped, capped).bands == {"HAO": "started"}


def test_a_gap_is_where_no_system_has_anything_in_place() -> None:
    assert of(FIRST, SECOND).asked == {"A", "B", "C"}
    assert of(FIRST, SECOND).gaps == {"C"}


def test_actions_are_told_of_what_counts() -> None:
    assert of(FIRST, SECOND).actions == {"A", "C"}


@pytest.mark.parametrize(
    ("roles", "role"), [(("provider",), "provider"), (("provider", "deployer"), "both"), (("", "deployer"), "deployer")]
)
def test_an_organisation_with_systems_in_both_roles_has_both(roles: tuple[str, ...], role: str) -> None:
    assert of(*(replace(FIRST, role=one) for one in roles)).attributes["role"] == role


def test_the_version_is_that_of_the_newest_submission() -> None:
    assert of(SECOND, FIRST).attributes["version"] == "2019.1"


@pytest.mark.parametrize("other", ["ministry of  health", "Ministry-of-Health", "MINISTRY\u00a0of Health."])
def test_spellings_of_one_holding_are_the_same(other: str) -> None:
    assert normalised("Ministry of Health") == normalised(other)
