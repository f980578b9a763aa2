from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assessment.content import files, policies
from assessment.content.errors import ChangedAfterPublication, DoesNotCompile, UnknownPolicy
from assessment.domain.disclosure.policy import Shows
from assessment.domain.disclosure.profile import Profile, profile_of

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = (policies.FOLDER / "disclosure-1.yaml").read_text("utf-8")


def changed(pattern: str, replacement: str) -> bytes:
    text, times = re.subn(pattern, replacement, SHIPPED, count=1, flags=re.MULTILINE)
    assert times == 1
    return text.encode()


def test_the_shipped_policy_is_listed_and_reads() -> None:
    policy = policies.load(1)

    assert (policy.version, policy.count_from, policy.mean_from, policy.distribution_from) == (1, 5, 5, 10)
    assert (policy.width, policy.insiders, policy.coordinated_insiders, policy.change) == (20, 1, 2, 5)


def test_the_newest_policy_takes_the_rows_of_the_questionnaire_and_differs_in_nothing_else() -> None:
    first, newest = policies.load(1), policies.load()
    same = replace(newest, version=1, fingerprint=first.fingerprint, rows=first.rows, row_of=None)

    assert (newest.rows, newest.applied(Profile(("GAI",))).rows) == ((), ("GAI",))
    assert same == first


@pytest.mark.parametrize("version", [one.version for one in files.versions() if one.questionnaire == "altai"])
def test_for_altai_both_policies_know_the_same_rows_and_sub_sections(version: str) -> None:
    """The version of 2019 has no row on fundamental rights."""
    first, profile = policies.load(1), profile_of([files.load("altai", version)])

    assert profile.rows == first.rows[: len(profile.rows)]
    assert profile.row_of == {part: first.row(part) for part in profile.row_of}


def test_country_by_sector_shows_counts_alone() -> None:
    table = next(table for table in policies.load(1).tables if table.id == "country-sector")

    assert table.shows == {Shows.COUNT}


@pytest.mark.parametrize(
    ("pattern", "below"),
    [
        (r"^  count: 5$", "  count: 2"),
        (r"^  mean: 5$", "  mean: 4"),
        (r"^  distribution: 10$", "  distribution: 9"),
        (r"^  quartiles: 20$", "  quartiles: 19"),
        (r"^  commonest: 20$", "  commonest: 9"),
        (r"^  step: 5$", "  step: 1"),
        (r"^  width: 20$", "  width: 19"),
        (r"^  insiders: 1$", "  insiders: 0"),
        (r"^  coordinated_insiders: 2$", "  coordinated_insiders: 1"),
        (r"^  change: 5$", "  change: 4"),
        (r"^  dominance_share: 90$", "  dominance_share: 100"),
        (r"^  band: 10$", "  band: 1"),
    ],
)
def test_no_policy_undercuts_a_floor(pattern: str, below: str) -> None:
    with pytest.raises(DoesNotCompile):
        policies.read(changed(pattern, below), "changed.yaml")


def test_a_table_of_three_cuts_is_refused() -> None:
    with pytest.raises(DoesNotCompile) as refused:
        policies.read(changed(r"by: \[region, sector\]", "by: [region, sector, size]"), "changed.yaml")

    assert [finding.code for finding in refused.value.findings] == ["D102"]


def test_a_table_that_is_there_twice_is_refused() -> None:
    with pytest.raises(DoesNotCompile) as refused:
        policies.read(changed(r"id: region-size", "id: region"), "changed.yaml")

    assert [finding.code for finding in refused.value.findings] == ["D101"]


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(DoesNotCompile):
        policies.read(SHIPPED.encode() + b"exceptions: [KE]\n", "changed.yaml")


def copied(folder: Path, content: bytes) -> Path:
    (folder / policies.LISTED).write_bytes((policies.FOLDER / policies.LISTED).read_bytes())
    (folder / "disclosure-1.yaml").write_bytes(content)
    return folder


def test_a_listed_policy_that_was_changed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ChangedAfterPublication, match="disclosure-1"):
        policies.load(1, copied(tmp_path, SHIPPED.encode() + b"\n"))


def test_a_listed_policy_whose_file_is_gone_is_refused(tmp_path: Path) -> None:
    copied(tmp_path, b"").joinpath("disclosure-1.yaml").unlink()

    with pytest.raises(ChangedAfterPublication):
        policies.load(1, tmp_path)


def test_a_damaged_list_is_refused(tmp_path: Path) -> None:
    copied(tmp_path, SHIPPED.encode()).joinpath(policies.LISTED).write_text("0000 disclosure-1.yaml\n", "utf-8")

    with pytest.raises(ChangedAfterPublication, match="Restore"):
        policies.load(1, tmp_path)


def test_a_version_that_is_not_listed_is_unknown() -> None:
    with pytest.raises(UnknownPolicy, match="These exist: 1"):
        policies.load(3)
