"""A questionnaire as a tree: writing it and reading it back loses nothing, and equal trees give equal bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.config import QUESTIONNAIRES
from assessment.content import draft_parts, files, writing
from assessment.content.findings import Findings
from assessment.content.reading import read_node

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = sorted(path for path in QUESTIONNAIRES.glob("*/*.yaml") if "--" not in path.stem)
# What YAML would guess at, and what breaks lines.
TEXTS = st.sampled_from(["no", "1", "1.0", "2026-11-26", "~", "", " a", "a: b", "#", "- x", "'", '"', "x\ny", "😀"])
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]))
KEYS = st.from_regex("[a-z_]{3,8}", fullmatch=True)
VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-9999, 9999), TEXTS, LETTERS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)


def read(content: bytes) -> Any:  # noqa: ANN401 - a tree has no narrower type
    findings = Findings("")
    node = read_node(content, findings)
    assert node is not None
    assert findings.found == []
    return writing.to_tree(node)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_version_means_the_same_when_it_is_written_anew(path: Path) -> None:
    content = path.read_bytes()

    written = writing.to_yaml(read(content))

    before, after = (files.compiled(one, SHIPPED[0]) for one in (content, written))
    assert after.questions == before.questions
    assert writing.to_yaml(read(written)) == written


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_every_tree_is_read_back_as_it_was_written(tree: dict[str, object]) -> None:
    assert read(writing.to_yaml(tree)) == tree


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_parts_of_a_questionnaire_make_the_whole(path: Path) -> None:
    tree = read(path.read_bytes())

    assert draft_parts.join(draft_parts.split(tree).items()) == tree


@pytest.mark.parametrize(
    "tree",
    [{"questions": {}}, {"questions": ["x"]}, {"questions": [{"id": ""}]}, {"sections": [{"id": "A"}, {"id": "A"}]}],
)
def test_what_has_no_ids_cannot_be_taken_apart(tree: dict[str, object]) -> None:
    with pytest.raises(draft_parts.NotInParts):
        draft_parts.split(tree)
