"""From a published version over a draft to a new version that every process finds and nobody can change."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from assessment import storage
from assessment.content import files
from assessment.content.errors import ChangedAfterPublication, UnknownQuestionnaire
from assessment.domain.drafts import DraftState
from assessment.domain.trail import Event
from assessment.services import assessments, publications
from assessment.services.conflicts import Stale
from assessment.services.drafting import deciding, editing, making, reading
from assessment.services.drafting.deciding import Decision
from assessment.storage import editions
from assessment.storage.tables import Edition
from tests import drafts
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

QUESTION = "questions/HAO-A1"


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def test_a_draft_begins_as_an_exact_copy_of_its_base() -> None:
    made, source = drafts.draft(), files.load("altai", "2020.1")

    assert made.judged.questionnaire is not None
    assert made.judged.questionnaire.questions == source.questions
    assert not made.judged.has_errors


def test_what_is_published_is_offered_like_a_shipped_version() -> None:
    made = drafts.draft()

    digest = drafts.published(made)

    listed = next(one for one in assessments.offered() if one.version == made.row.version)
    assert (listed.fingerprint, files.load("altai", made.row.version).fingerprint) == (digest, digest)


def test_another_process_finds_it_without_a_restart(app: Flask) -> None:
    code = (
        "import sys; from assessment.app import create_app; from assessment.services import assessments\n"
        "with create_app().app_context():\n"
        "    for line in sys.stdin:\n"
        "        print(line.strip() in {one.version for one in assessments.offered()}, flush=True)\n"
    )
    environment = os.environ | {"INSTANCE": app.instance_path}
    made = drafts.draft()
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:  # fmt: skip
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write(f"{made.row.version}\n")
        other.stdin.flush()
        before = other.stdout.readline().strip()
        drafts.published(made)
        after = other.communicate(f"{made.row.version}\n")[0].strip()

    assert (before, after) == ("False", "True")


def test_a_draft_is_offered_to_nobody() -> None:
    made = drafts.draft()

    assert made.row.version not in {one.version for one in assessments.offered()}
    with pytest.raises(UnknownQuestionnaire):
        files.load("altai", made.row.version)


def test_a_changed_text_is_in_the_published_version() -> None:
    made = drafts.draft()
    part = made.part(QUESTION)
    editing.save_part(
        made.row.id, QUESTION, {**part.content, "help": "Another help."}, part.version, made.row.made_by, NOW
    )

    drafts.published(made)

    assert files.load("altai", made.row.version).by_id["HAO-A1"].help == "Another help."


def test_who_has_sent_a_draft_cannot_publish_it() -> None:
    made = drafts.draft()
    deciding.send(made.row.id, Decision(made.row.revision, made.row.made_by, NOW))
    sent = reading.find(made.row.id)

    with pytest.raises(deciding.SamePerson):
        deciding.publish(sent.row.id, Decision(sent.row.revision, made.row.made_by, NOW))
    assert reading.find(made.row.id).state is DraftState.IN_APPROVAL


def test_nobody_approves_what_they_have_not_seen() -> None:
    made = drafts.draft()
    seen = made.row.revision
    deciding.send(made.row.id, Decision(seen, made.row.made_by, NOW))

    with pytest.raises(Stale):
        deciding.publish(made.row.id, Decision(seen, drafts.editor(), NOW))


def test_a_draft_with_errors_cannot_be_sent() -> None:
    made = drafts.draft()
    part = made.part(QUESTION)
    editing.save_part(made.row.id, QUESTION, {**part.content, "text": ""}, part.version, made.row.made_by, NOW)
    now = reading.find(made.row.id)

    with pytest.raises(deciding.HasErrors):
        deciding.send(now.row.id, Decision(now.row.revision, now.row.made_by, NOW))


def test_what_waits_for_approval_cannot_be_changed() -> None:
    made = drafts.draft()
    part = made.part(QUESTION)
    deciding.send(made.row.id, Decision(made.row.revision, made.row.made_by, NOW))

    with pytest.raises(editing.Closed):
        editing.save_part(made.row.id, QUESTION, {**part.content, "help": "New."}, part.version, "x", NOW)


@pytest.mark.parametrize("version", ["2020.1", "2019.1"])
def test_a_shipped_version_cannot_be_drafted_again(version: str) -> None:
    with pytest.raises(making.Unfit, match="taken"):
        making.make_draft("altai", "2020.1", version, drafts.editor(), NOW)


def test_a_published_version_cannot_be_drafted_again() -> None:
    made = drafts.draft()
    drafts.published(made)

    with pytest.raises(making.Unfit, match="taken"):
        making.make_draft("altai", "2020.1", made.row.version, drafts.editor(), NOW)


def test_the_database_refuses_a_second_text_under_the_same_name() -> None:
    made = drafts.draft()
    drafts.published(made)
    values = {"questionnaire": "altai", "version": made.row.version, "fingerprint": "0" * 64, "content": "format: 1"}

    with pytest.raises(IntegrityError), storage.transaction() as session:
        editions.add(session, values | {"made_by": "a", "approved_by": "b", "published_at": NOW})


def test_a_published_text_that_was_tampered_with_is_refused() -> None:
    made = drafts.draft()
    drafts.published(made)
    with storage.transaction() as session:
        session.execute(update(Edition).values(content=Edition.content + "\n# added"))

    with pytest.raises(ChangedAfterPublication, match="restore the database from a backup"):
        files.verified(files.find("altai", made.row.version))


def test_a_start_verifies_what_was_published_here() -> None:
    drafts.published(drafts.draft())
    with storage.transaction() as session:
        session.execute(update(Edition).values(content="format: 1"))

    with pytest.raises(ChangedAfterPublication):
        publications.register_published(NOW)


def test_a_publication_stands_in_the_trail_with_its_fingerprint() -> None:
    made = drafts.draft()

    digest = drafts.published(made)

    of = "select content from trail_detail d join trail_line l on l.number = d.number where event = :event"
    query = text(of).bindparams(event=Event.QUESTIONNAIRE_PUBLISHED.value)
    assert digest in str(storage.db.session.execute(query).scalar_one())
