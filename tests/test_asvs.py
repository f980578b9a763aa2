"""`docs/asvs.yaml` is complete, and what it points to exists."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
REQUIREMENTS: list[dict[str, Any]] = yaml.safe_load((ROOT / "docs" / "asvs.yaml").read_text("utf-8"))["requirements"]
STATUSES = {"met", "partly", "not met", "operator", "n/a"}
# How many requirements of the levels 1 and 2 each chapter of ASVS 5.0.0 has.
CHAPTERS = {
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13, 16: 16,
    17: 7,
}  # fmt: skip


@cache
def names_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_requirement_of_the_first_two_levels_is_there_once() -> None:
    ids = [entry["id"] for entry in REQUIREMENTS]

    assert len(ids) == len(set(ids))
    assert Counter(int(id_.split(".")[0]) for id_ in ids) == CHAPTERS


@pytest.mark.parametrize("entry", REQUIREMENTS, ids=lambda entry: entry["id"])
def test_what_a_requirement_points_to_exists(entry: dict[str, Any]) -> None:
    assert [path for path in entry.get("where", ()) if not (ROOT / path).exists()] == []
    missing = [
        test
        for test in entry.get("tests", ())
        for path, _, name in [test.partition("::")]
        if not (ROOT / path).exists() or name not in names_in(path)
    ]
    assert missing == []


@pytest.mark.parametrize("entry", REQUIREMENTS, ids=lambda entry: entry["id"])
def test_a_requirement_says_what_meets_it_or_why_nothing_does(entry: dict[str, Any]) -> None:
    assert entry["status"] in STATUSES
    assert entry["level"] in {1, 2}
    if entry["status"] == "met":
        assert entry["where"], "a requirement that is met names the code or setting"
        assert entry.get("tests") or entry.get("note"), "and a test, or says why there is none"
    else:
        assert entry["status"] == "operator" or entry.get("note"), "what is missing is said"
