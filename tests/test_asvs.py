"""The list of ASVS requirements: complete, and every link in it leads somewhere."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from assessment.config import DEFAULTS
from assessment.domain.settings import SETTINGS

ROOT = Path(__file__).parent.parent
LIST = ROOT / "docs" / "asvs.yaml"
STATUSES = {"met", "partly", "not-applicable", "operator"}
KEYS = ["id", "level", "title", "status", "how", "where", "tests"]
# OWASP ASVS 5.0.0: how many requirements of level 1 and of level 2 each chapter has.
COUNTS = {
    1: (8, 19), 2: (4, 7), 3: (8, 11), 4: (2, 8), 5: (4, 5), 6: (13, 22), 7: (6, 12), 8: (4, 3), 9: (4, 3),
    10: (5, 24), 11: (3, 11), 12: (3, 6), 13: (1, 12), 14: (2, 7), 15: (3, 10), 16: (0, 16), 17: (0, 7),
}  # fmt: skip
# Requirements of level 3 that we go by as well.
BEYOND = {
    "1.2.10", "1.3.12", "2.3.5", "3.4.8", "5.2.4", "5.2.6", "5.3.3", "6.3.7", "6.3.8", "7.5.3", "14.2.7", "15.4.2",
    "16.5.4",
}  # fmt: skip

Entry = dict[str, Any]


@cache
def entries() -> tuple[Entry, ...]:
    return tuple(yaml.safe_load(LIST.read_text("utf-8")))


@cache
def functions(path: str) -> frozenset[str]:
    """Return the names of the tests in a module; empty when there is no such module."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    return frozenset(n.name for n in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(n, ast.FunctionDef))


def is_test(link: str) -> bool:
    path, _, name = link.partition("::")
    return path.startswith("tests/") and name.startswith("test_") and name in functions(path)


def anchors(text: str) -> set[str]:
    titles = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def is_place(link: str) -> bool:
    """Whether a link names a setting, a file, a heading (`page.md#heading`) or words in a file (`file::words`)."""
    if link in DEFAULTS or link in SETTINGS:
        return True
    path, sign, words = re.fullmatch(r"([^#:]+)(#|::|)(.*)", link).groups()  # type: ignore[union-attr] # matches all
    if not (ROOT / path).exists():
        return False
    if not sign:
        return True
    text = (ROOT / path).read_text("utf-8")
    return words in anchors(text) if sign == "#" else words in text


def test_every_requirement_of_both_levels_stands_in_the_list_once_and_in_order() -> None:
    ids = [tuple(map(int, entry["id"].split("."))) for entry in entries()]
    found = Counter((chapter, entry["level"]) for (chapter, *_), entry in zip(ids, entries(), strict=True))

    assert ids == sorted(set(ids))
    assert {chapter: (found[chapter, 1], found[chapter, 2]) for chapter in COUNTS} == COUNTS
    assert {entry["id"] for entry in entries() if entry["level"] == 3} == BEYOND


def test_every_entry_has_the_same_keys_and_a_known_status() -> None:
    wrong = [
        entry["id"]
        for entry in entries()
        if list(entry) != KEYS or entry["status"] not in STATUSES or not entry["title"] or not entry["how"]
    ]

    assert wrong == []


def test_every_named_test_exists() -> None:
    assert [(e["id"], link) for e in entries() for link in e["tests"] if not is_test(link)] == []


def test_every_named_place_exists() -> None:
    assert [(e["id"], link) for e in entries() for link in e["where"] if not is_place(link)] == []


def test_what_is_claimed_has_evidence_and_what_is_not_says_why() -> None:
    without = [e["id"] for e in entries() if e["status"] == "met" and not e["tests"] + e["where"]]
    silent = [e["id"] for e in entries() if (e["status"] == "partly") != ("Missing:" in e["how"])]
    elsewhere = [
        e["id"] for e in entries()
        if e["status"] == "operator" and not any(w.startswith(("docs/", "deploy/")) for w in e["where"])
    ]  # fmt: skip

    assert (without, silent, elsewhere) == ([], [], [])


def test_the_summary_counts_what_stands_below() -> None:
    counted = Counter(entry["status"] for entry in entries())
    said = dict(re.findall(r"(?m)^#   ([a-z-]+) +(\d+)", LIST.read_text("utf-8")))

    assert said == {status: str(counted[status]) for status in STATUSES}


@pytest.mark.parametrize(
    "link", ["tests/test_asvs.py::test_nothing", "tests/nowhere.py::test_a", "assessment/app.py::create_app"]
)
def test_a_planted_dead_test_is_found(link: str) -> None:
    assert not is_test(link)


@pytest.mark.parametrize(
    "link", ["NO_SUCH_SETTING", "docs/nowhere.md", "docs/operating.md#nothing", "assessment/app.py::no_such_name"]
)
def test_a_planted_dead_place_is_found(link: str) -> None:
    assert not is_place(link)


def test_the_proxy_example_offers_only_strong_tls() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    [protocols] = re.findall(r"(?m)^\s*ssl_protocols (.+);", text)
    [ciphers] = re.findall(r"(?m)^\s*ssl_ciphers (.+);", text)

    assert protocols.split() == ["TLSv1.2", "TLSv1.3"]
    assert all(re.fullmatch(r"ECDHE-(ECDSA|RSA)-.*(GCM|POLY1305).*", suite) for suite in ciphers.split(":"))
    assert "return 301 https://" in text
