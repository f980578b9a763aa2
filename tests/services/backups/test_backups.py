"""Backups: everything as it was at one moment, on either database, and nothing taken on trust."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, insert, text

from assessment import storage
from assessment.app import create_app
from assessment.config import Settings
from assessment.domain.trail import Event
from assessment.services.backups import making, restoring, verifying
from assessment.services.backups.errors import BackupError, KeysMissing, NotEmpty, Unusable, WrongPassphrase
from assessment.storage import acts, blobs, db, dump, schema
from assessment.storage.tables import AnswerChange, StoredAnswer
from tests import factories, planted
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask

PASSPHRASE = "correct horse battery staple"  # noqa: S105 - made for the tests


@pytest.fixture
def target(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], Flask]:
    """Give a function that starts an installation of its own, on SQLite or PostgreSQL; called again, the same one."""
    urls: dict[str, str] = {}

    def start(kind: str) -> Flask:
        if kind == "postgresql" and kind not in urls:
            urls[kind] = request.getfixturevalue("empty_postgres")
        made = create_app(
            Settings.from_env({"INSTANCE": str(tmp_path / f"to-{kind}"), "DATABASE_URL": urls.get(kind, "")})
        )
        request.addfinalizer(lambda: _let_go(made))
        return made

    return start


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _content() -> dict[str, list[dump.Row]]:
    with storage.snapshot() as session:
        return {name: list(dump.rows(session, table)) for name, table in dump.tables(session).items()}


def _fill() -> None:
    planted.plant()
    blob = blobs.store().put(io.BytesIO(b"evidence"), 100)
    with acts.act(Event.EVIDENCE_ADDED, by="", at=NOW) as done:
        done.session.execute(text("update evidence set digest = :digest"), {"digest": blob.digest})
        done.session.execute(text("delete from submission"))
        done.session.execute(text("delete from answer"))
        done.session.execute(text("delete from answer_change"))


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])])
def test_a_restored_backup_holds_every_row_every_file_and_a_whole_trail(
    any_app: Flask, tmp_path: Path, target: Callable[[str], Flask], kind: str
) -> None:
    file = tmp_path / "backup.zip"
    with any_app.app_context():
        _fill()
        before = _content()
        made = making.make_backup(file, PASSPHRASE, NOW)

    with target(kind).app_context():
        restored = restoring.restore_backup(file, PASSPHRASE)
        after = _content()

        assert after == before
        assert (restored.rows, restored.blobs) == (sum(map(len, before.values())), 1)
        assert (made.rows, made.missing) == (restored.rows, ())
    with target(kind).app_context():
        verified = verifying.verify_restored(NOW)
        assert verified.is_sound
        assert verified.trail.lines == 1
        planted_after = storage.db.session.execute(text("select event from trail_line order by number")).scalars().all()
        assert planted_after == ["evidence-added", "restored"]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])])
def test_after_a_restore_new_rows_get_new_numbers(
    app: Flask, tmp_path: Path, target: Callable[[str], Flask], kind: str
) -> None:
    with app.app_context():
        planted.plant()
        making.make_backup(tmp_path / "backup.zip", PASSPHRASE, NOW)

    with target(kind).app_context():
        restoring.restore_backup(tmp_path / "backup.zip", PASSPHRASE)
        with storage.transaction() as session:
            organisation = session.execute(text("select id from organisation")).scalar_one()
            session.execute(
                text(
                    "insert into consent (organisation_id, purpose, wording, given, decided_by, decided_at) "
                    "values (:o, 'named', 1, true, 'x', '2026-11-25 10:00:00+00:00')"
                ),
                {"o": organisation},
            )
        assert session.execute(text("select count(*) from consent")).scalar_one() == 2


def _write_answers(app: Flask, assessment: str, question: str, stop: threading.Event, written: list[int]) -> None:
    with app.app_context():
        version = 0
        while not stop.is_set():
            version += 1
            row = {"assessment_id": assessment, "question_id": question, "version": version, "value": f'"{version}"'}
            by = {"changed_by": "amina", "changed_at": NOW}
            with acts.act(Event.ANSWERS_SAVED, by="amina", at=NOW, subject=assessment) as done:
                done.session.execute(insert(AnswerChange).values(**row, **by, save_id=f"{version}"))
                done.session.execute(
                    delete(StoredAnswer).where(
                        StoredAnswer.assessment_id == assessment, StoredAnswer.question_id == question
                    )
                )
                done.session.execute(insert(StoredAnswer).values(**row, **by, is_valid=True))
                done.note_answer(question, version, f'"{version}"')
            written[0] = version


@pytest.mark.slow
def test_a_backup_taken_while_people_write_verifies(
    any_app: Flask, tmp_path: Path, target: Callable[[str], Flask]
) -> None:
    with any_app.app_context():
        assessment = factories.assessment(factories.system(factories.organisation())).id
    stop, counts = threading.Event(), [[0], [0], [0]]
    writers = [
        threading.Thread(target=_write_answers, args=(any_app, assessment, question, stop, count))
        for question, count in zip(("HAO-A1", "HAO-A2", "HAO-A3"), counts, strict=True)
    ]
    for writer in writers:
        writer.start()
    try:
        with any_app.app_context():
            begun = sum(count[0] for count in counts)
            making.make_backup(tmp_path / "backup.zip", PASSPHRASE, NOW)
    finally:
        stop.set()
        for writer in writers:
            writer.join(30)

    with target("sqlite").app_context():
        restoring.restore_backup(tmp_path / "backup.zip", PASSPHRASE)
    with target("sqlite").app_context():
        verified = verifying.verify_restored(NOW)

    assert verified.trail.faults == ()
    assert begun <= verified.trail.lines <= sum(count[0] for count in counts)


def test_a_backup_is_readable_by_its_owner_only(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        making.make_backup(tmp_path / "backup.zip", PASSPHRASE, NOW)

    assert (tmp_path / "backup.zip").stat().st_mode & 0o777 == 0o600


def test_a_backup_never_overwrites_another_file(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "backup.zip").write_text("an older backup")

    with app.app_context(), pytest.raises(BackupError, match="never overwrites"):
        making.make_backup(tmp_path / "backup.zip", PASSPHRASE, NOW)


def test_keys_never_stand_in_a_backup_in_the_clear(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        making.make_backup(tmp_path / "backup.zip", PASSPHRASE, NOW)
        secrets = [path.read_bytes() for path in (tmp_path / "instance").glob("*-key")]

    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert len(secrets) >= 2
    assert [secret for secret in secrets if secret in everything] == []


def test_a_wrong_passphrase_changes_nothing(app: Flask, tmp_path: Path, target: Callable[[str], Flask]) -> None:
    with app.app_context():
        factories.organisation()
        making.make_backup(tmp_path / "backup.zip", PASSPHRASE, NOW)

    with target("sqlite").app_context():
        with pytest.raises(WrongPassphrase):
            restoring.restore_backup(tmp_path / "backup.zip", "a guess of fifteen letters")
        assert dump.tables(db.session) == {}


def test_without_its_keys_a_backup_is_not_restored(app: Flask, tmp_path: Path, target: Callable[[str], Flask]) -> None:
    with app.app_context():
        making.make_backup(tmp_path / "backup.zip", "", NOW)

    with (
        target("sqlite").app_context(),
        pytest.raises(KeysMissing, match="pseudonym-key, secret-key, totp-key, trail-key"),
    ):
        restoring.restore_backup(tmp_path / "backup.zip", "")


def test_keys_that_were_copied_by_hand_will_do(app: Flask, tmp_path: Path, target: Callable[[str], Flask]) -> None:
    with app.app_context():
        with acts.act(Event.COMMENTED, by="", at=NOW):
            pass
        making.make_backup(tmp_path / "backup.zip", "", NOW)
    (tmp_path / "to-sqlite").mkdir()
    for key in (tmp_path / "instance").glob("*-key"):
        (tmp_path / "to-sqlite" / key.name).write_bytes(key.read_bytes())

    with target("sqlite").app_context():
        restoring.restore_backup(tmp_path / "backup.zip", "")
        assert verifying.verify_restored(NOW).is_sound


def test_a_short_passphrase_is_refused(app: Flask, tmp_path: Path) -> None:
    with app.app_context(), pytest.raises(BackupError, match="shorter than 15"):
        making.make_backup(tmp_path / "backup.zip", "short", NOW)
    assert list(tmp_path.glob("*backup*")) == []


def test_a_backup_is_only_restored_into_an_empty_database(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        factories.organisation()
        making.make_backup(tmp_path / "backup.zip", PASSPHRASE, NOW)

        with pytest.raises(NotEmpty):
            restoring.restore_backup(tmp_path / "backup.zip", PASSPHRASE)


def _rewritten(source: Path, place: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(place, "w") as after:
        for name in before.namelist():
            content = change(name, before.read(name))
            if content is not None:
                after.writestr(name, content)
    return place


@pytest.mark.parametrize(
    "change",
    [
        lambda _, content: content.replace(b"Kisumu", b"Kampala"),
        lambda name, content: None if name == "tables/organisation.jsonl" else content,
        lambda name, content: None if name == "manifest.json" else content,
        lambda _, content: content.replace(b'"format": 1', b'"format": 2'),
        lambda _, content: content.replace(b'"revision": "', b'"revision": "9'),
        lambda name, content: b"[]" if name == "manifest.json" else content,
        lambda _, content: content.replace(b"tables/organisation.jsonl", b"tables/../../etc/passwd"),
    ],
)
def test_a_backup_that_was_changed_is_refused_before_anything_is_written(
    app: Flask, tmp_path: Path, target: Callable[[str], Flask], change: Callable[[str, bytes], bytes | None]
) -> None:
    with app.app_context():
        factories.organisation()
        making.make_backup(tmp_path / "backup.zip", PASSPHRASE, NOW)
    changed = _rewritten(tmp_path / "backup.zip", tmp_path / "changed.zip", change)

    with target("sqlite").app_context():
        with pytest.raises(Unusable):
            restoring.restore_backup(changed, PASSPHRASE)
        assert dump.tables(db.session) == {}


def test_half_a_file_is_no_backup(app: Flask, tmp_path: Path, target: Callable[[str], Flask]) -> None:
    with app.app_context():
        making.make_backup(tmp_path / "backup.zip", PASSPHRASE, NOW)
    whole = (tmp_path / "backup.zip").read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])

    with target("sqlite").app_context(), pytest.raises(Unusable):
        restoring.restore_backup(tmp_path / "half.zip", PASSPHRASE)


def test_an_entry_that_is_longer_than_it_says_is_not_unpacked(
    app: Flask, tmp_path: Path, target: Callable[[str], Flask]
) -> None:
    with app.app_context():
        factories.organisation()
        making.make_backup(tmp_path / "backup.zip", PASSPHRASE, NOW)

    def bomb(name: str, content: bytes) -> bytes:
        return b"0" * 50_000_000 if name == "tables/organisation.jsonl" else content

    changed = _rewritten(tmp_path / "backup.zip", tmp_path / "bomb.zip", bomb)
    with target("sqlite").app_context(), pytest.raises(Unusable, match="organisation"):
        restoring.restore_backup(changed, PASSPHRASE)


def test_a_lost_file_is_named_and_does_not_stop_the_backup(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        _fill()
        digest = db.session.execute(text("select digest from evidence")).scalar_one()
        blobs.store().remove(digest)

        made = making.make_backup(tmp_path / "backup.zip", PASSPHRASE, NOW)

    assert made.missing == (digest,)


def test_a_backup_of_an_older_schema_is_restored_and_migrated(
    app: Flask, tmp_path: Path, target: Callable[[str], Flask]
) -> None:
    with app.app_context():
        schema.start_at("0001")
        with storage.transaction() as session:
            row = "('altai', '2020.1', 'abc', '2026-11-25 10:00:00.000000')"
            session.execute(text(f"insert into published_version values {row}"))  # noqa: S608 - fixed words
        making.make_backup(tmp_path / "backup.zip", PASSPHRASE, NOW)

    with target("sqlite").app_context():
        restored = restoring.restore_backup(tmp_path / "backup.zip", PASSPHRASE)
        assert (schema.present(), restored.rows) == (schema.newest(), 1)
        assert db.session.execute(text("select fingerprint from published_version")).scalar_one() == "abc"


def test_making_a_backup_is_written_down_with_its_digest(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        made = making.make_backup(tmp_path / "backup.zip", PASSPHRASE, NOW + timedelta(days=1))
        content = json.loads(db.session.execute(text("select content from trail_detail")).scalar_one())

    assert content["sha256"] == made.digest
