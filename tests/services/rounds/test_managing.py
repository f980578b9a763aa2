"""Making, changing, opening, extending, closing and reopening rounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from assessment import storage
from assessment.domain.questionnaire import Depth
from assessment.domain.rounds import Phase, RoundState
from assessment.services.conflicts import Stale
from assessment.services.places import NotFound
from assessment.services.rounds import cloning, managing, reading
from assessment.services.rounds.managing import CountriesInUse, Fixed, Unfit
from assessment.storage import db
from assessment.storage.tables import Assessment, Participant, TrailLine
from tests import factories
from tests.services.rounds.scene import TERMS, Scene, scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask


@pytest.fixture
def draft(any_app: Flask) -> Iterator[Scene]:
    with any_app.app_context():
        yield scene(is_open=False)


@pytest.fixture
def quick(context: None) -> Scene:  # noqa: ARG001 - opened for the whole test
    return scene(is_open=False)


def events() -> list[str]:
    return [line.event for line in db.session.scalars(select(TrailLine).order_by(TrailLine.number))]


def test_a_whole_life_is_written_down(draft: Scene) -> None:
    draft.change(note="Second thoughts.", countries={"KE": 30})
    draft.open()
    managing.extend_round(draft.round_id, date(2027, 1, 31), draft.round.revision, draft.officer, factories.NOW)
    draft.close()
    managing.reopen_round(draft.round_id, date(2027, 2, 28), draft.round.revision, draft.officer, factories.NOW)

    known = draft.round
    assert known.terms == replace(TERMS, note="Second thoughts.", countries={"KE": 30}, closes_on=date(2027, 2, 28))
    assert (known.state, known.phase, known.revision) == (RoundState.OPEN, Phase.RUNNING, 6)
    assert events() == ["round-made", "round-changed", "round-opened", "round-changed", "round-closed", "round-opened"]


def test_rounds_are_listed_with_the_latest_end_first(draft: Scene) -> None:
    later = managing.make_round(
        replace(TERMS, name="Next", closes_on=date(2027, 12, 31)), draft.officer, factories.NOW
    )  # fmt: skip

    assert [known.id for known in reading.list_rounds(draft.officer, factories.NOW)] == [later, draft.round_id]


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"closes_on": date(2026, 10, 31)}, "period"),
        ({"version": "1999.1"}, "questionnaire"),
        ({"languages": ()}, "languages"),
        ({"countries": {}}, "countries"),
    ],
)
def test_terms_that_no_round_can_have_are_refused(quick: Scene, terms: dict[str, object], code: str) -> None:
    with pytest.raises(Unfit) as refused:
        quick.change(**terms)

    assert refused.value.code == code
    assert quick.round.terms == TERMS


@pytest.mark.parametrize("terms", [{"depth": Depth.CORE}, {"opens_on": date(2026, 11, 2)}], ids=str)
def test_what_organisations_rely_on_is_fixed_from_the_opening_on(quick: Scene, terms: dict[str, object]) -> None:
    quick.change(**terms)
    quick.change(depth=Depth.FULL, opens_on=date(2026, 11, 1))
    quick.open()

    with pytest.raises(Fixed) as refused:
        quick.change(**terms)

    assert refused.value.names == set(terms)


def test_a_country_that_somebody_takes_part_from_stays(quick: Scene) -> None:
    participant = Participant(
        id="p1", round_id=quick.round_id, key="0" * 64, name="Mulago", country="UG", created_by="x",
        created_at=factories.NOW,
    )  # fmt: skip
    with storage.transaction() as session:
        session.add(participant)

    with pytest.raises(CountriesInUse) as refused:
        quick.change(countries={"KE": 20})

    assert refused.value.codes == {"UG"}
    quick.change(countries={"UG": 3})
    assert quick.round.terms.countries == {"UG": 3}


def test_a_round_that_is_over_cannot_be_opened(quick: Scene) -> None:
    quick.change(closes_on=date(2026, 11, 24))

    with pytest.raises(Unfit):
        quick.open()

    assert quick.round.state is RoundState.DRAFT


def test_extending_moves_the_day_of_assessments_that_are_not_submitted(quick: Scene) -> None:
    quick.open()
    system = factories.system(factories.organisation())
    running = factories.assessment(system, round_id=quick.round_id, due_on=TERMS.closes_on)
    done = factories.assessment(system, round_id=quick.round_id, due_on=TERMS.closes_on, state="submitted")

    managing.extend_round(quick.round_id, date(2027, 1, 31), quick.round.revision, quick.officer, factories.NOW)

    days = {
        row.id: row.due_on for row in db.session.scalars(select(Assessment).execution_options(populate_existing=True))
    }
    assert days == {running.id: date(2027, 1, 31), done.id: TERMS.closes_on}


def _act_on(name: str) -> Callable[[Scene, int], None]:
    end, at = date(2027, 1, 31), factories.NOW + timedelta(hours=1)
    acts: dict[str, Callable[[Scene, int], None]] = {
        "change": lambda s, r: managing.change_round(s.round_id, replace(TERMS, note="?"), r, s.officer, at),
        "open": lambda s, r: managing.open_round(s.round_id, r, s.officer, at),
        "extend": lambda s, r: managing.extend_round(s.round_id, end, r, s.officer, at),
        "close": lambda s, r: managing.close_round(s.round_id, r, s.officer, at),
        "reopen": lambda s, r: managing.reopen_round(s.round_id, end, r, s.officer, at),
    }
    return acts[name]


@pytest.mark.parametrize("name", ["change", "open", "extend", "close", "reopen"])
def test_a_stale_page_changes_nothing(quick: Scene, name: str) -> None:
    if name in {"extend", "close", "reopen"}:
        quick.open()
    if name == "reopen":
        quick.close()
    before, lines = quick.round, events()

    with pytest.raises(Stale):
        _act_on(name)(quick, before.revision - 1)

    assert quick.round == before
    assert events() == lines


@pytest.mark.parametrize(
    ("state", "name"), [("draft", "close"), ("draft", "extend"), ("open", "open"), ("open", "reopen")]
)
def test_a_step_that_the_state_does_not_allow_is_refused(quick: Scene, state: str, name: str) -> None:
    if state == "open":
        quick.open()

    with pytest.raises(Stale):
        _act_on(name)(quick, quick.round.revision)


def test_saving_without_a_change_leaves_no_line(quick: Scene) -> None:
    quick.change()

    assert (quick.round.revision, events()) == (1, ["round-made"])


def test_a_round_that_is_not_there_is_not_found(quick: Scene) -> None:
    with pytest.raises(NotFound):
        managing.close_round("nothing", 1, quick.officer, factories.NOW)


def test_counts_tell_how_far_a_round_has_come(draft: Scene) -> None:
    draft.open()
    organisation = factories.organisation()
    factories.assessment(factories.system(organisation), round_id=draft.round_id)
    rows = [
        Participant(
            id=f"p{n}", round_id=draft.round_id, key=str(n) * 64, name="One", country="KE", created_by="x",
            created_at=factories.NOW,
            organisation_id=organisation.id if n == 1 else None, opened_at=factories.NOW if n == 1 else None,
            withdrawn_at=factories.NOW if n == 3 else None,
        )
        for n in (1, 2, 3)
    ]  # fmt: skip
    with storage.transaction() as session:
        session.add_all(rows)

    counts = draft.round.counts
    assert (counts.invited, counts.opened, counts.started, counts.submitted) == (2, 1, 1, 0)


def test_the_next_round_takes_over_terms_and_the_organisations_that_are_known(draft: Scene) -> None:
    draft.open()
    organisation = factories.organisation()
    rows = [
        Participant(
            id=f"p{n}", round_id=draft.round_id, key=str(n) * 64, name="One", country="KE", created_by="x",
            created_at=factories.NOW, holding="Group", organisation_id=organisation.id if n == 1 else None,
        )
        for n in (1, 2)
    ]  # fmt: skip
    with storage.transaction() as session:
        session.add_all(rows)
    wish = cloning.Wish("East Africa 2027", date(2027, 11, 1), date(2027, 12, 31))

    id_ = cloning.clone_round(draft.round_id, wish, draft.officer, factories.NOW)

    known = reading.find_round(draft.officer, id_, factories.NOW)
    assert known.terms == replace(TERMS, name=wish.name, opens_on=wish.opens_on, closes_on=wish.closes_on)
    assert (known.state, known.follows) == (RoundState.DRAFT, draft.round_id)
    (one,) = db.session.scalars(select(Participant).where(Participant.round_id == id_))
    assert (one.organisation_id, one.holding, one.invitation_id) == (organisation.id, "Group", None)
    assert events()[-1] == "round-made"


def test_the_next_round_can_begin_without_anybody(quick: Scene) -> None:
    wish = cloning.Wish("Next", date(2027, 11, 1), date(2027, 12, 31), with_participants=False)

    id_ = cloning.clone_round(quick.round_id, wish, quick.officer, factories.NOW)

    assert reading.find_round(quick.officer, id_, factories.NOW).counts.invited == 0
