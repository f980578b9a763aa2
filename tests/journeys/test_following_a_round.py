"""A round is followed up in a real browser: who is how far, a reminder, a check, a return, and what comes of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from assessment.content.working_weeks import working_week
from assessment.domain.access import Role
from assessment.domain.working_week import next_moment
from assessment.services import mail
from assessment.storage import db
from assessment.storage.tables import Round
from tests import factories, in_round
from tests.journeys.people import Visitor
from tests.services.rounds.test_board import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

    from assessment.storage.tables import Account
    from tests.journeys.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


class Scene:
    """A round on the server with a participant at each place of the way, an officer and an owner."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.app = served.app()
        with self.app.app_context():
            ends = datetime.now(UTC).date() + timedelta(days=30)
            made = in_round.round_("Followed round", {"KE": 9}, closes_on=ends)
            self.round = made.id
            fill(made)
            _, place = in_round.submitted(made, "Zanzibar Clinic")
            assert place.organisation is not None
            assert place.assessment is not None
            self.assessment = place.assessment.id
            self.owner = factories.member(place.organisation)
            self.officer = factories.account("Olga Officer", Role.PROGRAMME_OFFICER)
            db.session.refresh(self.owner)

    def visitor(self, context: BrowserContext, who: Account, *, has_script: bool = True) -> Visitor:
        client = self.app.test_client()
        factories.sign_in(self.app, client, who)
        cookie = client.get_cookie("session")
        assert cookie
        context.add_cookies([{"name": "session", "value": cookie.value, "url": self.served.address}])
        return Visitor(context.new_page(), self.served.address, has_script)


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def contexts(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    made = [browser.new_context(java_script_enabled=request.param) for _ in range(2)]
    yield made[0], made[1]
    for one in made:
        one.close()


def test_a_submission_is_found_checked_and_returned_and_the_organisation_reads_why(
    served: Served, contexts: tuple[BrowserContext, BrowserContext], request: pytest.FixtureRequest
) -> None:
    scene, has_script = Scene(served), "without" not in request.node.name
    officer = scene.visitor(contexts[0], scene.officer, has_script=has_script)
    officer.goes_to(f"/programme/rounds/{scene.round}/board")
    officer.types("q", "zanzibar")
    officer.presses("main form[role=search] button")
    officer.presses("main .standings a")
    officer.follows("/submissions/")
    officer.follows("/return")
    officer.types("remark", "Please complete what is named below.")
    officer.types("lines-0-question", "HAO-B4")
    officer.types("lines-0-text", "Say who can stop the system.")
    officer.presses("main button:has-text('Return it')")
    expect(officer.page.locator("main h1")).to_have_text("Zanzibar Clinic")

    owner = scene.visitor(contexts[1], scene.owner, has_script=has_script)
    owner.goes_to(f"/assessments/{scene.assessment}/review")
    expect(owner.page.locator("main")).to_contain_text("The programme has returned your submission")
    expect(owner.page.locator("main")).to_contain_text("Say who can stop the system.")


def test_those_who_have_not_opened_the_invitation_are_reminded_by_mail(served: Served, browser: Browser) -> None:
    scene = Scene(served)
    with scene.app.app_context():
        address = "unopened-in-journey@example.org"
        of = db.session.get(Round, scene.round)
        assert of is not None
        in_round.participant(of, "Lamu Library", email=address)
    context = browser.new_context()
    officer = scene.visitor(context, scene.officer)
    officer.goes_to(f"/programme/rounds/{scene.round}/reminders?group=not-opened")
    officer.types("note-en", "We look forward to your answers.")
    officer.presses("main button[name=send]")
    expect(officer.page.locator("main h1")).to_contain_text("Followed round")

    # At night and at weekends the server keeps it; this is the moment at which offices open in Kenya.
    with scene.app.app_context():
        mail.deliver_due(next_moment(working_week("KE"), datetime.now(UTC)))
    assert "We look forward to your answers." in served.mail_to(address)[-1]
    context.close()
