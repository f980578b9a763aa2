"""Runs every check in order: format, lint, types, imports, templates, tests. Stops at nothing, fails at the end."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree as ET

from tests import long_figures

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent

STATIC = (
    ("format", ["ruff", "format", "--check", "--quiet", "."]),
    ("lint", ["ruff", "check", "--quiet", "."]),
    ("types", ["mypy"]),
    ("imports", ["lint-imports", "--no-cache"]),
    ("templates", ["djlint", "templates", "--lint", "--quiet"]),
)


def run(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one check; show its output only when it fails, except for the tests'."""
    start = time.monotonic()
    program = [str(BIN / command[0]), *command[1:]]
    quiet = name != "tests"
    done = subprocess.run(program, cwd=ROOT, env=environment, check=False, capture_output=quiet, text=True)
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - start:.1f} s)", flush=True)  # noqa: T201
    if done.returncode and quiet:
        print(done.stdout + done.stderr)  # noqa: T201
    return done.returncode == 0


def run_long(command: list[str], environment: dict[str, str], *, whole: bool) -> bool:
    """Run the tests with full counts; print the figures they record and append those of a whole run to the document."""
    with tempfile.TemporaryDirectory() as folder:
        collected, results = Path(folder, "figures"), Path(folder, "results.xml")
        collected.touch()
        environment |= {"ASSESSMENT_LONG": "1", long_figures.VARIABLE: str(collected)}
        passed = run("tests", [*command, f"--junitxml={results}"], environment)
        is_finished = results.exists()
        figures = [_outcome(results), *long_figures.collected_figures(collected)]
    for name, value in figures:
        print(f"     {name}: {value}")  # noqa: T201
    # A run that was broken off has shown nothing as a whole.
    if whole and is_finished:
        document = long_figures.DOCUMENT
        today = dt.datetime.now(tz=dt.UTC).date().isoformat()
        document.write_text(long_figures.with_figures(document.read_text("utf-8"), today, _commit(), figures), "utf-8")
        print(f"     appended to {document.relative_to(ROOT)}")  # noqa: T201
    return passed


def _outcome(results: Path) -> long_figures.Figure:
    """How many tests there were and how they ended, from pytest's own file."""
    suites = list(ET.parse(results).getroot().iter("testsuite")) if results.exists() else []  # noqa: S314 - our own file
    total, failed, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites for name in names)
        for names in (("tests",), ("failures", "errors"), ("skipped",))
    )
    seconds = sum(float(suite.get("time", "0")) for suite in suites)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    counts = f"{total - failed - skipped:,} passed, {failed} failed, {skipped} skipped"
    return long_figures.Figure("all tests with full counts", f"{counts} in {seconds:.0f} s ({machine})")


def _commit() -> str:
    """The short name of the commit that was tested, with a plus when files were changed since."""
    named = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--exclude=*"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return named.stdout.strip() or "unknown"


def main(arguments: list[str]) -> int:
    """Run the checks; `--quick` leaves out what is marked or listed as slow and tries fewer examples.

    `--long` runs full counts. The rest goes to pytest.
    """
    environment = dict(os.environ)
    rest = [argument for argument in arguments if argument not in {"--quick", "--long"}]
    # A long run names every test as it ends, so that one that is broken off has told what failed.
    told = "-v" if "--long" in arguments else "-q"
    chosen = ["pytest", *rest] if rest else ["pytest", "-n", "2", "--dist", "worksteal", told]
    if "--quick" in arguments and not rest:
        chosen += ["-m", "not slow and not browser and not postgres"]
        environment["ASSESSMENT_QUICK"] = "1"
    results = [] if rest else [run(name, command, environment) for name, command in STATIC]
    if "--long" in arguments:
        results.append(run_long(chosen, environment, whole=not rest))
    else:
        results.append(run("tests", chosen, environment))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
