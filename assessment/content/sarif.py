"""The findings of a check as SARIF 2.1.0, which code-hosting sites show beside the lines concerned."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from assessment.content.findings import Level
from assessment.content.rules import ALL_RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.content.checking import Checked
    from assessment.content.findings import Finding
    from assessment.content.rules import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "note"}


def to_sarif(checks: Sequence[Checked]) -> str:
    """Return one SARIF run with the findings of all files."""
    rules = [_rule(rule) for rule in ALL_RULES]
    positions = {rule.code: index for index, rule in enumerate(ALL_RULES)}
    run = {
        "tool": {"driver": {"name": "assessment questionnaire check", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, positions[finding.code]) for checked in checks for finding in checked.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.hint},
        "defaultConfiguration": {"level": _LEVELS[Level(rule.level)]},
    }


def _result(finding: Finding, position: int) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": PurePath(finding.path).as_posix()}}
    if finding.line:
        location["region"] = {"startLine": finding.line, "startColumn": max(finding.column, 1)}
    return {
        "ruleId": finding.code,
        "ruleIndex": position,
        "level": _LEVELS[finding.level],
        "message": {"text": f"{finding.message} {finding.hint}"},
        "locations": [{"physicalLocation": location}],
    }
