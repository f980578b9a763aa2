"""Strict, bounded reading of YAML and JSON into nodes that know their lines; never a traceback, always findings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from assessment.content import foreign
from assessment.content.phrases import Foreign, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assessment.content.findings import Findings
    from assessment.content.phrases import Phrase

MAX_BYTES = 2_000_000
MAX_DEPTH = 8
MAX_NODES = 200_000
# No number or date is longer; the patterns that recognise them are not made for long texts.
MAX_IMPLICIT = 100

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_IMPLICIT = yaml.SafeLoader.yaml_implicit_resolvers
_KINDS = {
    "tag:yaml.org,2002:bool": phrase("a yes-or-no value"),
    "tag:yaml.org,2002:int": phrase("a number"),
    "tag:yaml.org,2002:float": phrase("a number"),
    "tag:yaml.org,2002:null": phrase("nothing"),
    "tag:yaml.org,2002:timestamp": phrase("a date"),
}
_SURROGATES = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written; `plain` means without quotes."""

    text: str
    plain: bool
    line: int
    column: int

    @property
    def implicit(self) -> Phrase | None:
        """What YAML would silently read this as instead of text, in words; None when it is text."""
        if not self.plain or len(self.text) > MAX_IMPLICIT:
            return None
        for tag, pattern in _IMPLICIT.get(self.text[:1], []) + _IMPLICIT.get(None, []):
            if tag in _KINDS and pattern.match(self.text):
                return _KINDS[tag]
        return None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """A group of keys, in order; `keys` gives each key as written."""

    entries: dict[str, Node]
    keys: dict[str, Scalar]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


class _Stop(Exception):
    """The rest of the file cannot be read; a finding says why."""


def read_bytes(path: Path, findings: Findings) -> bytes | None:
    """Return at most MAX_BYTES of the file, or None with a finding."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        findings.add("R101", problem=foreign.of_system(error))
        return None
    if len(content) > MAX_BYTES:
        findings.add("R102", limit=MAX_BYTES)
        return None
    return content


def read_node(content: bytes, findings: Findings) -> Node | None:
    """Return the document as a node tree, or None when no tree can be made; every fault becomes a finding."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, start = content.count(b"\n", 0, error.start) + 1, content.rfind(b"\n", 0, error.start) + 1
        findings.add("R103", line, error.start - start + 1, position=error.start)
        return None
    if text.lstrip().startswith("{"):
        # JSON writes characters beyond U+FFFF as two escapes, which YAML does not know.
        text = _SURROGATES.sub(_join_surrogates, text)
    try:
        return _Composer(findings, yaml.parse(text, Loader=_LOADER)).document()
    except _Stop:
        return None
    except yaml.YAMLError as error:
        _add_yaml_error(error, text, findings)
        return None


def _join_surrogates(match: re.Match[str]) -> str:
    high, low = int(match[1], 16), int(match[2], 16)
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def _add_yaml_error(error: yaml.YAMLError, text: str, findings: Findings) -> None:
    unfit = yaml.reader.Reader.NON_PRINTABLE.search(text) if isinstance(error, yaml.reader.ReaderError) else None
    if unfit is not None:
        line, start = text.count("\n", 0, unfit.start()) + 1, text.rfind("\n", 0, unfit.start()) + 1
        code = phrase("character code {code}", code=f"{ord(unfit[0]):04X}")
        findings.add("R113", line, unfit.start() - start + 1, problem=code)
    elif isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark, problem = error.problem_mark, foreign.of_yaml(error.context, error.problem)
        findings.add("R104", mark.line + 1, mark.column + 1, problem=problem)
    else:
        findings.add("R104", problem=Foreign(str(error)))


def _position(event: yaml.Event) -> tuple[int, int]:
    """Return line and column, counted from 1; the stubs allow events without a place, the parser makes none."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)


@dataclass(slots=True)
class _Composer:
    """Turns parser events into nodes with explicit bounds; the parser itself never sees an alias expanded."""

    findings: Findings
    events: Iterator[yaml.Event]
    count: int = 0
    depth: int = field(default=0)

    def document(self) -> Node | None:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            self.findings.add("R114")
            return None
        node = self.node(next(self.events))
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self.findings.add("R110", *_position(event))
        return node

    def node(self, event: yaml.Event) -> Node:
        self.count += 1
        if self.count > MAX_NODES:
            self.findings.add("R115", *_position(event), limit=MAX_NODES)
            raise _Stop
        line, column = _position(event)
        self.refuse_extras(event, line, column)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, not event.style, line, column)
        if isinstance(event, yaml.AliasEvent):
            return Scalar("", plain=False, line=line, column=column)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.findings.add("R105", line, column, limit=MAX_DEPTH)
            raise _Stop
        node = self.sequence(line, column) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(line, column)
        self.depth -= 1
        return node

    def refuse_extras(self, event: yaml.Event, line: int, column: int) -> None:
        anchor = getattr(event, "anchor", None)
        if anchor:
            self.findings.add("R107", line, column, name=anchor)
        tag = getattr(event, "tag", None)
        if tag:
            self.findings.add("R108", line, column, tag=tag)

    def sequence(self, line: int, column: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event))
        return Sequence(tuple(items), line, column)

    def mapping(self, line: int, column: int) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event)
            value = self.node(next(self.events))
            self.put(entries, keys, key, value)
        return Mapping(entries, keys, line, column)

    def put(self, entries: dict[str, Node], keys: dict[str, Scalar], key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            self.findings.add("R111", key.line, key.column)
        elif key.text == "<<" and key.plain:
            self.findings.add("R109", key.line, key.column)
        elif key.text in entries:
            self.findings.add("R106", key.line, key.column, key=key.text, first=keys[key.text].line)
        else:
            if key.implicit:
                self.findings.add("R112", key.line, key.column, text=key.text, kind=key.implicit)
            entries[key.text] = value
            keys[key.text] = key
