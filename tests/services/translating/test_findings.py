"""Every rule about translations has a fixture that breaks it and nothing else, and every fixture a rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assessment.content import catalogue
from assessment.content.rules import ALL_RULES, MESSAGES, RULES
from assessment.services.translating import catalogues
from tests.content.faults import places
from tests.services.translating.faults import HERE, read, small

if TYPE_CHECKING:
    from assessment.content.translations.checking import Checked

FIXTURES = sorted((HERE / "findings").glob("*.yaml"))


def stem(path: Path) -> str:
    return path.stem


def codes(checked: Checked) -> set[str]:
    return {finding.code for finding in checked.findings}


def test_the_small_catalogue_has_no_findings(tmp_path: Path) -> None:
    assert catalogues.check_one(small(tmp_path), "fr", "interface").findings == ()


def test_every_rule_has_a_fixture_and_every_fixture_a_rule() -> None:
    assert [path.name.partition("-")[0] for path in FIXTURES] == sorted(rule.code for rule in MESSAGES)


def test_no_code_is_used_twice() -> None:
    assert len({rule.code for rule in (*ALL_RULES, *MESSAGES)}) == len(ALL_RULES) + len(MESSAGES)
    assert all(RULES[rule.code] is rule for rule in MESSAGES)


@pytest.mark.parametrize("path", FIXTURES, ids=stem)
def test_a_fixture_finds_its_code_and_nothing_but_its_companions(path: Path, tmp_path: Path) -> None:
    fault = read(path)

    assert codes(fault.check(tmp_path)) == {fault.finds} | fault.also


@pytest.mark.parametrize("path", FIXTURES, ids=stem)
def test_a_finding_says_how_to_mend_it_and_leaves_no_place_unfilled(path: Path, tmp_path: Path) -> None:
    for finding in read(path).check(tmp_path).findings:
        assert finding.message.endswith((".", "’", ")"))
        assert finding.hint
        assert "None" not in finding.message
        assert places(finding.rule) <= dict(finding.values).keys()


def test_the_page_of_codes_is_current() -> None:
    page = Path(__file__).parents[3] / "docs" / "translation-findings.md"

    assert page.read_text("utf-8") == catalogue.translations_page()
