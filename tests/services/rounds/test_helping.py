"""Helping participants: their history, another address, more time, a facilitator, and how a round ends for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from assessment.domain.access import Role
from assessment.domain.purposes import Circle
from assessment.domain.standing_in_round import Stage
from assessment.domain.states import AssessmentState
from assessment.services import invitations
from assessment.services.conflicts import Stale
from assessment.services.identifiers import hashed, new_id, new_token
from assessment.services.mail import Letter
from assessment.services.places import NotFound
from assessment.services.rounds import binding, helping, past, reminding, submitting
from assessment.services.rounds.helping import Contact
from assessment.services.rounds.inviting import NotInviting
from assessment.services.rounds.inviting_again import TakesPart, invite_again
from assessment.services.rounds.submitting import RoundOver
from assessment.storage import assessments, db
from assessment.storage.tables import Invitation, MailMessage, Participant
from tests import factories, in_round
from tests.factories import NOW
from tests.services.rounds.test_board import HELPER, OFFICER
from tests.services.rounds.test_reminding import EVERYBODY, write

if TYPE_CHECKING:
    from flask import Flask

    from assessment.domain.rounds import Terms
    from assessment.services.rounds.inviting import Invitee

AFTER = datetime(2027, 1, 5, tzinfo=UTC)


class Writer:
    """Writes letters with nothing but the secret."""

    def invitation(self, invitee: Invitee, terms: Terms) -> Letter:
        assert invitee.invited is not None
        return Letter(terms.name, invitee.invited.token)

    def known(self, organisation_id: str, organisation: str, language: str, terms: Terms) -> Letter:
        return Letter(terms.name, f"{organisation_id} {organisation} {language}")


def fresh(made: Participant) -> Participant:
    found = db.session.get(Participant, made.id, populate_existing=True)
    assert found is not None
    return found


def test_the_history_says_what_happened_and_who_did_it(any_app: Flask) -> None:
    with any_app.app_context():
        officer = factories.account("Olga", Role.PROGRAMME_OFFICER)
        of = in_round.round_()
        made = in_round.participant(of, created_by=officer.id)
        reminding.remind(replace(OFFICER, id=officer.id), of.id, EVERYBODY, write, NOW + timedelta(days=1))

        found = [(one.mark, one.who) for one in helping.show_participant(OFFICER, made.id, NOW).history]

        assert found == [(past.Mark.REMINDED, "Olga"), (past.Mark.INVITED, "Olga")]


def test_the_history_names_nobody_inside_the_organisation(any_app: Flask) -> None:
    with any_app.app_context():
        made, assessment = in_round.started(in_round.round_(), state=AssessmentState.IN_REVIEW)
        owner = factories.account("Inner Person")
        in_round.step(assessment, "draft", "in-review", NOW, owner)

        history = helping.show_participant(OFFICER, made.id, NOW).history

        assert {one.who for one in history} == {""}


def test_another_contact_gets_the_mails_from_now_on(any_app: Flask) -> None:
    with any_app.app_context():
        made = in_round.participant(in_round.round_())
        helping.change_contact(OFFICER, made.id, Contact("Juma", "Juma@Example.org", "fr"), NOW)

        row = fresh(made)
        assert (row.contact, row.email, row.language) == ("Juma", "juma@example.org", "fr")


def test_what_is_no_address_is_refused(any_app: Flask) -> None:
    with any_app.app_context():
        made = in_round.participant(in_round.round_())

        with pytest.raises(ValueError, match="nowhere"):
            helping.change_contact(OFFICER, made.id, Contact("Juma", "nowhere", "fr"), NOW)


def test_an_invitation_sent_again_has_a_link_and_a_code_that_work(any_app: Flask) -> None:
    with any_app.app_context():
        made = in_round.participant(in_round.round_())
        first = invite_again(OFFICER, made.id, Writer(), NOW)
        second = invite_again(OFFICER, made.id, Writer(), NOW)

        assert [
            invitations.find_by_code(one.invited.code, NOW) is not None for one in (first, second) if one.invited
        ] == [False, True]
        assert db.session.scalars(select(MailMessage.recipient)).all() == [made.email, made.email]


def test_who_has_accepted_is_not_invited_again(any_app: Flask) -> None:
    with any_app.app_context():
        made, _ = in_round.accepted(in_round.round_())

        with pytest.raises(TakesPart):
            invite_again(OFFICER, made.id, Writer(), NOW)


def test_who_has_accepted_without_an_organisation_yet_counts_as_accepted_and_can_be_replaced(any_app: Flask) -> None:
    with any_app.app_context():
        row = Invitation(
            id=new_id(), token_hash=hashed(new_token()), code_hash=hashed(new_token()), created_by=new_id(),
            created_at=NOW, expires_at=AFTER, accepted_at=NOW, accepted_by=new_id(),
        )  # fmt: skip
        factories._kept(row, {})  # noqa: SLF001 - a row without a factory of its own
        made = in_round.participant(in_round.round_(), invitation_id=row.id)
        found = helping.show_participant(OFFICER, made.id, NOW)

        assert (found.line.stage, found.can_be_invited) == (Stage.ACCEPTED, True)


def test_only_who_takes_out_of_a_round_invites_into_it_again(any_app: Flask) -> None:
    with any_app.app_context():
        made = in_round.participant(in_round.round_(), facilitator_id=HELPER.id, withdrawn_at=NOW)

        with pytest.raises(NotFound):
            invite_again(HELPER, made.id, Writer(), NOW)
        assert invite_again(OFFICER, made.id, Writer(), NOW).invited is not None


def test_when_a_round_is_over_only_those_with_more_time_are_invited_again(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_(state="closed")
        late, made = in_round.participant(of), in_round.participant(of, "More time", extended_to=date(2027, 1, 31))

        with pytest.raises(NotInviting):
            invite_again(OFFICER, late.id, Writer(), NOW)
        again = invite_again(OFFICER, made.id, Writer(), NOW).invited
        assert again is not None
        assert again.expires_at > datetime(2027, 1, 31, tzinfo=UTC)


def test_mail_that_came_back_is_listed_with_what_the_server_said(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        in_round.mail(in_round.participant(of, "Lost"), given_up=True)
        in_round.participant(of, "On paper", email="")
        in_round.participant(of, "Reached")

        found = [(line.name, problem) for line, problem in helping.undelivered(OFFICER, of.id)]

        assert found == [("Lost", "refused: no such mailbox"), ("On paper", "")]


def test_participants_are_bound_to_a_facilitator(any_app: Flask) -> None:
    with any_app.app_context():
        of, faith = in_round.round_(), factories.account("Faith", Role.FACILITATOR)
        first, second = in_round.participant(of, "A"), in_round.participant(of, "B")

        assert binding.bind(OFFICER, of.id, [first.id], faith.id, NOW) == 1
        assert (fresh(first).facilitator_id, fresh(second).facilitator_id) == (faith.id, "")


def test_nobody_is_bound_to_who_is_no_facilitator(any_app: Flask) -> None:
    with any_app.app_context():
        of, somebody = in_round.round_(), factories.account("Somebody")
        made = in_round.participant(of)

        with pytest.raises(NotFound):
            binding.bind(OFFICER, of.id, [made.id], somebody.id, NOW)


def test_participants_of_another_round_are_not_bound_along(any_app: Flask) -> None:
    with any_app.app_context():
        of, faith = in_round.round_(), factories.account("Faith", Role.FACILITATOR)
        elsewhere = in_round.participant(in_round.round_())

        assert binding.bind(OFFICER, of.id, [elsewhere.id], faith.id, NOW) == 0


def test_a_facilitator_helps_nobody_elses_participant(any_app: Flask) -> None:
    with any_app.app_context():
        made = in_round.participant(in_round.round_())

        with pytest.raises(NotFound):
            helping.change_contact(HELPER, made.id, Contact("x", "x@example.org", "en"), NOW)


@pytest.mark.parametrize(
    ("state", "extended_to", "at", "accepts"),
    [
        ("open", None, NOW, True),
        ("open", None, AFTER, False),
        ("closed", None, NOW, False),
        ("open", date(2027, 1, 31), AFTER, True),
        ("closed", date(2027, 1, 31), AFTER, True),
        ("draft", None, NOW, False),
    ],
)
def test_a_round_takes_submissions_while_it_runs_and_from_those_with_more_time(
    any_app: Flask, state: str, extended_to: date | None, at: datetime, *, accepts: bool
) -> None:
    with any_app.app_context():
        _, assessment = in_round.started(in_round.round_(state=state), extended_to=extended_to)
        taking = submitting.round_of(assessment, at)

        assert taking is not None
        assert taking.accepts is accepts


def test_who_was_withdrawn_cannot_submit_into_the_round(any_app: Flask) -> None:
    with any_app.app_context():
        _, assessment = in_round.started(in_round.round_(), withdrawn_at=NOW)

        with pytest.raises(RoundOver):
            submitting.require_open(assessment, NOW, db.session)


def test_an_assessment_in_no_round_is_never_too_late(any_app: Flask) -> None:
    with any_app.app_context():
        assessment = factories.assessment(factories.system(factories.organisation()))

        submitting.require_open(assessment, AFTER, db.session)


def test_an_organisation_can_take_its_assessment_out_of_the_round(any_app: Flask) -> None:
    with any_app.app_context():
        _, assessment = in_round.started(in_round.round_())
        submitting.leave_round(assessment.id, 1, OFFICER, AFTER)
        row = assessments.find(db.session, assessment.id)

        assert row is not None
        assert row.round_id == ""


def test_leaving_from_an_old_page_is_refused(any_app: Flask) -> None:
    with any_app.app_context():
        _, assessment = in_round.started(in_round.round_())

        with pytest.raises(Stale):
            submitting.leave_round(assessment.id, 7, OFFICER, AFTER)


def test_an_organisation_is_told_until_when_and_who_helps(any_app: Flask) -> None:
    with any_app.app_context():
        faith = factories.account("Faith", Role.FACILITATOR)
        _, organisation = in_round.accepted(in_round.round_(), facilitator_id=faith.id, extended_to=date(2027, 1, 31))

        (found,) = submitting.rounds_of(organisation.id, NOW)

        assert (found.name, found.facilitator, found.last_day, found.has_more_time, found.circle) == (
            "Autumn 2026", "Faith", date(2027, 1, 31), True, Circle.NOBODY,
        )  # fmt: skip
