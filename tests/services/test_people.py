"""Accounts, invitations and members, on each kind of database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Person, Role
from assessment.domain.trail import Event
from assessment.services import accounts, invitations, mail, members
from assessment.services.accounts import Profile, Proof
from assessment.services.invitations import Invitation, Invited, Taken, Used, Wish
from assessment.services.mail import Letter
from assessment.services.members import LastOwner
from assessment.storage import accounts as stored
from assessment.storage import db, transaction
from assessment.storage.tables import Account, MailMessage, Membership, TrailLine
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
PROFILE = Profile("Wanjiru Kamau", "en", "Africa/Nairobi")


@pytest.fixture
def place(any_app: Flask) -> Iterator[tuple[str, str]]:
    """Give the ids of an organisation and of its owner."""
    with any_app.app_context():
        organisation = factories.organisation()
        owner = factories.member(organisation)
        yield organisation.id, owner.id
        db.session.remove()


def letter(invited: Invited) -> Letter:
    return Letter("You are invited", invited.dictated)


def invite(place: tuple[str, str], email: str = "") -> Invitation:
    made = invitations.invite_member(Person(place[1]), place[0], Wish(Role.READER, email, "en"), letter, NOW)
    found = invitations.find_by_link(made.token, NOW)
    assert found
    return found


def newcomer(email: str = "wanjiru@example.org") -> dict[str, object]:
    return accounts.new_account(email, PROFILE, Proof("three little herons wade"), NOW)


def test_a_newcomer_becomes_a_member_and_can_sign_in(place: tuple[str, str]) -> None:
    id_ = invitations.accept_with_new_account(invite(place), newcomer(), NOW)

    assert members.find_member(place[0], id_).role is Role.READER
    found = accounts.check_password("Wanjiru@example.org", "three little herons wade", NOW)
    assert found is not None
    assert found.id == id_


def test_of_two_who_accept_at_once_one_is_too_late(place: tuple[str, str]) -> None:
    opened = invite(place)
    invitations.accept_with_new_account(opened, newcomer(), NOW)

    with pytest.raises(Used):
        invitations.accept_with_new_account(opened, newcomer("second@example.org"), NOW)
    assert db.session.query(Account).filter_by(email="second@example.org").count() == 0


def test_a_taken_address_leaves_the_invitation_open(place: tuple[str, str]) -> None:
    opened = invite(place)
    invitations.accept_with_new_account(invite(place), newcomer(), NOW)

    with pytest.raises(Taken):
        invitations.accept_with_new_account(opened, newcomer(), NOW)
    assert invitations.find_by_id(opened.id, NOW) is not None


def test_an_expired_invitation_is_not_found(place: tuple[str, str]) -> None:
    assert invitations.find_by_id(invite(place).id, NOW + timedelta(days=7)) is None


def test_an_invitation_by_mail_is_written_with_its_act_or_not_at_all(place: tuple[str, str]) -> None:
    invite(place, "wanjiru@example.org")

    assert db.session.query(MailMessage.recipient).scalar() == "wanjiru@example.org"
    assert db.session.query(TrailLine.event).scalar() == Event.INVITED.value


def test_the_last_owner_stays(place: tuple[str, str]) -> None:
    with pytest.raises(LastOwner):
        members.remove_member(place[1], *place, NOW)
    with pytest.raises(LastOwner):
        members.change_role(place[1], *place, Role.EDITOR, NOW)
    assert db.session.query(Membership.role).scalar() == "owner"


def test_a_code_s_time_step_is_used_once(place: tuple[str, str]) -> None:
    with transaction() as session:
        used = [stored.use_counter(session, place[1], step) for step in (5, 5, 4, 6)]

    assert used == [True, False, False, True]


def test_a_change_of_password_renews_what_sessions_name(place: tuple[str, str]) -> None:
    before = stored.by_id(db.session, place[1])
    assert before
    identity = before.fs_uniquifier
    after = accounts.change_password(place[1], "seven quiet lamps humming", Letter("Changed", "words"), NOW)

    assert after.fs_uniquifier != identity


def test_messages_are_delivered(place: tuple[str, str]) -> None:
    invite(place, "wanjiru@example.org")

    assert mail.deliver_due(NOW).sent == 1
    assert mail.outbox_counts() == (0, 0)
