"""Runs every check in order: format, lint, types, imports, templates, tests. Stops at nothing, fails at the end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

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


def main(arguments: list[str]) -> int:
    """Run the checks; `--quick` leaves out slow ones, `--long` runs full counts, the rest goes to pytest."""
    environment = dict(os.environ)
    chosen = ["pytest", "-n", "2", "--dist", "worksteal", "-q"]
    if "--quick" in arguments:
        chosen += ["-m", "not slow and not browser and not postgres"]
    if "--long" in arguments:
        environment["ASSESSMENT_LONG"] = "1"
    rest = [argument for argument in arguments if argument not in {"--quick", "--long"}]
    if rest:
        return 0 if run("tests", ["pytest", *rest], environment) else 1
    results = [run(name, command, environment) for name, command in STATIC]
    results.append(run("tests", chosen, environment))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
