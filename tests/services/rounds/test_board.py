"""The status board: everybody in the right place, counted right, within reach, and without what was answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Person, Role
from assessment.domain.answers import Answer
from assessment.domain.standing_in_round import Delivery, Stage
from assessment.domain.states import AssessmentState
from assessment.services.places import NotFound
from assessment.services.rounds import board, far, reach, reading
from assessment.services.rounds.board import Order, Wish
from assessment.services.rounds.reading import Counts
from assessment.storage import db, round_board
from assessment.storage.tables import SubmissionCheck
from tests import factories, in_round, results
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask

    from assessment.storage.tables import Round

OFFICER = Person("officer", "Olga", offices=frozenset({Role.PROGRAMME_OFFICER}), has_second_factor=True)
HELPER = Person("facilitator", "Faith", offices=frozenset({Role.FACILITATOR}))


def fill(of: Round) -> None:
    """Put one participant at each place of the way."""
    in_round.participant(of, "A invited")
    in_round.participant(of, "B opened", opened_at=NOW)
    in_round.accepted(of, "C accepted")
    in_round.started(of, "D under way")
    in_round.started(of, "E in review", AssessmentState.IN_REVIEW)
    in_round.returned(of, "F returned")
    in_round.submitted(of, "G submitted")
    _, place = in_round.submitted(of, "H checked")
    assert place.assessment is not None
    check(place.assessment.id)
    in_round.participant(of, "I withdrawn", withdrawn_at=NOW)


def check(assessment_id: str) -> None:
    submission = round_board.submissions(db.session, [assessment_id])[assessment_id][0]
    row = SubmissionCheck(submission_id=submission, checked_by="somebody", checked_at=NOW)
    factories._kept(row, {})  # noqa: SLF001 - a row without a factory of its own


def stages(of: Round, wish: Wish | None = None, who: Person = OFFICER) -> dict[str, Stage]:
    return {line.name: line.stage for line in board.show_board(who, of.id, wish or Wish()).lines}


def test_everybody_stands_where_they_are(any_app: Flask) -> None:
    with any_app.app_context():
        fill(of := in_round.round_())

        assert list(stages(of).values()) == list(Stage)


def test_the_counts_say_how_many_came_how_far(any_app: Flask) -> None:
    with any_app.app_context():
        fill(of := in_round.round_(countries={"KE": 3, "UG": 2}))

        total = board.show_board(OFFICER, of.id, Wish()).total

        assert (total.invited, total.opened, total.started, total.submitted, total.returned, total.checked) == (
            8, 7, 5, 2, 1, 1,
        )  # fmt: skip
        assert total.target == 5


def test_the_page_of_a_round_counts_like_its_board(any_app: Flask) -> None:
    with any_app.app_context():
        fill(of := in_round.round_())
        total, counts = board.show_board(OFFICER, of.id, Wish()).total, reading.find_round(OFFICER, of.id, NOW).counts

        assert counts == Counts(total.invited, total.opened, total.started, total.submitted)


def test_a_country_without_anybody_stands_there_with_its_target(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_(countries={"KE": 3, "UG": 2})
        in_round.participant(of)

        found = {one.key: (one.invited, one.target) for one in board.show_board(OFFICER, of.id, Wish()).countries}

        assert found == {"KE": (1, 3), "UG": (0, 2)}


def test_the_share_done_counts_what_is_answered(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        _, assessment = in_round.started(of)
        results.store_answers(assessment, results.example().answers)

        (line,) = board.show_board(OFFICER, of.id, Wish()).lines

        assert 0 < line.percent <= 100


def test_an_answer_that_was_given_since_is_counted_at_the_next_look(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        _, assessment = in_round.started(of)
        before = far.counts([assessment])[assessment.id]
        results.store_answers(assessment, results.example().answers)
        assessment.changed_at += timedelta(seconds=1)

        assert far.counts([assessment])[assessment.id] > before


def test_an_assessment_outside_the_round_does_not_count(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        _, organisation = in_round.accepted(of)
        factories.assessment(factories.system(organisation))

        assert list(stages(of).values()) == [Stage.ACCEPTED]


def test_what_was_reopened_by_the_organisation_is_not_returned(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        _, assessment = in_round.returned(of)
        in_round.step(assessment, "signed", "submitted", NOW + timedelta(days=2))
        in_round.step(assessment, "submitted", "draft", NOW + timedelta(days=3))

        assert list(stages(of).values()) == [Stage.UNDER_WAY]


@pytest.mark.parametrize(
    ("how", "delivery"),
    [("sent", Delivery.SENT), ("given up", Delivery.FAILED), ("waits", Delivery.WAITING)],
)
def test_the_board_tells_what_became_of_the_mail(any_app: Flask, how: str, delivery: Delivery) -> None:
    with any_app.app_context():
        of = in_round.round_()
        in_round.mail(in_round.participant(of), sent=how == "sent", given_up=how == "given up")

        assert board.show_board(OFFICER, of.id, Wish()).lines[0].delivery is delivery


def test_a_mail_that_left_long_ago_counts_as_sent(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        in_round.participant(of)

        assert board.show_board(OFFICER, of.id, Wish()).lines[0].delivery is Delivery.SENT


@pytest.mark.parametrize(
    ("wish", "names"),
    [
        (Wish(country="UG"), ["Ünal"]),
        (Wish(stage=Stage.OPENED), ["Baobab"]),
        (Wish(words="ÜN"), ["Ünal"]),
        (Wish(facilitator="facilitator"), ["Baobab"]),
        (Wish(facilitator="none"), ["Ünal"]),
        (Wish(order=Order.STAGE), ["Ünal", "Baobab"]),
        (Wish(order=Order.COUNTRY), ["Baobab", "Ünal"]),
    ],
)
def test_lines_can_be_chosen_and_sorted(any_app: Flask, wish: Wish, names: list[str]) -> None:
    with any_app.app_context():
        of = in_round.round_()
        faith = factories.account("Faith", Role.FACILITATOR)
        in_round.participant(of, "Baobab", opened_at=NOW, facilitator_id=faith.id)
        in_round.participant(of, "Ünal", country="UG")
        asked = replace(wish, facilitator=faith.id) if wish.facilitator == "facilitator" else wish

        assert list(stages(of, asked)) == names


def test_a_facilitator_sees_only_who_is_bound_to_them(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        in_round.participant(of, "Mine", facilitator_id=HELPER.id)
        in_round.participant(of, "Not mine", facilitator_id="somebody else")

        assert list(stages(of, who=HELPER)) == ["Mine"]


def test_a_round_in_which_nobody_is_bound_to_them_does_not_exist_for_a_facilitator(any_app: Flask) -> None:
    with any_app.app_context():
        of = in_round.round_()
        in_round.participant(of)

        with pytest.raises(NotFound):
            board.show_board(HELPER, of.id, Wish())


def test_a_participant_of_somebody_else_does_not_exist_for_a_facilitator(any_app: Flask) -> None:
    with any_app.app_context():
        other = in_round.participant(in_round.round_(), facilitator_id="somebody else")

        with pytest.raises(NotFound):
            reach.find_participant(HELPER, other.id)


def test_an_officer_who_is_a_facilitator_too_sees_everybody(any_app: Flask) -> None:
    with any_app.app_context():
        other = in_round.participant(in_round.round_())
        both = replace(OFFICER, offices=OFFICER.offices | HELPER.offices)

        assert reach.find_participant(both, other.id).participant.id == other.id


@pytest.mark.parametrize("office", [Role.OFFICIAL, Role.OPERATOR, Role.QUESTIONNAIRE_EDITOR])
def test_other_offices_see_no_participant(any_app: Flask, office: Role) -> None:
    with any_app.app_context():
        made = in_round.participant(in_round.round_())

        with pytest.raises(NotFound):
            reach.find_participant(Person("x", offices=frozenset({office}), has_second_factor=True), made.id)


def test_the_number_of_queries_does_not_grow_with_the_round(app: Flask) -> None:
    with app.app_context():
        small, large = in_round.round_(), in_round.round_()
        in_round.submitted(small)
        for number in range(4):
            in_round.submitted(large, f"Organisation {number}")
        counted = []
        for of in (small, large):
            with results.statements(app) as seen:
                board.show_board(OFFICER, of.id, Wish())
            counted.append(len(seen))

        assert counted[0] == counted[1] <= 12


def test_nothing_is_counted_twice_when_nothing_has_changed(app: Flask) -> None:
    with app.app_context():
        of = in_round.round_()
        _, assessment = in_round.started(of)
        results.store_answers(assessment, {"GEN-A1": Answer(text="x")})
        board.show_board(OFFICER, of.id, Wish())
        with results.statements(app) as seen:
            board.show_board(OFFICER, of.id, Wish())

        assert [statement for statement in seen if "FROM answer" in statement] == []
