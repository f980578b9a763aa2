"""A questionnaire as a plain tree of groups, lists and values, and the one way to write such a tree as YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from assessment.content.format import QUESTIONNAIRE
from assessment.content.reading import Mapping, Scalar, Sequence
from assessment.content.shape import Group, ListOf

if TYPE_CHECKING:
    from assessment.content.reading import Node
    from assessment.content.shape import Field

Tree = dict[str, Any]
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")
# At the top, what is short stands before what is long; inside, the order of the format is good to read.
_TOP = (
    "format", "id", "version", "change", "supersedes", "title", "summary", "language", "languages", "licence",
    "scoring_model", "values_status", "documents", "frameworks", "functions", "scales", "glossary", "sections",
    "questions", "consistency",
)  # fmt: skip


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc] # with or without the C library
    """Writes every value where it stands: the format knows no anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the interface
        return True


def to_tree(node: Node) -> Any:  # noqa: ANN401 - a tree has no narrower type
    """Return a node as plain values; without quotes, whole numbers and true and false are what they say."""
    match node:
        case Mapping(entries=entries):
            return {key: to_tree(value) for key, value in entries.items()}
        case Sequence(items=items):
            return [to_tree(item) for item in items]
        case Scalar(text=text, plain=plain):
            if plain and text in {"true", "false"}:
                return text == "true"
            return int(text) if plain and _INTEGER.fullmatch(text) else text


def to_yaml(tree: Tree) -> bytes:
    """Return a questionnaire as YAML: equal trees give equal bytes, whatever the order of their keys."""
    return dump(in_order(tree))


def dump(tree: Tree) -> bytes:
    """Return a tree of any format as YAML, its keys in the order in which they come."""
    return yaml.dump(
        tree, Dumper=_Dumper, encoding="utf-8", sort_keys=False, allow_unicode=True, width=120,
        default_flow_style=False,
    )  # fmt: skip


def in_order(tree: Tree) -> Tree:
    """Return the tree with its keys in the order of the format; what the format does not know comes last."""
    ordered = _ordered(tree, QUESTIONNAIRE)
    known = {key: ordered[key] for key in _TOP if key in ordered}
    return known | {key: value for key, value in ordered.items() if key not in known}


def _ordered(value: Any, kind: Field | None) -> Any:  # noqa: ANN401 - a tree has no narrower type
    if isinstance(value, dict):
        fields = kind.required | kind.optional if isinstance(kind, Group) else {}
        keys = [key for key in fields if key in value] + [key for key in value if key not in fields]
        return {key: _ordered(value[key], fields.get(key)) for key in keys}
    if isinstance(value, list):
        inner = kind.item if isinstance(kind, ListOf) else None
        return [_ordered(item, inner) for item in value]
    return value
