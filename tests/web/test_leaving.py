"""Deleting an organisation and erasing one's own account, on their pages."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from sqlalchemy import text

from assessment.domain.access import Role
from assessment.services import passwords
from assessment.storage import db
from tests import factories

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import PageClient

PASSWORD = "four unrelated words suffice"  # noqa: S105 - made for the tests


def _owner(app: Flask, client: PageClient, **values: object) -> str:
    with app.app_context():
        organisation = factories.organisation("Kisumu Health Network")
        owner = factories.account("Amina Otieno", **values)
        factories.member(organisation, Role.OWNER, owner)
        id_ = organisation.id
        db.session.refresh(owner)
    factories.sign_in(app, client.client, owner)
    return id_


def _count(app: Flask, table: str) -> int:
    with app.app_context():
        return int(db.session.execute(text(f"select count(*) from {table}")).scalar_one())  # noqa: S608 - our own names


def test_an_organisation_is_deleted_only_when_its_name_was_typed(app: Flask, client: PageClient) -> None:
    address = f"/organisations/{_owner(app, client)}/data/deletion"

    asked = client.get(address)
    refused = client.post(address, {"name": "Kisumu"})
    deleted = client.post(address, {"name": " kisumu  health network "})

    assert "What stays" in asked.words("h2")
    assert (refused.status, "Type the name as it stands above" in refused.text) == (422, True)
    assert "Kisumu Health Network is deleted." in deleted.text
    assert _count(app, "organisation") == 0


def test_all_members_are_told_in_the_mail(app: Flask, client: PageClient) -> None:
    id_ = _owner(app, client)
    address = f"/organisations/{id_}/data/deletion"
    client.post(address, {"name": "Kisumu Health Network"})

    with app.app_context():
        subject, words = db.session.execute(text("select subject, text from mail_message")).one()

    assert subject == "Kisumu Health Network was deleted"
    assert "Amina Otieno has deleted the organisation" in words


def test_a_person_downloads_what_is_kept_about_them(app: Flask, client: PageClient) -> None:
    _owner(app, client)

    file = client.client.post("/account/data/export", data={"csrf_token": client.token("/account/data")})

    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        assert b"Amina Otieno" in archive.read("account.json")


def test_a_sole_owner_is_told_what_to_do_first(app: Flask, client: PageClient) -> None:
    _owner(app, client)

    page = client.get("/account/data")

    assert "Only you own these organisations." in page.text
    assert "Erase my account for good" not in page.text


def test_an_account_is_erased_by_its_password_and_the_session_ends(app: Flask, client: PageClient) -> None:
    with app.app_context():
        kept = passwords.keep(PASSWORD)
    with app.app_context():
        person = factories.account("Amina Otieno", password=kept)
        db.session.refresh(person)
    factories.sign_in(app, client.client, person)

    careless = client.post("/account/data/erasure", {"current_password": PASSWORD}, on="/account/data")
    wrong = client.post("/account/data/erasure", {"current_password": "guess", "understood": "y"}, on="/account/data")
    page = client.post("/account/data/erasure", {"current_password": PASSWORD, "understood": "y"}, on="/account/data")

    assert (careless.status, wrong.status) == (422, 422)
    assert "Your account is erased." in page.text
    assert client.client.get("/account").status_code == 302
    with app.app_context():
        assert db.session.execute(text("select name from account")).scalar_one() == ""
