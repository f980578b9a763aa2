"""The wheel works when installed elsewhere: templates, translations, questionnaires and documents are inside it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.test_deploy import folders_read

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow

PROGRAM = """
import assessment, pathlib, sys
assert pathlib.Path(assessment.__file__).is_relative_to(sys.argv[1]), assessment.__file__
from assessment.app import create_app
from assessment.cli import main
main(["migrate"], obj=create_app, standalone_mode=False)
client = create_app().test_client()
for address in ("/", "/method", "/questionnaires/altai/2020.1/HAO"):
    assert client.get(address).status_code == 200, address
main(["report", sys.argv[2], "-o", sys.argv[3]], standalone_mode=False)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from what is in the checkout and unpack it as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    site = folder / "site"
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    return site


def test_the_installed_program_serves_pages_and_makes_a_report(installed: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    arguments = [str(installed), str(ROOT / "examples" / "clinic-triage.yaml"), str(report)]
    environment = os.environ | {"PYTHONPATH": str(installed), "INSTANCE": str(tmp_path / "instance")}

    subprocess.run([sys.executable, "-c", PROGRAM, *arguments], cwd=tmp_path, env=environment, check=True)

    assert report.read_bytes().startswith(b"%PDF")


def test_the_wheel_carries_no_tests_and_no_workshop(installed: Path) -> None:
    top = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}

    assert top == {"assessment"}


def test_the_wheel_carries_every_folder_that_the_program_reads(installed: Path) -> None:
    assert folders_read() == {path.name for path in (installed / "assessment" / "_data").iterdir()}
