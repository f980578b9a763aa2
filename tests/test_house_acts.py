"""Whatever changes something writes a line into the trail; what does not is listed here with its reason."""

from __future__ import annotations

import ast

import pytest

from assessment.domain.trail import Event
from tests.test_house_rules import PROGRAM, ROOT, name, text_of

SERVICES = [path for path in PROGRAM if "services" in path.parts]
# Book-keeping of the program itself: nothing that a person does or would ask about.
WITHOUT_A_LINE = {
    "assessment/services/sessions.py": "a session seen; signing in and out are acts of accounts",
    "assessment/services/mail.py": "how sending goes; what is sent was written with the act it belongs to",
    "assessment/services/factors.py": "that a code is used up; the sign-in it belongs to is an act",
    "assessment/services/passkeys.py": "how often a passkey was used; the sign-in it belongs to is an act",
    "assessment/services/mentions.py": "what somebody has seen",
    "assessment/services/guest_codes.py": "codes sent and tried; the confirmation they lead to is an act",
    "assessment/services/files.py": "files that nothing refers to any more; the act that removed them wrote its line",
    "assessment/services/publications.py": "which versions the program offers, at its start",
    "assessment/services/jobs.py": "who works on what; what is wanted is written with the act it belongs to",
    "assessment/services/work.py": "that periodic tasks come round",
    "assessment/services/releases/files.py": "the file that was made of a release; taking it is an act",
    "assessment/services/documents.py": "the document that a job has made; asking for it is an act",
    "assessment/services/taking/organisations.py": "the file that a job has packed; asking for it is an act",
    "assessment/services/housekeeping.py": "sessions and jobs that ended by themselves",
    "assessment/services/releases/making.py": "how far it is, and rows that count only with the act that follows",
    "assessment/services/rounds/importing.py": "a list that somebody is looking at; inviting those on it is an act",
    "assessment/services/rounds/letters.py": "letters that are a day old; making them is an act",
    "assessment/services/score_rows.py": "what follows from a frozen score, for submissions from before",
    "assessment/services/workshops/voting.py": "votes without names; what is agreed upon them is an act",
    "assessment/services/backups/restoring.py": "a whole history is put back; a line says so once its keys are there",
}


def opened(source: str) -> set[str]:
    """Return which ways of writing a service uses: `transaction`, `act`, or a commit of its own."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in {"transaction", "act", "commit", "begin", "begin_nested"}:
            found.add(node.attr)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("assessment.storage"):
            found |= {alias.name for alias in node.names} & {"transaction", "act"}
    return found


def test_a_service_writes_only_as_an_act() -> None:
    found = {name(path): opened(text_of(path)) - {"act"} for path in SERVICES}

    unlisted = {path: ways - {"transaction"} if path in WITHOUT_A_LINE else ways for path, ways in found.items()}
    assert {path: ways for path, ways in unlisted.items() if ways} == {}


def test_every_listed_exception_still_needs_to_be_one() -> None:
    needless = [path for path in WITHOUT_A_LINE if "transaction" not in opened((ROOT / path).read_text("utf-8"))]

    assert needless == []


@pytest.mark.parametrize(
    "planted",
    ["with storage.transaction() as s: pass", "from assessment.storage import transaction", "db.session.commit()"],
)
def test_a_planted_way_around_acts_is_found(planted: str) -> None:
    assert opened(planted) - {"act"}


def test_only_storage_commits() -> None:
    others = [p for p in PROGRAM if "storage" not in p.parts and "services" not in p.parts]

    assert [name(p) for p in others if opened(text_of(p)) & {"commit", "transaction"}] == []


def test_every_kind_of_event_is_written_somewhere() -> None:
    others = [path for path in PROGRAM if name(path) != "assessment/domain/trail.py"]
    sources = "".join(path.read_text("utf-8") for path in others)

    assert [event.name for event in Event if f"Event.{event.name}" not in sources] == []
