"""No regular expression of the program can be made to run away: a tool looks at every one for what backtracks."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import warnings
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest

import assessment
from assessment.content import format as file_format
from assessment.content.shape import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Op = tuple[Any, Any]

with warnings.catch_warnings():
    # It reads expressions with a module of Python that is going to be an inner one.
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_parse

    from regexploit.ast.sre import SreOpParser
    from regexploit.redos import find

PACKAGE = Path(assessment.__file__).parent
USES = {"compile", "fullmatch", "match", "search", "sub", "subn", "split", "findall", "finditer"}
# So many repetitions that take the same characters, side by side or inside each other: time grows with the cube of the
# text, or faster. Two make a square, which the bounds of every text make bearable.
TOO_MANY = 3
# Modules that cannot be loaded here: the worker process sets itself up, the web server has its own settings.
_NOT_LOADED = {"assessment.__main__", "assessment.reports.pdf", "assessment.cli.server"}


def written() -> Iterator[tuple[str, str | None]]:
    """Give every use of an expression in the code with its place; None where it is made of parts."""
    for path in sorted(PACKAGE.rglob("*.py")):
        calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        for node in calls:
            called = node.func
            if not isinstance(called, ast.Attribute) or called.attr not in USES:
                continue
            if not isinstance(called.value, ast.Name) or called.value.id != "re":
                continue
            first = node.args[0]
            text = first.value if isinstance(first, ast.Constant) else None
            text = text.decode("latin-1") if isinstance(text, bytes) else text
            yield f"{path.relative_to(PACKAGE)}:{node.lineno}", text if isinstance(text, str) else None


def kept_at() -> set[str]:
    """Return where a module, not a function, compiles an expression: `compiled` finds these, however they are made."""
    return {
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for top in ast.parse(path.read_text("utf-8")).body
        if isinstance(top, (ast.Assign, ast.AnnAssign))
        for node in ast.walk(top)
        if isinstance(node, ast.Call)
    }


def compiled() -> set[tuple[str, int]]:
    """Return every expression that a module keeps, with its flags, however it was put together."""
    kept = set()
    for found in pkgutil.walk_packages([str(PACKAGE)], "assessment."):
        if found.name in _NOT_LOADED or ".migrations." in found.name:
            continue
        for value in vars(importlib.import_module(found.name)).values():
            inner = (
                value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else [value]
            )
            parts = [part for one in inner for part in (one if isinstance(one, tuple) else [one])]
            kept |= {
                (one.pattern, one.flags)
                for one in parts
                if isinstance(one, re.Pattern) and isinstance(one.pattern, str)
            }
    return kept


def text_of(expression: re.Pattern[str] | re.Pattern[bytes]) -> str:
    found = expression.pattern
    return found.decode("latin-1") if isinstance(found, bytes) else found


def expression_of(place: str, name: str) -> re.Pattern[str]:
    module = importlib.import_module("assessment." + place.removesuffix(".py").replace("/", "."))
    found: re.Pattern[str] = getattr(module, name)
    return found


def backtracks(pattern: str, flags: int = 0) -> bool:
    """Whether the tool finds repetitions that can share the same text in many ways."""
    return any(one.starriness >= TOO_MANY for one in find(SreOpParser().parse_sre(pattern, flags)))


def is_slow(pattern: str, flags: int = 0) -> bool:
    """Whether a repetition takes long to fail on what it was made for: this finds alternatives that overlap, too."""
    expression = re.compile(pattern, flags)
    parsed: Any = sre_parse.parse(pattern, flags)
    return any(_takes_long(expression, before, piece) for before, piece in attacks(parsed))


def _takes_long(expression: re.Pattern[str], before: str, piece: str) -> bool:
    for times in (8, 16, 20, 24, 28, 32, 400):
        start = process_time()
        for end in ("\x00", ""):
            expression.fullmatch(before + piece * times + end)
            expression.search(before + piece * times + end)
        if process_time() - start > LONG:
            return True
    return False


def attacks(parsed: Iterable[Op], before: str = "") -> Iterator[tuple[str, str]]:
    """Give for every repetition what leads to it and a piece that it takes again and again."""
    for op, value in parsed:
        if op in REPEATS:
            yield from ((before, piece) for piece in samples([*value[2]]) if value[1] > FEW)
            yield from attacks(value[2], before)
        elif op is sre_parse.SUBPATTERN:
            yield from attacks(value[3], before)
        elif op is sre_parse.BRANCH:
            for way in value[1]:
                yield from attacks(way, before)
        before += samples([(op, value)])[0]


def samples(parsed: Sequence[Op]) -> list[str]:
    """Return a few texts that a part of an expression takes, one for each way through it."""
    found = [""]
    for op, value in parsed:
        match op:
            case sre_parse.LITERAL:
                ways = [chr(value)]
            case sre_parse.IN:
                ways = [character for character in ALPHABET if _is_in(character, value)][:3] or ["\u0627"]
            case sre_parse.BRANCH:
                ways = [text for way in value[1] for text in samples([*way])]
            case sre_parse.SUBPATTERN:
                ways = samples([*value[3]])
            case sre_parse.MAX_REPEAT | sre_parse.MIN_REPEAT:
                ways = [text * max(1, value[0]) for text in samples([*value[2]])]
            case sre_parse.ANY | sre_parse.NOT_LITERAL:
                ways = ["a", " "]
            case _:
                ways = [""]
        found = [text + way for text in found for way in ways][:MOST]
    return found


def _is_in(character: str, members: Sequence[Op]) -> bool:
    is_negated = members[0][0] is sre_parse.NEGATE
    is_there = False
    for op, value in members:
        match op:
            case sre_parse.LITERAL:
                is_there |= ord(character) == value
            case sre_parse.RANGE:
                is_there |= value[0] <= ord(character) <= value[1]
            case sre_parse.CATEGORY:
                is_there |= re.match(CATEGORIES[str(value)], character) is not None
    return is_there is not is_negated


# How long a failure may take, in seconds of the processor; a repetition of so few never takes long.
LONG, FEW, MOST = 0.05, 8, 12
ALPHABET = "a1 A_-.,:;/\t\n%<>&(){}[]=\"'|\\"
REPEATS = (sre_parse.MAX_REPEAT, sre_parse.MIN_REPEAT)
CATEGORIES = {f"CATEGORY_{name}": rf"\{letter}" for name, letter in (
    ("DIGIT", "d"), ("NOT_DIGIT", "D"), ("SPACE", "s"), ("NOT_SPACE", "S"), ("WORD", "w"), ("NOT_WORD", "W"),
)}  # fmt: skip


# Reads the packaged style sheet and nothing from outside, at a time that grows with the square of a line.
OF_OUR_OWN = {("reports/stylesheet.py", "_RULE")}


def test_no_expression_runs_away() -> None:
    ours = {text_of(expression_of(place, name)) for place, name in OF_OUR_OWN}
    forms = {(one.form, 0) for one in vars(file_format).values() if isinstance(one, Text) and one.form}
    found = {(text, 0) for _, text in written() if text is not None} | compiled() | forms
    texts = {(text, flags) for text, flags in found if text not in ours}

    assert len(texts) > 100
    assert sorted(text for text, flags in texts if backtracks(text, flags) or is_slow(text, flags)) == []


# Expressions that are put together inside a function, and what of.
MADE_OF_PARTS = {
    "content/pages.py": "a list of characters",
    "content/shape.py": "the texts in the table of the format",
    "content/translations/terms.py": "a term as it is written, and an ending",
}


def test_every_other_expression_is_a_text_or_kept_by_its_module() -> None:
    kept = kept_at()
    unseen = {place.partition(":")[0] for place, text in written() if text is None and place not in kept}

    assert unseen == set(MADE_OF_PARTS)


@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"(?:a|aa)*b", r"(?:ab|a|b)*c", r"\s*\s*\s*x", r"(?:\w+\s?)*:", r"(?:\w|\w\d)+!"]
)
def test_a_planted_expression_that_runs_away_is_found(pattern: str) -> None:
    assert backtracks(pattern) or is_slow(pattern)
