"""Pages with what people of seven scripts write, in a real browser: no letter is missing, by the glyphs it draws."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest

from assessment import storage
from assessment.domain.answers import Organisation, System
from assessment.services.identifiers import new_id
from assessment.storage import db
from assessment.storage.tables import Evidence, PlanAction
from tests import factories, results
from tests.conftest import let_go
from tests.journeys.test_every_page import signed_in
from tests.reports.many_scripts import WRITTEN
from tests.reports.pdf_content import glyphs

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser

    from assessment.services.places import Place
    from tests.journeys.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
QUESTION = "HAO-A1"


def stored(written: dict[str, str]) -> Place:
    """Store an organisation that has written everything in its script: names, notes, evidence, a plan."""
    given = results.example()
    given = replace(
        given,
        organisation=Organisation(written["organisation"], "KE", "Q", "small"),
        system=System(written["system"], "deployer", written["purpose"]),
        answers={name: replace(answer, note=written["note"]) for name, answer in given.answers.items()},
    )
    place = results.stored_for(factories.organisation(written["organisation"]), given)
    assert place.assessment is not None
    assert place.system is not None
    ids = {"assessment_id": place.assessment.id, "organisation_id": place.assessment.organisation_id}
    evidence = Evidence(
        id=new_id(), **ids, question_id=QUESTION, name=written["evidence"], url="https://example.org/",
        added_by=place.assessment.created_by, added_at=factories.NOW,
    )  # fmt: skip
    action = PlanAction(
        id=new_id(), **ids, system_id=place.system.id, title=written["action"], note=written["note"],
        lead=written["lead"], created_by=place.assessment.created_by, created_at=factories.NOW,
        changed_at=factories.NOW,
    )  # fmt: skip
    with storage.transaction():
        db.session.add_all([evidence, action])
    return place


@pytest.fixture(scope="module")
def app(served: Served) -> Flask:
    return served.app()


@pytest.mark.parametrize("code", WRITTEN)
def test_no_letter_of_a_page_is_missing(browser: Browser, served: Served, app: Flask, code: str) -> None:
    written = WRITTEN[code]
    with app.app_context():
        place = stored(written)
        assert place.organisation is not None
        assert place.assessment is not None
        person = factories.member(place.organisation)
        organisation, assessment = f"/organisations/{place.organisation.id}", f"/assessments/{place.assessment.id}"
    context = signed_in(app, browser, served, person, "en")
    page = context.new_page()
    missing, shown = [], ""
    for address in (
        organisation, f"{organisation}/plan", f"{assessment}/result", f"{assessment}/everything",
        f"{assessment}/sections/HAO/questions/{QUESTION}",
    ):  # fmt: skip
        page.goto(served.address + address)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        shown += str(
            page.evaluate("document.body.textContent + [...document.querySelectorAll('textarea')].map(f => f.value)")
        )
        with pikepdf.open(io.BytesIO(page.pdf())) as pdf:
            missing += [address for used in glyphs(pdf).values() if 0 in used]
    context.close()
    let_go(app)

    assert missing == []
    assert [
        key for key in ("organisation", "system", "note", "action", "lead", "evidence") if written[key] not in shown
    ] == []
