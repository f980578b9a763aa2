"""A second person approves a draft, and organisations can start with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from assessment import storage
from assessment.domain.access import Role
from assessment.domain.drafts import DraftState
from assessment.storage.tables import MailMessage
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


def mails(at: Bench) -> list[MailMessage]:
    with at.app.app_context():
        return list(storage.db.session.scalars(select(MailMessage).order_by(MailMessage.subject)))


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


def test_the_other_editors_are_asked_to_approve_in_their_languages(at: Bench) -> None:
    with at.app.app_context():
        french = factories.account("Fabienne Fournier", Role.QUESTIONNAIRE_EDITOR, language="fr").email
        factories.account("Ola Operator", Role.OPERATOR)
    send(at)
    found = mails(at)

    version = at.whole().row.version
    assert [mail.subject for mail in found] == [
        f"Approbation demandée pour la version {version} de « altai »",
        f"Please approve version {version} of “altai”",
    ]
    assert found[0].recipient == french


def test_a_mail_about_a_draft_leads_to_it_and_holds_none_of_its_texts(at: Bench) -> None:
    send(at)
    text = mails(at)[0].text

    assert f"http://127.0.0.1:8000{at.at()}" in text
    assert at.whole().row.title not in text


def test_who_has_sent_a_draft_is_told_that_it_was_given_back(at: Bench) -> None:
    send(at)
    before = {mail.id for mail in mails(at)}
    data = {"revision": at.whole().row.revision, "remark": "Too long."}
    at.colleague.post(at.at("/return"), data, on=at.at())
    told = [mail for mail in mails(at) if mail.id not in before]

    assert [mail.subject for mail in told] == [f"Version {at.whole().row.version} of “altai” was given back"]
    assert "Too long." not in told[0].text


def test_who_takes_a_draft_back_is_told_nothing(at: Bench) -> None:
    send(at)
    before = len(mails(at))
    at.post("/return", {"revision": at.whole().row.revision})

    assert (at.whole().state, len(mails(at))) == (DraftState.DRAFT, before)


def test_who_has_sent_a_draft_is_told_that_it_is_published(at: Bench) -> None:
    send(at)
    approve(at)
    told = [mail.subject for mail in mails(at) if "is published" in mail.subject]

    assert told == [f"Version {at.whole().row.version} of “altai” is published"]
