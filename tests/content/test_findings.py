"""Every rule of the check has a fixture that breaks it and nothing else, and every fixture a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.content.checking import check_file
from assessment.content.rules import ALL_RULES, RULES
from tests.content.faults import MINI, QUESTIONNAIRES, places, read

if TYPE_CHECKING:
    from pathlib import Path

FINDINGS = sorted((QUESTIONNAIRES / "findings").glob("*.yaml"))
FAULTS = sorted((QUESTIONNAIRES / "faults").glob("*.yaml"))


def stem(path: Path) -> str:
    return path.stem


def test_the_small_questionnaire_has_no_findings() -> None:
    checked = check_file(MINI)

    assert checked.findings == ()
    assert checked.questionnaire is not None


def test_every_rule_has_a_fixture_and_every_fixture_a_rule() -> None:
    assert [path.name.partition("-")[0] for path in FINDINGS] == sorted(rule.code for rule in ALL_RULES)


def test_no_code_is_used_twice() -> None:
    assert len({rule.code for rule in ALL_RULES}) == len(ALL_RULES)
    assert all(RULES[rule.code] is rule for rule in ALL_RULES)


@pytest.mark.parametrize("path", FINDINGS, ids=stem)
def test_a_fixture_finds_its_code_and_nothing_but_its_companions(path: Path, tmp_path: Path) -> None:
    fault = read(path)
    found = {finding.code for finding in fault.check(tmp_path).findings}

    assert fault.finds == (path.name.partition("-")[0],)
    assert found == set(fault.finds) | fault.also


@pytest.mark.parametrize("path", FAULTS, ids=stem)
def test_no_fault_of_other_tools_gets_past_the_check(path: Path, tmp_path: Path) -> None:
    fault = read(path)
    found = {finding.code for finding in fault.check(tmp_path).findings}

    assert found == set(fault.finds) | fault.also


@pytest.mark.parametrize("path", [*FINDINGS, *FAULTS], ids=stem)
def test_every_companion_is_explained(path: Path) -> None:
    fault = read(path)

    assert not fault.also or fault.data.get("because")


@pytest.mark.parametrize("path", FINDINGS, ids=stem)
def test_a_finding_says_where_it_is_and_leaves_no_place_unfilled(path: Path, tmp_path: Path) -> None:
    without_a_line = {"R101", "R102", "R114"}
    for finding in read(path).check(tmp_path).findings:
        assert finding.code in without_a_line or (finding.line > 0 and finding.column > 0)
        assert "None" not in finding.message
        assert finding.hint.endswith((".", "”"))
        assert places(finding.rule) <= dict(finding.values).keys()


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_a_rule_speaks_in_whole_sentences(rule: object) -> None:
    code, level, title = rule.code, rule.level, rule.title  # type: ignore[attr-defined]  # parametrised
    message, hint = rule.message, rule.hint  # type: ignore[attr-defined]  # parametrised

    assert level in {"error", "warning", "advice"}
    assert (code[0] in "RSICVTLPBX", code[1:].isdigit(), title[0].isupper() or title[0] == "'") == (True, True, True)
    assert message.endswith(".")
    assert hint.endswith(".")
