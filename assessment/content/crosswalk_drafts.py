"""A crosswalk in the making: what editors decided as a file, a file as decisions, and each finding at its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assessment.config import QUESTIONNAIRES
from assessment.content import crosswalk_checking, crosswalks, writing
from assessment.content.files import JOINT, fingerprint
from assessment.content.findings import Findings, Level
from assessment.content.judging import path_to
from assessment.content.reading import MAX_BYTES, read_node
from assessment.domain.crosswalk import Carries, Crosswalk, Line, OptionMap, Pair, Relation, Summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessment.content.findings import Finding
    from assessment.domain.questionnaire import Questionnaire

# That a question stands in no line is said of the whole, and is the same as not being decided yet.
_UNMENTIONED = frozenset({"X111", "X112"})
_REPEATED = frozenset({"X115", "X117"})


class Unreadable(ValueError):
    """A file that is no crosswalk between these versions; `findings` say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(findings[0].code if findings else "")
        self.findings = findings


@dataclass(frozen=True, slots=True)
class At:
    """A finding with the line it is about and the key in it; the line is None for the whole."""

    finding: Finding
    line: Line | None
    key: str


@dataclass(frozen=True)
class Walked:
    """A crosswalk as it would be published, with what was found; None when it has errors."""

    content: bytes
    crosswalk: Crosswalk | None
    findings: tuple[At, ...]

    @property
    def fingerprint(self) -> str:
        """The fingerprint it would be published under."""
        return fingerprint(self.content)

    @property
    def has_errors(self) -> bool:
        """Whether it cannot be published, apart from what is not decided yet."""
        return any(one.finding.level is Level.ERROR for one in self.findings)

    def about(self, line: Line) -> tuple[At, ...]:
        """Return the findings about one line."""
        return tuple(one for one in self.findings if one.line == line)

    @property
    def of_the_whole(self) -> tuple[At, ...]:
        """Return the findings that are about no line."""
        return tuple(one for one in self.findings if one.line is None)


def to_tree(line: Line) -> dict[str, Any]:
    """Return a line as it is kept: the file's keys, with the options that take each other's place in it."""
    found: dict[str, Any] = {"relation": line.relation.value, "carries": line.carries.value}
    found |= {"from": line.old} if line.old else {}
    found |= {"to": list(line.new)} if line.new else {}
    if line.options and line.options.pairs:
        found["options"] = {pair.old: pair.new for pair in line.options.pairs}
    found |= {key: value for key in ("option", "note", "reviewed") if (value := getattr(line, key))}
    return found


def to_line(tree: Mapping[str, Any]) -> Line:
    """Return the line that `to_tree` made a tree of."""
    pairs = tuple(Pair(old, new) for old, new in tree.get("options", {}).items())
    return Line(
        Relation(tree["relation"]),
        Carries(tree["carries"]),
        tree.get("from", ""),
        tuple(tree.get("to", ())),
        OptionMap("", pairs) if pairs else None,
        *(tree.get(key, "") for key in ("option", "note", "reviewed")),
    )


def to_yaml(old: Questionnaire, new: Questionnaire, summary: Summary, lines: Sequence[Line]) -> bytes:
    """Return the file of a crosswalk: equal decisions give equal bytes."""
    spoken = {"language": summary.language} if summary.language != new.language else {}
    maps: dict[tuple[Pair, ...], str] = {}
    written = []
    for line in lines:
        tree = to_tree(line)
        tree.pop("options", None)
        if line.options and line.options.pairs:
            name = maps.setdefault(line.options.pairs, f"options-{len(maps) + 1}")
            tree = _after(tree, "to", "map", name)
        written.append(tree)
    whole: dict[str, Any] = {
        "format": 1, "questionnaire": new.id, "from": old.version, "to": new.version, **spoken, "summary": summary.text
    }  # fmt: skip
    if maps:
        whole["maps"] = [
            {"id": name, "options": {pair.old: pair.new for pair in pairs}} for pairs, name in maps.items()
        ]
    return writing.dump(whole | {"lines": written})


def _after(tree: dict[str, Any], key: str, name: str, value: str) -> dict[str, Any]:
    """Return the tree with one key more, after another one."""
    found: dict[str, Any] = {}
    for known, kept in tree.items():
        found[known] = kept
        if known == key:
            found[name] = value
    return found if name in found else tree | {name: value}


def judge(old: Questionnaire, new: Questionnaire, summary: Summary, lines: Sequence[Line]) -> Walked:
    """Check what was decided as the file it would be published as."""
    content, findings = to_yaml(old, new, summary, lines), Findings("")
    path = QUESTIONNAIRES / new.id / f"{old.version}{JOINT}{new.version}.yaml"
    crosswalk = crosswalk_checking.check_between(content, path, (old, new), findings)
    node = read_node(content, Findings(""))
    placed = []
    for finding in findings.sorted():
        if finding.code in _UNMENTIONED:
            continue
        way = path_to(node, finding)
        is_line = len(way) > 1 and way[0] == "lines"
        line = lines[int(way[1])] if is_line else None
        placed.append(At(finding, line, (way[2] if len(way) > 2 else "") if is_line else (way[0] if way else "")))  # noqa: PLR2004 - lines, number, key
    return Walked(content, crosswalk, tuple(placed))


def read(content: bytes, old: Questionnaire, new: Questionnaire) -> tuple[Summary, tuple[Line, ...]]:
    """Return summary and lines of a file between two versions; raise Unreadable for any other.

    What the lines say is not judged here, as long as each question of the older version stands in one of them at most.
    """
    findings = Findings("")
    if len(content) > MAX_BYTES:
        findings.add("R102", limit=MAX_BYTES)
        raise Unreadable(findings.sorted())
    record, node = crosswalks.decode(content, findings), read_node(content, Findings(""))
    errors = tuple(one for one in findings.sorted() if one.level is Level.ERROR)
    # What has no summary yet comes back too: it is found again in the workshop.
    if record is None or any(path_to(node, one) != ("summary",) for one in errors):
        raise Unreadable(errors)
    found, own = crosswalks.build(record, fingerprint(content)), Findings("")
    path = QUESTIONNAIRES / new.id / f"{old.version}{JOINT}{new.version}.yaml"
    crosswalk_checking.check_between(content, path, (old, new), own)
    wrong = [one for one in own.sorted() if one.code in {"X101", "X102"} | _REPEATED]
    if wrong:
        raise Unreadable(tuple(wrong))
    return Summary(found.summary, found.language or new.language), found.lines
