"""Every import contract is seen to fail on a planted violation, and to hold without one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow

# Contract, file to change (made when it does not exist), line to plant.
PLANTED = [
    ("layers", "assessment/content/files.py", "import assessment.services.method"),
    ("layers", "assessment/helpers/__init__.py", '"""Things."""'),
    ("layers", "assessment/reports/language.py", "import assessment.content.reading"),
    ("domain", "assessment/domain/scoring.py", "import sqlalchemy"),
    ("domain", "assessment/domain/scoring.py", "import assessment.config"),
    ("flask", "assessment/services/method.py", "import flask"),
    ("libraries", "assessment/services/method.py", "import yaml"),
    ("database", "assessment/services/publications.py", "import sqlalchemy"),
    ("mail", "assessment/mail/message.py", "import babel"),
    ("solver", "assessment/reports/charts.py", "import highspy"),
    ("pdf", "assessment/services/reporting.py", "import assessment.reports.pdf"),
    ("storage", "assessment/web/public.py", "import assessment.storage"),
    ("acyclic", "assessment/config.py", "import assessment.content.files"),
]


def broken(folder: Path) -> set[str]:
    """Return the names of the contracts that do not hold in a copy of the program."""
    environment = os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"}
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [program, "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return set(re.findall(r"^(.+) BROKEN$", done.stdout, re.MULTILINE)) | ({done.stderr} if done.stderr else set())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "assessment", tmp_path / "assessment", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def names() -> dict[str, str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract["name"] for contract in contracts}


@pytest.mark.parametrize(("contract", "path", "line"), PLANTED, ids=[f"{c}-{p}" for c, p, _ in PLANTED])
def test_a_planted_violation_breaks_its_contract(copy: Path, contract: str, path: str, line: str) -> None:
    target = copy / path
    target.parent.mkdir(exist_ok=True)
    before = target.read_text("utf-8") if target.exists() else ""
    target.write_text(f"{before}\n{line}\n", "utf-8")

    found = broken(copy)

    assert names()[contract] in found


def test_every_contract_holds_and_has_a_planted_violation(copy: Path) -> None:
    assert broken(copy) == set()
    assert {contract for contract, _, _ in PLANTED} == set(names())
