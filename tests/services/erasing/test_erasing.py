"""Erasing: nothing personal stays in any column, what was written stays, and the trail is whole."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import String, Text, cast, func, insert, select, text, update

from assessment import storage
from assessment.domain.access import Role
from assessment.domain.trail import Event
from assessment.services import trail as trails
from assessment.services.erasing import accounts, organisations
from assessment.services.mail import Letter
from assessment.services.taking import people
from assessment.storage import Base, acts, belonging, blobs, db, personal
from assessment.storage.tables import Account, AnswerChange, GuestLink, Invitation, MailMessage, StoredAnswer
from tests import factories, planted
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask

NAME, EMAIL = "Zebedee Quux", "zebedee.quux@example.org"
# A signed statement is the organisation's record, and the page says that it keeps the name.
KEPT = {("submission", "signer_name")}


def _places_of(words: str) -> set[tuple[str, str]]:
    """Return every column of every table in which the words stand, whatever its type."""
    found = set()
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            as_text = func.lower(cast(column, Text) if not isinstance(column.type, String) else column)
            query = select(func.count()).select_from(table).where(as_text.contains(words.lower()))
            if db.session.scalar(query):
                found.add((table.name, column.name))
    return found


def _person() -> str:
    """Plant a row in every table, all by one person whose name and address stand wherever such a thing can stand."""
    rows = planted.plant("plain")
    id_ = str(rows["account"]["id"])
    with storage.transaction() as session:
        for statement in ("delete from answer", "delete from answer_change"):
            session.execute(text(statement))
        session.execute(update(Account).values(name=NAME, email=EMAIL, erased_at=None))
        session.execute(update(Invitation).values(email=EMAIL))
        session.execute(update(GuestLink).values(name=NAME, email=EMAIL))
        session.execute(update(MailMessage).values(recipient=EMAIL, text=f"Dear {NAME}"))
        session.execute(text("update submission set signer_name = :name"), {"name": NAME})
        session.execute(text("update comment set written_by = :id"), {"id": id_})
    assessment = str(rows["assessment"]["id"])
    with acts.act(Event.ANSWERS_SAVED, by=id_, at=NOW, subject=assessment) as done:
        row = {"assessment_id": assessment, "question_id": "HAO-A1", "version": 1, "value": '{"note":"x"}'}
        by = {"changed_by": id_, "changed_at": NOW}
        done.session.execute(insert(AnswerChange).values(**row, **by, save_id="one"))
        done.session.execute(insert(StoredAnswer).values(**row, **by, is_valid=True))
        done.note_answer("HAO-A1", 1, str(row["value"]))
    with acts.act(Event.SIGNED_IN, by=id_, at=NOW, subject=id_):
        pass
    with acts.act(Event.COMMENTED, by=id_, at=NOW, subject=assessment):
        pass
    return id_


def test_an_erased_person_stands_in_no_column_and_the_trail_is_whole(any_app: Flask) -> None:
    with any_app.app_context():
        id_ = _person()
        before = _places_of(NAME) | _places_of(EMAIL)

        accounts.erase_account(id_, id_, NOW)

        assert {("account", "name"), ("account", "email"), ("guest_link", "name"), *KEPT} <= before
        assert _places_of(NAME) | _places_of(EMAIL) == KEPT
        assert trails.verify(NOW).faults == ()


@pytest.mark.usefixtures("context")
def test_another_address_under_which_an_erased_person_was_invited_goes_too() -> None:
    id_ = _person()
    values = {"id": "i" * 26, "email": "other@example.org", "language": "en", "role": "", "accepted_by": id_}
    secrets = {"token_hash": "a" * 64, "code_hash": "b" * 64, "created_by": ""}
    with storage.transaction() as session:
        session.execute(insert(Invitation).values(**values, **secrets, created_at=NOW, expires_at=NOW, accepted_at=NOW))

    accounts.erase_account(id_, id_, NOW)

    assert not _places_of("other@example.org")


@pytest.mark.usefixtures("context")
def test_what_an_erased_person_wrote_stays() -> None:
    id_ = _person()

    accounts.erase_account(id_, id_, NOW)

    assert (
        db.session.execute(text("select count(*) from comment where written_by = :id"), {"id": id_}).scalar_one() == 1
    )
    assert db.session.execute(text("select changed_by from answer")).scalar_one() == id_


@pytest.mark.usefixtures("context")
def test_an_erased_account_has_nothing_left_but_its_id_and_when_it_began_and_ended() -> None:
    id_ = _person()

    accounts.erase_account(id_, id_, NOW)

    row = db.session.execute(select(Account.__table__).where(Account.id == id_)).one()._asdict()
    kept = {name for name, value in row.items() if value not in (None, "", [], False)}
    assert kept == {"id", "email", "fs_uniquifier", "language", "time_zone", "created_at", "erased_at"}
    assert row["email"] == f"{id_}@erased.invalid"


@pytest.mark.usefixtures("context")
def test_the_acts_of_an_erased_person_name_nobody_but_those_that_prove_answers() -> None:
    id_ = _person()

    accounts.erase_account(id_, id_, NOW)

    rows = db.session.execute(text("select l.event, d.actor from trail_line l join trail_detail d using (number)"))
    assert {row[0]: row[1] for row in rows} == {
        "answers-saved": id_, "signed-in": "", "commented": "", "account-erased": "",
    }  # fmt: skip


@pytest.mark.usefixtures("context")
def test_who_alone_owns_an_organisation_cannot_go_before_handing_over() -> None:
    organisation = factories.organisation("Only mine")
    owner = factories.member(organisation)

    with pytest.raises(accounts.SoleOwner):
        accounts.erase_account(owner.id, owner.id, NOW)
    assert [name for _, name in accounts.sole_ownerships(owner.id)] == ["Only mine"]

    factories.member(organisation)
    accounts.erase_account(owner.id, owner.id, NOW)


@pytest.mark.usefixtures("context")
def test_an_owner_who_cannot_sign_in_is_no_second_owner() -> None:
    organisation = factories.organisation()
    owner = factories.member(organisation)
    factories.member(organisation, Role.OWNER, factories.account("Suspended", active=False))

    with pytest.raises(accounts.SoleOwner):
        accounts.erase_account(owner.id, owner.id, NOW)


@pytest.mark.usefixtures("context")
def test_the_last_operator_cannot_go() -> None:
    operator = factories.account("Ola", Role.OPERATOR)

    with pytest.raises(accounts.LastOperator):
        accounts.erase_account(operator.id, operator.id, NOW)

    factories.account("Uwe", Role.OPERATOR)
    accounts.erase_account(operator.id, operator.id, NOW)


def test_a_deleted_organisation_leaves_nothing_but_lines_without_details(any_app: Flask) -> None:
    with any_app.app_context():
        id_ = _person()
        organisation = str(db.session.execute(text("select id from organisation")).scalar_one())
        digest = blobs.store().put(io.BytesIO(b"minutes"), 100).digest
        with storage.transaction() as session:
            session.execute(text("update evidence set digest = :d"), {"d": digest})

        organisations.delete_organisation(organisation, id_, lambda language: Letter("Gone", language), NOW)

        left = {t.name: db.session.scalar(select(func.count()).select_from(t)) for t in belonging.tables()}
        assert {name for name, count in left.items() if count} == set()
        assert not blobs.store().has(digest)
        assert trails.verify(NOW).faults == ()
        told = db.session.execute(text("select recipient from mail_message where subject = 'Gone'")).scalars().all()
        assert told == [EMAIL]


@pytest.mark.usefixtures("context")
def test_deleting_an_organisation_leaves_the_others_and_shared_files_alone() -> None:
    _person()
    organisation = str(db.session.execute(text("select id from organisation")).scalar_one())
    digest = blobs.store().put(io.BytesIO(b"minutes"), 100).digest
    other = factories.assessment(factories.system(factories.organisation("Other")))
    with storage.transaction() as session:
        session.execute(text("update evidence set digest = :d"), {"d": digest})
        session.execute(
            text("update stored_document set digest = :d, organisation_id = :o"),
            {"d": digest, "o": other.organisation_id},
        )

    organisations.delete_organisation(organisation, "", lambda language: Letter("Gone", language), NOW)

    assert db.session.execute(text("select id from assessment")).scalars().all() == [other.id]
    assert blobs.store().has(digest)


@pytest.mark.usefixtures("context")
def test_what_would_be_deleted_is_counted() -> None:
    _person()
    organisation = str(db.session.execute(text("select id from organisation")).scalar_one())

    weight = organisations.weigh(organisation)

    assert weight == organisations.Weight(1, 1, 1, 1, 1, 1)


def _own_archive(id_: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(people.export_account(id_, "en", NOW))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.usefixtures("context")
def test_a_persons_export_holds_a_row_of_every_table_that_names_them_and_no_secret() -> None:
    id_ = _person()
    secrets = db.session.execute(
        text("select password, tf_totp_secret, fs_uniquifier, queue_key from account where id = :id"), {"id": id_}
    ).one()
    everything = [t.name for t in personal.tables()]
    with storage.transaction() as session:
        for table in everything:
            for column in Base.metadata.tables[table].columns:
                if column.name.endswith("_by"):
                    session.execute(text(f"update {table} set {column.name} = :id"), {"id": id_})  # noqa: S608 - our names

    files = _own_archive(id_)

    assert [t for t in everything if len(json.loads(files[f"records/{t}.json"])) != 1] == []
    assert json.loads(files["account.json"])[0]["email"] == EMAIL
    assert json.loads(files["passkeys.json"]) != []
    assert [secret for secret in secrets if any(secret in content for content in files.values())] == []


@pytest.mark.usefixtures("context")
def test_a_persons_export_holds_nothing_of_others() -> None:
    id_ = _person()
    other = factories.account("Somebody Else")

    files = _own_archive(id_)

    assert not any("Somebody Else" in content or other.id in content for content in files.values())
