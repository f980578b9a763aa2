"""The architecture and taste that linters cannot see; each rule has been seen to fail."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

from assessment.config import DEFAULTS
from tests.slow import slow_tests, slowest

ROOT = Path(__file__).parent.parent
PROGRAM = sorted((ROOT / "assessment").rglob("*.py"))
# A migration is one list of what changes; cutting it up would hide the order.
SIZED = [path for path in PROGRAM if path.parent.name != "versions"]
DOMAIN = [path for path in PROGRAM if "domain" in path.relative_to(ROOT).parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Numbers are guides to simplicity: what is longer because it belongs together stands here with its reason.
LONGER_MODULES = {
    "assessment/domain/questionnaire.py": "one vocabulary of some thirty small values, read as a whole",
}
LONGER_FUNCTIONS: dict[str, str] = {}


@cache
def text_of(path: Path) -> str:
    """Return what a file says; it is read once for all rules."""
    return path.read_text("utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a module, made once for all rules."""
    return ast.parse(text_of(path))


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef)]


def imports(path: Path) -> set[str]:
    """Return the modules that a module names in its imports."""
    nodes = list(ast.walk(tree_of(path)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_a_module_has_at_most_300_lines() -> None:
    long = [name(path) for path in SIZED if len(text_of(path).splitlines()) > 300]

    assert [one for one in long if one not in LONGER_MODULES] == []


def test_a_function_has_at_most_40_lines() -> None:
    sizes = {f"{name(p)}:{f.name}": (f.end_lineno or 0) - f.lineno for p in SIZED for f in functions(p)}

    assert [one for one, lines in sizes.items() if lines >= 40 and one not in LONGER_FUNCTIONS] == []


def test_a_module_opens_with_one_sentence() -> None:
    firsts = {name(path): (ast.get_docstring(tree_of(path)) or "").split("\n\n")[0] for path in PROGRAM}

    assert [
        path for path, first in firsts.items() if not re.fullmatch(r"[A-Z`].*[.!?]", first.replace("\n", " "))
    ] == []


def test_the_domain_imports_only_the_standard_library_and_itself() -> None:
    found = {(name(path), module) for path in DOMAIN for module in imports(path)}

    assert {
        (path, module)
        for path, module in found
        if module.split(".")[0] not in sys.stdlib_module_names and not module.startswith("assessment.domain")
    } == set()


def test_the_domain_has_no_clock_no_chance_and_no_files() -> None:
    forbidden = {"time", "random", "secrets", "os", "pathlib", "locale", "io"}
    assert [name(path) for path in DOMAIN if imports(path) & forbidden] == []

    # Days and moments are values like any other; only asking for the present one is not the domain's to do.
    asked = {
        (name(path), node.attr)
        for path in DOMAIN
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
    }
    assert [(path, what) for path, what in asked if what in {"now", "utcnow", "today"}] == []


def test_nothing_is_called_utils_helpers_common_or_misc() -> None:
    assert [name(p) for p in PROGRAM if re.search(r"util|helper|common|misc|manager", p.stem)] == []


def test_importing_the_domain_loads_neither_flask_nor_sqlalchemy() -> None:
    code = (
        "import sys, assessment.domain.scoring; print({'flask', 'sqlalchemy', 'yaml', 'weasyprint'} & set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)

    assert loaded.stdout.strip() == "set()"


def test_the_web_application_never_loads_the_pdf_engine() -> None:
    code = "import sys, assessment.app; print({'weasyprint', 'fontTools'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)

    assert loaded.stdout.strip() == "set()"


def test_no_import_hides_inside_a_function() -> None:
    hidden = [
        f"{name(path)}:{node.lineno}"
        for path in PROGRAM
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]

    assert hidden == []


def test_silenced_checks_are_rare_and_have_a_reason() -> None:
    lines = [("", *text_of(path).splitlines()) for path in PROGRAM]
    pairs = [pair for file in lines for pair in pairwise(file) if re.search(r"#\s*(noqa|type: ignore)", pair[1])]
    given = re.compile(r"(noqa: [A-Z0-9, ]+|type: ignore\[[a-z, -]+\])\s+[-#] ?\S")
    bare = [line for before, line in pairs if not given.search(line) and not before.strip().startswith("#")]

    assert bare == []
    assert len(pairs) <= 5 * sum(map(len, lines)) / 1000


def test_no_work_is_left_for_later_in_a_comment() -> None:
    pattern = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    files = [*PROGRAM, *TEMPLATES]

    assert [name(p) for p in files if pattern.search(text_of(p))] == []


def test_a_template_has_at_most_120_lines() -> None:
    assert [name(path) for path in TEMPLATES if len(text_of(path).splitlines()) > 120] == []


def test_a_template_has_no_safe_filter_and_no_inline_script_or_style() -> None:
    forbidden = re.compile(r"\|\s*safe\b|<script(?! src=)|\bstyle=|\bon[a-z]+=")

    assert {name(path): hits for path in TEMPLATES if (hits := forbidden.findall(text_of(path)))} == {}


def test_a_template_is_used_somewhere() -> None:
    quoted = {text for path in [*PROGRAM, *TEMPLATES] for text in re.findall(r"[\w/.-]+\.html", text_of(path))}

    assert [name(path) for path in TEMPLATES if path.relative_to(ROOT / "templates").as_posix() not in quoted] == []


def test_styles_use_only_logical_directions() -> None:
    pattern = re.compile(
        r"(?<![\w-])(margin|padding|border)-(left|right)|(?<![\w-])(left|right)\s*:|text-align:\s*(left|right)|float:\s*(left|right)"
    )
    styles = [*(ROOT / "assessment" / "web" / "static").rglob("*.css"), *(ROOT / "templates").rglob("*.css")]

    # What is said of elements of one direction only may name its side.
    of_one_direction = re.compile(r"(?<=[\n}])[^{},]*\.\w+\[dir=(ltr|rtl)\](, \.\w+\[dir=\1\])* {[^}]*}")
    found = {name(p): pattern.findall(of_one_direction.sub("", p.read_text("utf-8"))) for p in styles}

    assert {path: hits for path, hits in found.items() if hits} == {}


def test_no_shorthand_names_two_different_sides() -> None:
    four = r"[^\s;}]+ ([^\s;}]+) [^\s;}]+ ([^\s;}]+)"
    shorthand = re.compile(rf"(?<![\w-])(?:margin|padding|border-width|inset): *{four}")
    styles = (ROOT / "assessment" / "web" / "static").rglob("*.css")

    found = {name(p): [m for m in shorthand.findall(p.read_text("utf-8")) if m[0] != m[1]] for p in styles}
    assert {path: hits for path, hits in found.items() if hits} == {}


def test_nothing_on_a_page_moves_so_that_nobody_has_to_ask_for_less_motion() -> None:
    moving = re.compile(r"(?<![\w-])(transition|animation|scroll-behavior)\b|@keyframes")
    styles = (ROOT / "assessment" / "web" / "static").rglob("*.css")

    assert [name(path) for path in styles if moving.search(path.read_text("utf-8"))] == []


def test_the_readme_names_every_setting() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert [s for s in ("HOST", "PORT", "INSTANCE", "DATABASE_URL") if f"`{s}`" not in readme] == []


def test_the_readme_has_at_most_120_lines() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 120


def test_every_dependency_is_locked_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[\[<>=]", d)[0].lower() for d in project["dependencies"]}
    locked = (ROOT / "requirements" / "run.txt").read_text("utf-8").lower()

    assert {n for n in names if f"\n{n}==" not in f"\n{locked}"} == set()
    assert locked.count("==") <= locked.count("--hash=sha256:")


def test_the_readme_explains_every_setting() -> None:
    table = (ROOT / "README.md").read_text("utf-8").partition("## Settings")[2].partition("## ")[0]

    assert [setting for setting in DEFAULTS if f"`{setting}`" not in table] == []


def test_only_disclosure_control_makes_what_writers_of_aggregates_accept() -> None:
    calls = {
        name(path)
        for path in PROGRAM
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "PublishableTable"
    }

    assert calls <= {
        "assessment/domain/disclosure/publishable.py",
        "assessment/domain/disclosure/publishing.py",
    }


def test_the_web_application_never_loads_the_solver() -> None:
    code = "import sys, assessment.app; print({'highspy', 'numpy'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)

    assert loaded.stdout.strip() == "set()"


def test_every_test_that_is_listed_as_slow_exists() -> None:
    listed = [one.split("::") for one in sorted(slow_tests())]

    assert [one for one in listed if not re.search(rf"\b{one[1]}\b", text_of(ROOT / one[0]))] == []


def test_what_takes_more_than_its_share_is_slow() -> None:
    assert slowest([("long", 30.0), *[("short", 0.05)] * 10, *[("often", 0.05)] * 12_000]) == ["long", "often"]
