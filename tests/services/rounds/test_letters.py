"""Letters to print: made by the worker with new codes, safe to interrupt, forgotten after a day."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from assessment import storage
from assessment.reports import process
from assessment.reports.errors import ReportFailed
from assessment.services import invitations, jobs, work
from assessment.services.rounds import letters
from assessment.services.rounds.inviting import NotInviting
from assessment.services.rounds.inviting_again import invite_again
from assessment.services.rounds.letters import Nobody, Wish
from assessment.storage import blobs, db
from assessment.storage.tables import Job, Participant, RoundLetters
from tests import factories
from tests.services.rounds.scene import Scene, scene
from tests.services.rounds.test_inviting import WRITER, one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

NOW = factories.NOW
LINK = f"https://assess.example.org/invitation/{letters.SECRET}"


@pytest.fixture
def open_round(any_app: Flask) -> Iterator[Scene]:
    with any_app.app_context():
        yield scene()


@pytest.fixture
def quick(context: None) -> Scene:  # noqa: ARG001 - opened for the whole test
    return scene()


def wish(*ids: str) -> Wish:
    return Wish(ids, LINK, "https://assess.example.org/code", "Odile Mbeki", "Partnerships Office")


def ask(made: Scene, *ids: str) -> str:
    return letters.request_letters(made.round_id, wish(*ids), made.officer, NOW)


def do_work() -> None:
    while work.work_once(lambda: NOW):
        pass


def state(key: str) -> str:
    return db.session.scalars(select(Job.state).where(Job.key == key)).one()


@pytest.mark.slow
def test_letters_carry_codes_that_open_and_the_former_ones_are_dead(open_round: Scene) -> None:
    first, second = one(open_round, contact="Achieng Owuor"), one(open_round, name="Lake Bank")
    key = ask(open_round, first.participant_id, second.participant_id)
    assert first.invited is not None
    assert invitations.find_by_code(first.invited.code, NOW) is not None

    do_work()

    assert state(key) == "done"
    (part,) = letters.parts(open_round.round_id, key)
    assert part.letters == 2
    with letters.open_part(open_round.round_id, key, 1) as file:
        text = subprocess.run(
            ["pdftotext", "-raw", "-", "-"], input=file.read(), check=True, capture_output=True
        ).stdout
    words = " ".join(text.decode().split())
    assert "Dear Achieng Owuor," in words
    assert "assess.example.org/code" in words
    codes = re.findall(r"\b([2-9A-Z]{4}) ?- ?([2-9A-Z]{4})\b", words)
    assert len(codes) == 2
    assert all(invitations.find_by_code("".join(code), NOW) for code in codes)
    assert invitations.find_by_code(first.invited.code, NOW) is None


@pytest.mark.slow
def test_who_has_accepted_meanwhile_keeps_what_they_have(quick: Scene) -> None:
    made, other = one(quick), one(quick, name="Lake Bank")
    key = ask(quick, made.participant_id, other.participant_id)
    home = factories.organisation()
    with storage.transaction() as session:
        session.execute(
            update(Participant).where(Participant.id == made.participant_id).values(organisation_id=home.id)
        )  # fmt: skip

    do_work()

    assert [part.letters for part in letters.parts(quick.round_id, key)] == [1]


def test_a_code_that_changes_while_its_letter_is_made_is_drawn_again(
    quick: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = one(quick)
    key = ask(quick, made.participant_id)
    renewed = []

    def meanwhile(*_: object) -> bytes:
        again = invite_again(quick.officer, made.participant_id, WRITER, NOW)
        renewed.append(again)
        return b"%PDF-1.7"

    monkeypatch.setattr(process, "render", meanwhile)
    work.work_once(lambda: NOW)

    assert state(key) == "waiting"
    assert letters.parts(quick.round_id, key) == ()
    assert renewed[0].invited is not None
    assert invitations.find_by_code(renewed[0].invited.code, NOW) is not None


def test_a_letter_that_cannot_be_made_leaves_the_code_as_it_was(quick: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    made = one(quick)
    key = ask(quick, made.participant_id)

    def fail(*_: object) -> bytes:
        raise ReportFailed("on purpose")

    monkeypatch.setattr(process, "render", fail)
    work.work_once(lambda: NOW)

    assert made.invited is not None
    assert invitations.find_by_code(made.invited.code, NOW) is not None
    assert state(key) == "waiting"


def test_a_job_that_is_resumed_makes_only_the_parts_that_are_missing(
    quick: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "PART", 1)
    ids = [one(quick, name=f"Clinic {n}").participant_id for n in range(3)]
    key, made = ask(quick, *ids), []

    def second_fails(*_: object) -> bytes:
        made.append(1)
        if len(made) == 2:
            raise ReportFailed("on purpose")
        return b"%PDF-1.7"

    monkeypatch.setattr(process, "render", second_fails)
    work.work_once(lambda: NOW)
    assert [part.number for part in letters.parts(quick.round_id, key)] == [1]
    before = db.session.scalars(select(Participant.invitation_id).where(Participant.id == ids[0])).one()

    while work.work_once(lambda: NOW + timedelta(minutes=5)):
        pass

    assert sorted(part.number for part in letters.parts(quick.round_id, key)) == [1, 2, 3]
    after = db.session.scalars(select(Participant.invitation_id).where(Participant.id == ids[0])).one()
    assert before == after
    assert len(made) == 4


def test_a_round_that_closes_meanwhile_ends_the_job(quick: Scene) -> None:
    key = ask(quick, one(quick).participant_id)
    quick.close()

    do_work()

    found = jobs.progress(key)
    assert found is not None
    assert (found.state, found.problem) == ("failed", "gone")


@pytest.mark.parametrize("ids", [(), ("nobody",)])
def test_letters_to_nobody_are_not_made(quick: Scene, ids: tuple[str, ...]) -> None:
    with pytest.raises(Nobody):
        ask(quick, *ids)


def test_no_letters_are_made_for_a_closed_round(quick: Scene) -> None:
    made = one(quick)
    quick.close()

    with pytest.raises(NotInviting):
        ask(quick, made.participant_id)


@pytest.mark.parametrize("way", ["by hand", "after a day"])
def test_files_with_codes_are_deleted(quick: Scene, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setattr(process, "render", lambda *_: b"%PDF-1.7")
    key = ask(quick, one(quick).participant_id)
    do_work()
    digest = db.session.scalars(select(RoundLetters.digest)).one()
    assert blobs.store().has(digest)

    if way == "by hand":
        letters.forget_letters(quick.round_id, key, quick.officer, NOW)
    else:
        letters.sweep_letters(NOW + timedelta(hours=25))

    assert letters.parts(quick.round_id, key) == ()
    assert not blobs.store().has(digest)
