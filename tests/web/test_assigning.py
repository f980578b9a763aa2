"""Who answers what: asking members, making links, reading codes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from assessment import storage
from assessment.domain.access import Role
from assessment.storage.tables import GuestLink, MailMessage, SectionAssignment
from tests import factories
from tests.pages import PageClient
from tests.web.rooms import OTHER, SECTION, Room, room

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Page

GUEST = {
    "guest-name": "Fatima", "guest-email": "fatima@example.org", "guest-language": "en", "guest-days": "14",
}  # fmt: skip


def ask(here: Room, *accounts: str, section: str = SECTION) -> Page:
    page = f"{here.assigning}/{section}"
    return here.client().post(f"{page}/members", {"ask-members": list(accounts)}, on=page)


def make(here: Room, **values: str) -> Page:
    page = f"{here.assigning}/{SECTION}"
    given = {f"guest-{name}": value for name, value in values.items()}
    return here.client().post(f"{page}/guests", GUEST | given, on=page)


def mails(app: Flask) -> list[MailMessage]:
    with app.app_context():
        return list(storage.db.session.scalars(select(MailMessage)).all())


def the_link(app: Flask) -> GuestLink:
    with app.app_context():
        return storage.db.session.scalars(select(GuestLink)).one()


def test_a_member_who_is_asked_gets_a_mail_and_may_answer(app: Flask) -> None:
    here = room(app)
    with app.app_context():
        colleague = factories.member(here.organisation, Role.CONTRIBUTOR)
    address = f"/assessments/{here.assessment.id}/sections/{SECTION}"
    before = here.client(colleague).client.get(address).status_code

    page = ask(here, colleague.id)

    assert "1 member was asked." in page.text
    assert [(mail.recipient, f"http://127.0.0.1:8000{address}" in mail.text) for mail in mails(app)] == [
        (colleague.email, True)
    ]
    assert (before, here.client(colleague).client.get(address).status_code) == (403, 200)


def test_who_is_asked_twice_gets_one_mail(app: Flask) -> None:
    here = room(app, Role.EDITOR)
    for _ in range(2):
        ask(here, here.people[Role.EDITOR].id)

    assert len(mails(app)) == 1


def test_nobody_outside_and_no_reader_can_be_asked(app: Flask) -> None:
    here, there = room(app, Role.READER), room(app)
    page = ask(here, here.people[Role.READER].id, there.people[Role.OWNER].id)

    with app.app_context():
        assert storage.db.session.scalars(select(SectionAssignment)).all() == []
    assert page.status == 422


def test_asking_nobody_says_so(app: Flask) -> None:
    page = ask(room(app))

    assert page.status == 422
    assert "Choose at least one member." in page.text


def test_what_was_asked_is_taken_back(app: Flask) -> None:
    here = room(app, Role.CONTRIBUTOR)
    who = here.people[Role.CONTRIBUTOR]
    page = f"{here.assigning}/{SECTION}"

    here.client().post(f"{page}/members/{who.id}/release", on=page)

    assert here.client(who).client.get(f"/assessments/{here.assessment.id}/sections/{SECTION}").status_code == 403


def test_a_contributor_sees_only_their_sections(app: Flask) -> None:
    here = room(app, Role.CONTRIBUTOR)
    page = here.client(Role.CONTRIBUTOR).get(here.assigning)

    assert "Human agency and oversight" in page.text
    assert "Transparency" not in page.text


def test_the_overview_tells_time_people_and_how_far_it_is(app: Flask) -> None:
    here = room(app, Role.CONTRIBUTOR)
    page = here.client().get(here.assigning)

    assert here.people[Role.CONTRIBUTOR].name in page.text
    assert "Can usually be answered by" in page.text
    assert re.search(r"about \d+ min", page.text)
    assert re.search(r"0 of \d+ done", page.text)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.APPROVER, Role.READER])
def test_only_those_who_may_assign_open_the_page_of_a_section(app: Flask, role: Role) -> None:
    here = room(app, role)

    assert here.client(role).get(f"{here.assigning}/{SECTION}").status == 403


def test_a_link_is_shown_once_and_mailed(app: Flask) -> None:
    here = room(app)
    page = make(here)

    shown = re.search(r"http://127\.0\.0\.1:8000/guest/([\w-]{43})", page.text)
    assert shown
    assert shown.group(0) in mails(app)[0].text
    assert shown.group(1) not in here.client().get(f"{here.assigning}/{SECTION}").text
    assert "Fatima" in here.client().get(here.assigning).text


@pytest.mark.parametrize(("name", "value"), [("name", ""), ("email", "nobody"), ("days", "1000"), ("language", "xx")])
def test_a_link_needs_a_name_an_address_a_language_and_a_time(app: Flask, name: str, value: str) -> None:
    here = room(app)
    page = make(here, **{name: value})

    assert page.status == 422
    assert mails(app) == []


def test_the_maker_reads_a_code_out_and_the_guest_comes_in_without_mail(app: Flask) -> None:
    here = room(app)
    found = re.search(r"/guest/([\w-]{43})", make(here).text)
    assert found
    page = f"{here.assigning}/{SECTION}"

    shown = here.client().post(f"{page}/guests/{the_link(app).id}/phone-code", on=page)
    code = re.search(r"\b([2-9A-Z]{4}-[2-9A-Z]{4})\b", shown.text)
    assert code
    guest = PageClient(app.test_client())

    entered = guest.post(f"/guest/{found.group(1)}/code", {"code": code.group(1)})
    assert entered.address == f"/assessments/{here.assessment.id}/sections/{SECTION}"


def test_nobody_but_the_maker_reads_a_code_out(app: Flask) -> None:
    here = room(app, Role.EDITOR)
    make(here)
    page = f"{here.assigning}/{SECTION}"
    editor = here.client(Role.EDITOR)

    assert "Code for the phone" not in editor.get(page).text
    assert editor.post(f"{page}/guests/{the_link(app).id}/phone-code", on=page).status == 404


def test_a_link_is_found_only_in_its_own_section_and_assessment(app: Flask) -> None:
    here, there = room(app), room(app)
    make(here)
    id_ = the_link(app).id
    addresses = [f"{here.assigning}/{OTHER}/guests/{id_}/revoke", f"{there.assigning}/{SECTION}/guests/{id_}/revoke"]

    assert [here.client().get(addresses[0]).status, there.client().get(addresses[1]).status] == [404, 404]
    assert here.client().get(addresses[1]).status == 404


def test_a_section_that_is_not_asked_cannot_be_assigned(app: Flask) -> None:
    here = room(app)

    assert here.client().get(f"{here.assigning}/NOTHING").status == 404
