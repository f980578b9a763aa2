"""Fixtures: a small questionnaire without findings, and files that each put one fault into it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from assessment.content.checking import Checked, check_file

if TYPE_CHECKING:
    from assessment.content.rules import Rule

QUESTIONNAIRES = Path(__file__).parent.parent / "questionnaires"
MINI = QUESTIONNAIRES / "mini.yaml"
CROSSWALK = QUESTIONNAIRES / "mini-crosswalk.yaml"
# What the small crosswalk leads from: the small questionnaire as it was a year before.
FORMER = [
    {"from": 'version: "2026.1"', "to": 'version: "2025.1"'},
    {"from": "id: SYS-PURPOSE", "to": "id: SYS-PAYER"},
    {"from": "{id: missing, text: Not in place", "to": "{id: absent, text: Not in place"},
    {"from": "How likely are these events?", "to": "Are these events likely to happen?"},
]


def places(rule: Rule) -> set[str]:
    """Return the names of the values that a rule's texts have places for."""
    return set(re.findall(r"\{([a-z_]+)\}", f"{rule.message} {rule.hint}"))


@dataclass(frozen=True)
class Fault:
    """One fixture: the code it must find, companions that cannot be avoided, and the change that makes the fault."""

    finds: tuple[str, ...]
    also: frozenset[str]
    data: dict[str, Any] = field(repr=False)

    def put(self, folder: Path) -> Path:
        """Write the faulty file and what lies beside it, and return its path."""
        usual = "questionnaires/mini/2025.1--2026.1.yaml" if "crosswalk" in self.data else "mini.yaml"
        path = folder / str(self.data.get("at", usual))
        path.parent.mkdir(parents=True, exist_ok=True)
        if "crosswalk" in self.data:
            put_versions(path.parent)
        for name, content in self.data.get("beside", {}).items():
            other = folder / name
            other.parent.mkdir(parents=True, exist_ok=True)
            other.write_text(content if isinstance(content, str) else changed(content["change"]), encoding="utf-8")
        if not self.data.get("absent"):
            path.write_bytes(self.content())
        return path

    def content(self) -> bytes:
        """Return the faulty file."""
        if "repeat" in self.data:
            return str(self.data["repeat"]["text"]).encode() * int(self.data["repeat"]["times"])
        if "content_hex" in self.data:
            return bytes.fromhex(self.data["content_hex"])
        if "crosswalk" in self.data:
            return changed(self.data["crosswalk"], CROSSWALK).encode()
        return str(self.data.get("content") or changed(self.data.get("change", []))).encode()

    def check(self, folder: Path) -> Checked:
        """Return what the check says."""
        return check_file(self.put(folder))


def read(path: Path) -> Fault:
    """Return the fault of a fixture file."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    finds = data["finds"]
    return Fault((finds,) if isinstance(finds, str) else tuple(finds), frozenset(data.get("also", ())), data)


def put_versions(folder: Path) -> None:
    """Write both versions that the small crosswalk joins."""
    (folder / "2025.1.yaml").write_text(changed(FORMER), encoding="utf-8")
    (folder / "2026.1.yaml").write_text(changed([]), encoding="utf-8")


def changed(changes: list[dict[str, str]], base: Path = MINI) -> str:
    """Return the small questionnaire, or another base, with each change made in the one place where it fits."""
    text = base.read_text(encoding="utf-8")
    for change in changes:
        if text.count(change["from"]) != 1:
            raise ValueError(f"{text.count(change['from'])} places instead of one: {change['from']!r}")
        text = text.replace(change["from"], change["to"])
    return text
