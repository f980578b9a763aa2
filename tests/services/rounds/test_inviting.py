"""Inviting organisations to a round, from a list or one by one, and what becomes of their codes."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from assessment.domain.access import Role
from assessment.domain.invitation_list import Column, Entry, Words
from assessment.domain.rounds import invitations_last_until
from assessment.domain.trail import Event
from assessment.services import invitations
from assessment.services.erasing import accounts as erasing
from assessment.services.identifiers import hashed
from assessment.services.mail import Letter
from assessment.services.places import NotFound
from assessment.services.rounds import importing, inviting, managing, participants
from assessment.services.rounds.importing import NoColumns
from assessment.services.rounds.inviting import Already, NotInviting
from assessment.services.rounds.inviting_again import TakesPart, invite_again
from assessment.storage import db
from assessment.storage.tables import Invitation, MailMessage, Organisation, Participant, RoundSheet, TrailLine
from tests import factories
from tests.services.rounds.scene import TERMS, Scene, scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from assessment.domain.rounds import Terms
    from assessment.services.rounds.inviting import Invitee

NOW = factories.NOW
WORDS = Words(
    headers={}, countries={"kenya": "KE", "ke": "KE", "ug": "UG"}, activities={"health": "health"},
    sizes={"small": "small"}, languages={"en": "en"}, facilitators={}, countries_here=frozenset({"KE", "UG"}),
    language="en", address=importing.address,
)  # fmt: skip
LIST = [
    ["Name", "Country", "E-mail"],
    ["Mercy Clinic", "Kenya", "a@mercy.example"],
    ["Lake Bank", "KE", ""],
    ["", "KE", "x@nowhere.example"],
    ["Mercy Clinic", "KE", "b@mercy.example"],
    ["Old Town", "Atlantis", ""],
]


class Writer:
    """Writes letters that tests can read."""

    def invitation(self, invitee: Invitee, terms: Terms) -> Letter:
        assert invitee.invited is not None
        return Letter(f"To {invitee.entry.name}: {terms.name}", invitee.invited.token)

    def known(self, organisation_id: str, organisation: str, language: str, terms: Terms) -> Letter:
        return Letter(f"To owners of {organisation}: {terms.name}", f"{organisation_id} {language}")


WRITER = Writer()


@pytest.fixture
def open_round(any_app: Flask) -> Iterator[Scene]:
    with any_app.app_context():
        yield scene()


@pytest.fixture
def quick(context: None) -> Scene:  # noqa: ARG001 - opened for the whole test
    return scene()


def kept(made: Scene, rows: list[list[str]] | None = None) -> str:
    return importing.keep_list(made.round_id, rows or LIST, "list.csv", {}, (made.officer, NOW))


def import_it(made: Scene, list_id: str) -> int:
    return importing.import_list(made.round_id, list_id, WORDS, WRITER, made.officer, NOW)


def names() -> list[str]:
    return list(db.session.scalars(select(Participant.name).order_by(Participant.name)))


def mails() -> list[tuple[str, str]]:
    return [(row.recipient, row.subject) for row in db.session.scalars(select(MailMessage))]


def one(made: Scene, **entry: str) -> Invitee:
    given = Entry(**{"name": "Mercy Clinic", "country": "KE"} | entry)
    return inviting.invite_one(made.round_id, given, WRITER, made.officer, NOW)


def test_looking_at_a_list_invites_nobody(open_round: Scene) -> None:
    looked = importing.look(open_round.round_id, kept(open_round), WORDS, open_round.officer)

    assert [(row.number, row.entry is not None) for row in looked.rows] == [
        (2, True), (3, True), (4, False), (5, False), (6, False),
    ]  # fmt: skip
    assert (len(looked.valid), len(looked.repeated), len(looked.wrong)) == (2, 1, 2)
    assert names() == []


def test_valid_rows_are_imported_once(open_round: Scene) -> None:
    list_id = kept(open_round)

    assert [import_it(open_round, list_id) for _ in range(3)] == [2, 2, 2]

    assert names() == ["Lake Bank", "Mercy Clinic"]
    assert mails() == [("a@mercy.example", "To Mercy Clinic: East Africa 2026")]
    assert db.session.query(TrailLine).filter_by(event=Event.PARTICIPANTS_INVITED.value).count() == 1
    looked = importing.look(open_round.round_id, list_id, WORDS, open_round.officer)
    assert (looked.imported, len(looked.wrong)) == (2, 2)


def test_a_second_list_invites_only_who_is_new(open_round: Scene) -> None:
    import_it(open_round, kept(open_round))

    assert import_it(open_round, kept(open_round, [*LIST, ["New Hub", "UG", ""]])) == 1


def test_an_invitation_lasts_until_thirty_days_after_the_round(quick: Scene) -> None:
    import_it(quick, kept(quick))

    until = set(db.session.scalars(select(Invitation.expires_at)))
    assert until == {invitations_last_until(TERMS.closes_on)}


def test_link_and_code_of_an_invitation_open_it(quick: Scene) -> None:
    made = one(quick)
    assert made.invited is not None

    assert invitations.find_by_link(made.invited.token, NOW) is not None
    assert invitations.find_by_code(made.invited.dictated, NOW) is not None
    assert db.session.scalars(select(Invitation.code_hash)).one() == hashed(made.invited.code)


def test_operators_do_not_see_the_invitations_of_a_round_among_theirs(quick: Scene) -> None:
    one(quick)

    assert invitations.list_pending(None) == []


def test_a_list_belongs_to_who_has_sent_it(quick: Scene) -> None:
    list_id, other = kept(quick), scene()

    with pytest.raises(NotFound):
        importing.look(quick.round_id, list_id, WORDS, other.officer)
    with pytest.raises(NotFound):
        importing.look(other.round_id, list_id, WORDS, quick.officer)


def test_a_list_is_forgotten_after_a_day(quick: Scene) -> None:
    kept(quick)

    importing.sweep_lists(NOW + timedelta(hours=23))
    assert db.session.query(RoundSheet).count() == 1
    importing.sweep_lists(NOW + timedelta(hours=25))
    assert db.session.query(RoundSheet).count() == 0


def test_titles_may_stand_below_a_heading(quick: Scene) -> None:
    list_id = kept(quick, [["Our partners 2026"], [], *LIST])

    looked = importing.look(quick.round_id, list_id, WORDS, quick.officer)

    assert looked.valid[0].number == 4
    assert looked.columns == (Column.NAME, Column.COUNTRY, Column.EMAIL)


def test_a_list_without_titles_says_what_it_found(quick: Scene) -> None:
    with pytest.raises(NoColumns) as refused:
        kept(quick, LIST[1:])

    assert refused.value.titles == ("Mercy Clinic", "Kenya", "a@mercy.example")


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_nobody_is_invited_to_a_round_that_is_not_open(context: None, state: str) -> None:  # noqa: ARG001 - opened for the whole test
    made = scene(is_open=state != "draft")
    list_id = kept(made)
    if state == "closed":
        made.close()

    with pytest.raises(NotInviting):
        import_it(made, list_id)
    assert names() == []
    assert db.session.query(Invitation).count() == 0


def test_an_owner_who_is_known_needs_no_code(open_round: Scene) -> None:
    home = factories.organisation("Mercy Clinic Ltd")
    owner = factories.member(home)

    made = one(open_round, email=owner.email, holding="Mercy Group")

    assert (made.invited, made.organisation_id) == (None, home.id)
    assert mails() == [(owner.email, "To owners of Mercy Clinic Ltd: East Africa 2026")]
    found = db.session.get(Organisation, home.id, populate_existing=True)
    assert found is not None
    assert found.holding == "Mercy Group"


def test_an_owner_of_several_organisations_is_known_by_the_name(quick: Scene) -> None:
    owner = factories.member(factories.organisation("Mercy Clinic"))
    factories.member(factories.organisation("Lake Bank"), person=owner)

    assert one(quick, email=owner.email).organisation == "Mercy Clinic"


@pytest.mark.parametrize("country", ["UG"])
def test_an_owner_of_an_organisation_elsewhere_gets_a_code(quick: Scene, country: str) -> None:
    owner = factories.member(factories.organisation("Mercy Clinic"))

    assert one(quick, email=owner.email, country=country).invited is not None


def test_a_member_who_is_no_owner_gets_a_code(quick: Scene) -> None:
    reader = factories.member(factories.organisation("Mercy Clinic"), Role.READER)

    assert one(quick, email=reader.email).invited is not None


def test_an_organisation_is_invited_once(open_round: Scene) -> None:
    one(open_round, email="a@mercy.example")

    for entry in ({"email": "a@mercy.example", "name": "Other"}, {"name": "MERCY clinic"}):
        with pytest.raises(Already):
            one(open_round, **entry)
    assert names() == ["Mercy Clinic"]


def test_a_new_code_kills_the_former_one(open_round: Scene) -> None:
    first = one(open_round, email="a@mercy.example")
    second = invite_again(open_round.officer, first.participant_id, WRITER, NOW)
    assert first.invited is not None
    assert second.invited is not None

    assert invitations.find_by_link(first.invited.token, NOW) is None
    assert invitations.find_by_code(first.invited.code, NOW) is None
    assert invitations.find_by_link(second.invited.token, NOW) is not None
    assert len(mails()) == 2


def test_who_is_withdrawn_can_be_invited_again(open_round: Scene) -> None:
    first = one(open_round)
    participants.withdraw_participant(first.participant_id, open_round.officer, NOW)
    assert first.invited is not None
    assert invitations.find_by_link(first.invited.token, NOW) is None
    assert open_round.round.counts.invited == 0
    with pytest.raises(Already):
        one(open_round)

    again = invite_again(open_round.officer, first.participant_id, WRITER, NOW)

    assert again.invited is not None
    assert invitations.find_by_link(again.invited.token, NOW) is not None
    assert open_round.round.counts.invited == 1


def test_who_takes_part_needs_no_code(quick: Scene) -> None:
    owner = factories.member(factories.organisation("Mercy Clinic"))
    made = one(quick, email=owner.email)

    with pytest.raises(TakesPart):
        invite_again(quick.officer, made.participant_id, WRITER, NOW)


def test_changing_a_participant_changes_where_its_code_goes(open_round: Scene) -> None:
    made = one(open_round)
    one(open_round, name="Lake Bank", email="a@lake.example")
    new = Entry("Mercy Hospital", "UG", email="b@mercy.example")

    participants.change_participant(made.participant_id, new, open_round.officer, NOW)

    assert participants.find_participant(made.participant_id)[0].entry == new
    row = db.session.scalars(select(Participant).where(Participant.id == made.participant_id)).one()
    invitation = db.session.get(Invitation, row.invitation_id, populate_existing=True)
    assert invitation is not None
    assert invitation.email == "b@mercy.example"
    with pytest.raises(Already):
        participants.change_participant(
            made.participant_id, Entry("Lake Bank", "KE"), open_round.officer, NOW
        )  # fmt: skip


def test_closing_and_reopening_moves_the_term_of_invitations(quick: Scene) -> None:
    one(quick)
    later = datetime(2027, 3, 31, tzinfo=UTC).date()

    managing.extend_round(quick.round_id, later, quick.round.revision, quick.officer, NOW)

    assert db.session.scalars(select(Invitation.expires_at)).one() == invitations_last_until(later)


@pytest.mark.slow
def test_five_hundred_rows_are_imported_in_seconds(open_round: Scene) -> None:
    rows = [["Name", "Country", "E-mail"], *([f"Clinic {n}", "KE", f"a{n}@mercy.example"] for n in range(500))]
    began = time.monotonic()

    assert import_it(open_round, kept(open_round, rows)) == 500

    assert time.monotonic() - began < 20
    assert db.session.scalar(select(func.count()).select_from(MailMessage)) == 500


def test_erasing_a_person_takes_their_address_out_of_the_rounds(quick: Scene) -> None:
    person = factories.account("Achieng Owuor")
    made = one(quick, email=person.email, contact="Achieng Owuor")

    erasing.erase_account(person.id, person.id, NOW)

    row = db.session.get(Participant, made.participant_id, populate_existing=True)
    assert row is not None
    assert (row.email, row.contact, row.name) == ("", "", "Mercy Clinic")
    assert row.key not in Entry("Mercy Clinic", "KE", email=person.email).keys
