"""A draft as the check sees it: the questionnaire as far as it can be read, and each finding at its field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.config import QUESTIONNAIRES
from assessment.content import checking
from assessment.content.draft_parts import ABOUT, LISTS, part_name
from assessment.content.files import fingerprint
from assessment.content.findings import Findings, Level
from assessment.content.reading import Mapping, Scalar, Sequence, read_node

if TYPE_CHECKING:
    from assessment.content.findings import Finding
    from assessment.content.reading import Node
    from assessment.domain.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the part of the draft and the keys that lead to the field; no part means the whole."""

    finding: Finding
    part: str
    field: tuple[str, ...]

    @property
    def key(self) -> str:
        """The first key inside the part, empty for the part as a whole."""
        return self.field[0] if self.field else ""

    @property
    def is_error(self) -> bool:
        """Whether it keeps the draft from being published."""
        return self.finding.level is Level.ERROR


@dataclass(frozen=True)
class Judged:
    """A draft with everything that was found about it; what could not be read of it is stood in for."""

    content: bytes
    questionnaire: Questionnaire | None
    findings: tuple[Placed, ...]

    @property
    def fingerprint(self) -> str:
        """The fingerprint it would be published under."""
        return fingerprint(self.content)

    @property
    def has_errors(self) -> bool:
        """Whether it cannot be published."""
        return self.questionnaire is None or any(one.is_error for one in self.findings)

    def about(self, part: str) -> tuple[Placed, ...]:
        """Return the findings about one part."""
        return tuple(one for one in self.findings if one.part == part)


@lru_cache(maxsize=16)
def judge(content: bytes, questionnaire: str, version: str) -> Judged:
    """Check a draft as it would stand among the published versions."""
    checked = checking.check(content, str(QUESTIONNAIRES / questionnaire / f"{version}.yaml"))
    node = read_node(content, Findings(""))
    placed = tuple(Placed(finding, *_place(node, finding)) for finding in checked.findings)
    return Judged(content, checked.drafted, placed)


def _place(root: Node | None, finding: Finding) -> tuple[str, tuple[str, ...]]:
    """Return the part and the field that stand at the finding's line."""
    path = path_to(root, finding)
    if len(path) > 1 and path[0] in LISTS:
        return part_name(path[0], path[1]), path[2:]
    return ABOUT, path


def path_to(root: Node | None, finding: Finding) -> tuple[str, ...]:
    """Return the keys, and ids or numbers of items, that lead to where a finding stands; none for the whole file."""
    return _path(root, (finding.line, finding.column)) if finding.line and root is not None else ()


def _path(node: Node, at: tuple[int, int]) -> tuple[str, ...]:
    """Return the keys and ids that lead to the innermost value that begins at or before a position."""
    match node:
        case Mapping(entries=entries, keys=keys):
            before = [key for key in entries if (keys[key].line, keys[key].column) <= at]
            return (before[-1], *_path(entries[before[-1]], at)) if before else ()
        case Sequence(items=items):
            numbered = [(number, item) for number, item in enumerate(items) if (item.line, item.column) <= at]
            return (_name(*numbered[-1]), *_path(numbered[-1][1], at)) if numbered else ()
        case Scalar():
            return ()


def _name(number: int, item: Node) -> str:
    id_ = item.entries.get("id") if isinstance(item, Mapping) else None
    return id_.text if isinstance(id_, Scalar) else str(number)
