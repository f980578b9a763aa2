"""The demonstration goes through the real services, is marked as invented, and its links open nothing else."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from assessment import storage
from assessment.app import create_app
from assessment.config import Settings
from assessment.domain.access import OFFICES
from assessment.domain.population_words import COUNTRIES
from assessment.domain.standing_in_round import Stage
from assessment.services import trail as trails
from assessment.services.demo import filling, links, people
from assessment.services.demo.stages import STAGES
from assessment.services.rounds import board
from assessment.storage import db, dump, rounds
from assessment.storage.tables import (
    Assessment,
    MailMessage,
    Organisation,
    Participant,
    PlanAction,
    Release,
    Round,
    Submission,
)
from tests import factories
from tests.factories import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from assessment.services.demo.signing_in import SignInLink
    from tests.pages import PageClient

COUNT = len(STAGES)
SPOKEN = {country.code: country.language for country in COUNTRIES}
# Secrets, and what is computed from them with the keys of an installation.
SECRET = {
    "account": {"fs_uniquifier", "queue_key", "tf_totp_secret"},
    "invitation": {"token_hash", "code_hash"},
    "guest_link": {"token_hash", "code_hash"},
    "trail_detail": {"salt"},
    "trail_line": {"commitment", "previous", "digest"},
    "trail_head": {"digest"},
}


@pytest.fixture
def shown(app: Flask) -> list[SignInLink]:
    with app.app_context():
        return filling.fill(1, 1, NOW.date())


def content() -> dict[str, list[dict[str, object]]]:
    """Return all rows of the database but for secrets."""
    return {
        name: [
            {key: value for key, value in row.items() if key not in SECRET.get(name, ())}
            for row in dump.rows(db.session, table)
        ]
        for name, table in dump.tables(db.session).items()
    }


def test_every_record_is_marked_and_the_trail_is_sound(app: Flask) -> None:
    with app.app_context():
        shown = filling.fill(COUNT, 1, NOW.date())
        marked = [*db.session.scalars(select(Organisation.is_demo)), *db.session.scalars(select(Round.is_demo))]
        names = [name for table in (Organisation, Round) for name in db.session.scalars(select(table.name))]
        states = set(db.session.scalars(select(Assessment.state)))
        mails = db.session.scalar(select(func.count()).select_from(MailMessage))
        report = trails.verify(NOW)
        running = rounds.newest_first(db.session)[0]
        stages = {line.stage for line in board.lines_of(running.id, None)}
        planned = select(Organisation.country, PlanAction.title).join(
            Organisation, Organisation.id == PlanAction.organisation_id
        )
        actions = [(SPOKEN[country], title) for country, title in db.session.execute(planned)]

    assert (len(marked), all(marked), mails) == (COUNT + 3, True, 0)
    assert all(name.endswith("(demo)") for name in names)
    assert states == {"draft", "in-review", "returned", "signed", "submitted"}
    assert stages == set(Stage) - {Stage.WITHDRAWN}
    assert report.is_sound, report.faults
    arabic = {language for language, title in actions if re.search("[\u0621-\u064a]", title)}
    assert ({language for language, _ in actions} & {"ar", "hi"}, arabic) == ({"ar", "hi"}, {"ar"})
    assert {link.role for link in shown} == {*people.MEMBERS, *OFFICES}


def test_the_same_seed_gives_the_same_content_with_all_ids_and_the_same_release(tmp_path: Path) -> None:
    found = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        # Proofs go through organisations in the order of their pseudonyms, which are an installation's own.
        (folder / "pseudonym-key").write_text("a" * 64, encoding="ascii")
        app = create_app(Settings.from_env({"INSTANCE": str(folder)}))
        with app.app_context():
            storage.migrate()
            filling.fill(10, 1, NOW.date(), released_from=8)
            found.append(content())
            released = db.session.scalars(select(Release)).all()

    # The first round has too few, the second one is released and approved, the newest quarter waits for its approval.
    assert [(one.state, one.is_demo, bool(one.round_id)) for one in sorted(released, key=lambda one: one.made_at)] == [
        ("approved", True, True),
        ("ready", True, False),
    ]
    assert all(one.made_by != one.approved_by for one in released)
    assert found[0] == found[1]


def test_the_links_are_told_when_everything_but_the_releases_is_there(app: Flask) -> None:
    told: list[tuple[int, bool, int]] = []

    def ready(links: list[SignInLink], more: bool) -> None:  # noqa: FBT001 - as `Watch` says it
        ended = select(func.count()).select_from(Round).where(Round.state == "closed")
        told.append((len(links), more, db.session.scalar(ended) or 0))

    with app.app_context():
        shown = filling.fill(1, 1, NOW.date(), filling.Watch(ready=ready))
        filling.fill(1, 1, NOW.date(), filling.Watch(ready=ready))

    assert told == 2 * [(len(shown), False, 2)]


def test_one_submits_after_the_last_day_by_leave_and_one_joins_when_the_round_has_long_begun(app: Flask) -> None:
    with app.app_context():
        filling.fill(5, 1, NOW.date())
        held = (
            select(Submission.submitted_at, Round.closes_on, Participant.extended_to)
            .join(Assessment, Assessment.id == Submission.assessment_id)
            .join(Round, Round.id == Assessment.round_id)
            .join(Participant, Participant.round_id == Round.id)
            .where(Participant.organisation_id == Assessment.organisation_id)
        )
        late = [row for row in db.session.execute(held) if row[0].date() > row[1]]
        running = rounds.newest_first(db.session)[0]
        invited = sorted(line.invited_at.date() for line in board.lines_of(running.id, None))

    assert late
    assert all(extended and submitted.date() <= extended for submitted, _, extended in late)
    assert invited[-1] - invited[0] >= timedelta(days=20)


def test_asked_for_again_it_changes_nothing_and_gives_new_links(app: Flask) -> None:
    with app.app_context():
        first = filling.fill(1, 7, NOW.date())
        before = content()
        again = filling.fill(1, 7, NOW.date())

        assert content() == before
    assert [(link.role, link.name) for link in again] == [(link.role, link.name) for link in first]


def test_it_refuses_to_stand_among_real_organisations(app: Flask) -> None:
    with app.app_context():
        factories.organisation()
        with pytest.raises(filling.InUse):
            filling.fill(1, 1, NOW.date())


def test_a_link_signs_in_once(client: PageClient, shown: list[SignInLink]) -> None:
    address = f"/demonstration/{shown[0].token}"
    page = client.post(address)
    again = client.get(address)

    assert page.address == "/organisations"
    assert again.status == 404


def test_a_link_is_dead_once_a_real_organisation_is_there(
    app: Flask, client: PageClient, shown: list[SignInLink]
) -> None:
    with app.app_context():
        factories.organisation()

    assert client.get(f"/demonstration/{shown[0].token}").status == 404


def test_a_link_of_another_account_opens_nothing(app: Flask, client: PageClient) -> None:
    with app.app_context():
        token = links.link_for(factories.account())

    assert client.get(f"/demonstration/{token}").status == 404


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: token + "x", lambda _: "x"])
def test_a_changed_link_opens_nothing(client: PageClient, shown: list[SignInLink], change: object) -> None:
    assert callable(change)

    assert client.get(f"/demonstration/{change(shown[0].token)}").status == 404


def test_links_end_after_two_weeks() -> None:
    assert timedelta(days=14) == links.VALID_FOR
