"""A second person approves a draft, and organisations can start with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.domain.drafts import DraftState
from tests import factories
from tests.web.editor.workshop import Bench, bench

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def at(app: Flask) -> Bench:
    return bench(app)


def send(at: Bench) -> None:
    at.post("/sending", {"revision": at.whole().row.revision})


def approve(at: Bench, **values: object) -> str:
    form = {"revision": at.whole().row.revision, "looked": "y", "current_password": factories.PASSWORD} | values
    return at.colleague.post(at.at("/approval"), data=form).text


def test_a_second_person_publishes(at: Bench) -> None:
    send(at)

    page = approve(at)

    assert "is published. Organisations can start with it now." in page
    assert at.whole().state is DraftState.PUBLISHED
    assert at.whole().row.version in at.client.get("/questionnaires").text


def test_who_has_sent_it_is_offered_no_approval(at: Bench) -> None:
    send(at)

    assert at.at("/approval") not in [e.get("href") for e in at.get().all("a")]
    assert "Somebody else has to look at it" in at.get("/approval").text


def test_who_has_sent_it_cannot_publish_by_hand(at: Bench) -> None:
    send(at)

    page = at.post(
        "/approval", {"revision": at.whole().row.revision, "looked": "y", "current_password": factories.PASSWORD}
    )

    assert page.status == 409
    assert at.whole().state is DraftState.IN_APPROVAL


def test_who_has_not_confirmed_publishes_nothing(at: Bench) -> None:
    send(at)

    assert "Confirm this." in approve(at, looked="")
    assert at.whole().state is DraftState.IN_APPROVAL


def test_what_was_changed_meanwhile_has_to_be_looked_at_again(at: Bench) -> None:
    send(at)

    assert "Look at it again before you decide." in approve(at, revision=1)


def test_a_draft_given_back_says_why(at: Bench) -> None:
    send(at)

    at.colleague.post(at.at("/return"), {"revision": at.whole().row.revision, "remark": "Too long."}, on=at.at())

    assert "Too long." in at.get().text
    assert at.whole().state is DraftState.DRAFT


def test_while_it_waits_nothing_can_be_saved(at: Bench) -> None:
    form = at.form("/questions/HAO-A2")
    send(at)

    page = at.client.post(at.at("/questions/HAO-A2"), data=form | {"help": "Late."})

    assert page.status == 409
    assert "Late." in page.words("textarea")
