"""What five languages cost: the start, the memory of a worker, and a translated page beside the English one.

The start and the memory are measured in fresh processes: one that sees no catalogue but English, and one that reads
every shipped language and shows the same pages in each. Texts in preparation are read like complete ones.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assessment import storage
from assessment.app import create_app
from assessment.config import Settings
from assessment.content import files
from assessment.languages import interface
from tests import factories
from tests.bench.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

ROUNDS = 40
PAGES = ("/questionnaires/altai/2020.1/HAO", "/questionnaires", "/sign-in")
_PROGRAM = """
import json, os, sys, time
from pathlib import Path
from assessment.config import Settings
from assessment import storage
from assessment.app import create_app
from assessment.languages import folders, interface

codes, start = json.loads(sys.argv[1]), time.process_time()
if not codes:
    folders.languages = lambda domain, within: ()
app = create_app(Settings.from_env())
seconds = time.process_time() - start
with app.app_context():
    storage.migrate()
client = app.test_client()
for code in ["en", *codes]:
    client.get(f"/language/{code}")
    for address in json.loads(sys.argv[2]):
        client.get(address)
status = Path("/proc/self/status").read_text()
memory = int(status.split("VmRSS:")[1].split()[0]) / 1024
print(json.dumps([seconds, memory]))
"""


def run() -> Iterator[Row]:
    """Give the rows one by one."""
    codes = [code for code in interface.offered() if code != interface.SOURCE]
    alone, many = _fresh([]), _fresh(codes)
    yield Row(
        f"start with {len(interface.known()) + 1} languages beyond the start with one", many[0] - alone[0], "s", 2
    )
    yield Row(f"memory after pages in {len(codes) + 1} languages beyond one", many[1] - alone[1], "MiB", 25)
    with TemporaryDirectory() as folder:
        app = create_app(Settings.from_env({"INSTANCE": folder}))
        with app.app_context():
            storage.migrate()
            organisation = factories.organisation()
            assessment = factories.assessment(factories.system(organisation), version="2020.1")
            factories.answers(assessment, factories.every_answer(files.load("altai", "2020.1")))
            client = app.test_client()
            factories.sign_in(app, client, factories.member(organisation))
            inside = (f"/assessments/{assessment.id}/sections/HAO", f"/assessments/{assessment.id}/result")
        for address in (*PAGES, *inside):
            times = _times(client, address, ["en", *codes])
            for code in codes:
                ratio = times[code] / times["en"]
                name = address.replace(inside[0].split("/")[2], "…")
                yield Row(f"{name} in {code} ÷ in English ({times['en']:.1f} ms)", ratio, "", 1.15)
        with app.app_context():
            storage.db.session.remove()
            storage.db.engine.dispose()


def _fresh(codes: list[str]) -> tuple[float, float]:
    """Return the seconds of the start and the mebibytes after some pages of a fresh process, the least of three."""
    found = []
    for _ in range(3):
        with TemporaryDirectory() as folder:
            command = [sys.executable, "-c", _PROGRAM, json.dumps(codes), json.dumps(PAGES)]
            done = subprocess.run(command, check=True, capture_output=True, text=True, env={"INSTANCE": folder})
            found.append(json.loads(done.stdout.splitlines()[-1]))
    return min(one[0] for one in found), min(one[1] for one in found)


def _times(client: FlaskClient, address: str, codes: list[str]) -> dict[str, float]:
    """Return the median milliseconds of a page in each language, asked for by turns."""
    taken: dict[str, list[float]] = {code: [] for code in codes}
    for turn in range(ROUNDS):
        for code in codes:
            client.get(f"/language/{code}")
            start = time.process_time()
            client.get(address)
            # The first time compiles.
            if turn:
                taken[code].append((time.process_time() - start) * 1000)
    return {code: median(times) for code, times in taken.items()}
