"""Makes the time capsule of this version: `python -m tests.capsules.making NAME`.

It is made once, when a version is released, and never again: an instance filled by that version's own services, with
a submission by every published questionnaire version, and beside it what was scored and reported.
"""

from __future__ import annotations

import json
import lzma
import random
import sqlite3
import sys
import tarfile
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path

from assessment.app import create_app
from assessment.config import Settings
from assessment.content import files
from assessment.domain import population
from assessment.domain.answers import Assessment, Organisation, System
from assessment.domain.questionnaire import Depth
from assessment.services import answering, publications
from assessment.services.answering import Save
from assessment.services.demo import filling
from assessment.services.identifiers import new_id
from assessment.services.places import Place
from assessment.storage import db
from tests import factories, results
from tests.capsules.golden import golden

HERE = Path(__file__).parent
DAY, SEED, ORGANISATIONS = date(2026, 11, 20), 4, 5
# What a running service keeps for itself and makes anew.
LEFT_OUT = {"cache", "mail", "metrics", "rates.sqlite3", "write.lock", "anchors.lock"}


def make(name: str) -> Path:
    """Write the capsule of this version into the folder of that name; raise FileExistsError when there is one."""
    folder = HERE / name
    folder.mkdir()
    with tempfile.TemporaryDirectory() as place:
        instance = Path(place)
        app = create_app(Settings.from_env({"INSTANCE": str(instance)}))
        with app.app_context():
            publications.migrate()
            publications.register_published(factories.NOW)
            filling.fill(ORGANISATIONS, SEED, DAY)
            _other_versions()
            found = golden()
            db.session.remove()
            db.engine.dispose()
        _at_rest(instance / "assessment.sqlite3")
        (folder / "golden.json.xz").write_bytes(lzma.compress(json.dumps(found, ensure_ascii=False).encode(), preset=9))
        (folder / "instance.tar.xz").write_bytes(_packed(instance))
    return folder


def _other_versions() -> None:
    """Store a submission by each published version of each questionnaire, also those that a demonstration leaves."""
    organisation = factories.organisation("Lake Basin Cooperative")
    for listed in files.versions():
        if not listed.is_published:
            continue
        source, chance = files.load(listed.questionnaire, listed.version), random.Random(SEED)
        invented = population.invent(chance)
        answers = population.answer(chance, invented, source, Depth.FULL, invented.maturity)
        system = factories.system(organisation, f"System under {source.id} {source.version}")
        row = factories.assessment(
            system, questionnaire=source.id, version=source.version, fingerprint=source.fingerprint
        )
        saves = [Save(question, 0, answer) for question, answer in answers.items()]
        answering.save_answers(row.id, saves, by=row.created_by, at=factories.NOW, save_id=new_id())
        told = Organisation(organisation.name, "KE", "A", "small"), System(system.name, "deployer", "Shows prices")
        given = Assessment(source.id, source.version, Depth.FULL, "en", DAY.isoformat(), *told, answers)
        results.submit(Place(assessment=row, system=system, organisation=organisation), given)


def _at_rest(database: Path) -> None:
    """Bring everything into the one file that is kept."""
    with sqlite3.connect(database) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
        connection.execute("pragma journal_mode = delete")
        connection.execute("vacuum")


def _packed(instance: Path) -> bytes:
    made = BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for path in sorted(instance.rglob("*")):
            relative = path.relative_to(instance)
            if path.is_file() and relative.parts[0] not in LEFT_OUT and not path.name.endswith(("-wal", "-shm")):
                archive.add(path, relative.as_posix())
    return lzma.compress(made.getvalue(), preset=9)


if __name__ == "__main__":
    make(sys.argv[1])
