"""Every text a reader sees goes through gettext: nothing literal in templates, forms and messages."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.test_house_rules import PROGRAM, ROOT, TEMPLATES, name, text_of, tree_of

if TYPE_CHECKING:
    from pathlib import Path

TRANSLATED = re.compile(r"{%-?\s*trans\b.*?%}.*?{%-?\s*endtrans\s*-?%}", re.DOTALL)
CODE = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
SPOKEN = re.compile(r"""\b(?:alt|title|placeholder|aria-label|aria-description|label)=("[^"]*"|'[^']*')""")
TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
ATTRIBUTE = re.compile(r"""[\w-]+=("[^"]*"|'[^']*')""")
# What is typed on a keyboard is the same in every language.
TYPED = re.compile(r"<(code|kbd)\b.*?</\1>", re.DOTALL)
ENTITY = re.compile(r"&#?\w+;")
WORD = re.compile(r"[^\W\d_]{2,}")
PAGES = [path for path in PROGRAM if "web" in path.parts]
# Calls whose first argument a reader sees, or whose named argument does.
SHOWN = re.compile(r"flash|\w*Field|ValidationError|StopValidation")
SHOWN_ARGUMENTS = {"label", "description", "message"}


def literals(template: str) -> list[str]:
    """Return the words of a template that are neither code nor translated."""
    text = CODE.sub(" ", TYPED.sub(" ", TRANSLATED.sub(" ", template)))
    found = [*SPOKEN.findall(text), *(ATTRIBUTE.sub(" ", piece) for piece in TAG.split(text))]
    return [" ".join(piece.split()) for piece in found if WORD.search(ENTITY.sub(" ", piece))]


def commas(template: str) -> list[str]:
    """Return the lines of a template with a comma that stands outside translated texts."""
    text = TAG.sub("", CODE.sub("", TYPED.sub("", TRANSLATED.sub("", template))))
    return [line.strip() for line in ENTITY.sub("", text).splitlines() if set(line) & set(",;")]


def untranslated(source: str) -> list[str]:
    """Return the literal texts that Python code shows to readers."""
    found = []
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        called = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if not SHOWN.fullmatch(called):
            continue
        shown = [*call.args[:1], *(k.value for k in call.keywords if k.arg in SHOWN_ARGUMENTS)]
        found += [ast.unparse(text) for text in shown if isinstance(text, (ast.Constant, ast.JoinedStr))]
    return [text for text in found if WORD.search(text)]


def added(path: Path) -> list[str]:
    """Return the sums of translated texts in a module that translates late: adding translates at once."""
    if "lazy_gettext as _" not in text_of(path):
        return []
    sums = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)]
    texts = [(node, side) for node in sums for side in (node.left, node.right) if isinstance(side, ast.Call)]
    return [ast.unparse(node) for node, side in texts if getattr(side.func, "id", "") == "_"]


def test_no_text_is_translated_when_its_module_is_loaded() -> None:
    assert {name(path): found for path in PAGES if (found := added(path))} == {}


def test_a_template_says_nothing_that_cannot_be_translated() -> None:
    assert {name(path): found for path in TEMPLATES if (found := literals(text_of(path)))} == {}


def test_a_template_takes_the_comma_of_the_language() -> None:
    assert {name(path): found for path in TEMPLATES if (found := commas(text_of(path)))} == {}


@pytest.mark.parametrize("planted", ["<p>{{ name }}, {{ day }}</p>", "{% if a %}; {% endif %}{{ b }}"])
def test_a_planted_comma_in_a_template_is_found(planted: str) -> None:
    assert commas(planted)


def test_a_page_says_nothing_that_cannot_be_translated() -> None:
    assert {name(path): found for path in PAGES if (found := untranslated(text_of(path)))} == {}


@pytest.mark.parametrize(
    "planted", ["<p>Hello there</p>", '<img alt="A cat">', "{% if a %}Yes{% endif %}", "<p>{{ name }} saved</p>"]
)
def test_a_planted_literal_in_a_template_is_found(planted: str) -> None:
    assert literals(planted)


@pytest.mark.parametrize(
    "fine", ["{{ _('Hello') }}", "{% trans %}Hello{% endtrans %}", '<p class="note">·</p>', "<b>&nbsp;{{ n }} %</b>"]
)
def test_what_is_translated_or_no_word_is_fine(fine: str) -> None:
    assert literals(fine) == []


@pytest.mark.parametrize("planted", ["flash('Saved.')", "StringField('Name')", "Length(1); ValidationError(f'No {x}')"])
def test_a_planted_literal_in_a_page_is_found(planted: str) -> None:
    assert untranslated(planted)


def test_the_templates_are_found() -> None:
    assert len(TEMPLATES) > 20
    assert ROOT / "templates" / "base.html" in TEMPLATES
