"""The interface for programs gives what pages and files give, to those who may see it, and writes down who read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from sqlalchemy import select, update

from assessment.domain.access import Role
from assessment.services import sessions
from assessment.services.releases import tokens
from assessment.services.releases.tokens import Lasts, Wish
from assessment.storage import db
from assessment.storage.tables import Account, ApiToken, Download, OfficialCountry
from tests import factories, openapi, releases
from tests.conftest import LONG

if TYPE_CHECKING:
    from flask import Flask

    from assessment.storage.tables import Release

NOW = datetime.now(UTC)


class Program:
    """A program with a token of an official."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.official = factories.account("Office Person", Role.OFFICIAL)
            self.release: Release = releases.release()
            wish = Wish("Yearly report", "A briefing of the delegation", Lasts.MONTH)
            self.secret = tokens.make_token(sessions.person_of(self.official), wish, NOW).secret

    def get(self, path: str, secret: str | None = None, **headers: str) -> Any:  # noqa: ANN401 - what the client gives
        token = self.secret if secret is None else secret
        return self.app.test_client().get(f"/api/v1{path}", headers={"Authorization": f"Bearer {token}"} | headers)

    def every_cell(self, query: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        address: str | None = f"/releases/1/cells?limit=500{query}"
        while address:
            body = self.get(address.removeprefix("http://localhost/api/v1")).get_json()
            found += body["cells"]
            address = body["next"]
        return found


@pytest.fixture
def program(app: Flask) -> Program:
    return Program(app)


def test_every_cell_has_the_value_that_was_frozen(program: Program) -> None:
    found = [
        (one["table"], one["first"], one["second"], one["measure"], one["item"], one["statistic"], one["value"])
        for one in program.every_cell()
    ]

    assert found == [(*cell.key, cell.value) for cell in releases.cells()]


def test_a_withheld_cell_is_null_and_says_why(program: Program) -> None:
    cell = program.every_cell("&table=country&first=TG&measure=score&item=HAO&statistic=mean")[0]

    assert (cell["value"], cell["reason"]) == (None, "few")


def test_cells_are_chosen_by_what_names_them(program: Program) -> None:
    found = program.every_cell("&table=country&measure=organisations")

    assert [one["first"] for one in found] == ["KE", "SN", "GH", "TG", "BR"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("tabel=country", "tabel"), ("limit=0", "limit"), ("limit=x", "limit"), ("measure=rank", "measure"),
     ("table=all&table=country", "table"), ("offset=-1", "offset")],
)  # fmt: skip
def test_a_parameter_that_does_not_fit_is_named(program: Program, query: str, parameter: str) -> None:
    response = program.get(f"/releases/1/cells?{query}")

    assert (response.status_code, response.get_json()["parameter"]) == (400, parameter)


@pytest.mark.parametrize("secret", ["", "tai_" + "x" * 43, "nonsense"])
def test_nothing_is_read_without_a_token_in_force(program: Program, secret: str) -> None:
    response = program.get("/releases", secret)

    assert (response.status_code, response.mimetype) == (401, "application/problem+json")


def test_a_session_of_the_browser_opens_nothing_here(program: Program) -> None:
    client = program.app.test_client()
    factories.sign_in(program.app, client, program.official)

    assert client.get("/api/v1/releases").status_code == 401


@pytest.mark.parametrize(
    "change",
    [{"active": False}, {"offices": []}, {"tf_primary_method": None}],
    ids=["closed account", "office taken away", "second factor gone"],
)
def test_a_token_ends_with_the_rights_of_its_owner(program: Program, change: dict[str, object]) -> None:
    with program.app.app_context():
        db.session.execute(update(Account).where(Account.id == program.official.id).values(**change))
        db.session.commit()

    assert program.get("/releases").status_code == 401


def test_a_token_ends_on_its_last_day(program: Program) -> None:
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date()
    with program.app.app_context():
        db.session.execute(update(ApiToken).values(expires_at=yesterday))
        db.session.commit()

    assert program.get("/releases").status_code == 401


def test_who_is_limited_to_a_country_reads_no_other(program: Program) -> None:
    with program.app.app_context():
        db.session.add(OfficialCountry(account_id=program.official.id, country="KE"))
        db.session.commit()

    assert {one["first"] for one in program.every_cell("&table=country")} == {"KE"}


def test_a_reading_is_written_down_once_a_day_with_its_purpose(program: Program) -> None:
    for _ in range(3):
        program.get("/releases/1/cells?limit=1")

    with program.app.app_context():
        rows = db.session.scalars(select(Download)).all()
    assert [(row.purpose, row.taken_by) for row in rows] == [("A briefing of the delegation", program.official.id)]


def test_what_has_not_changed_is_not_sent_again(program: Program) -> None:
    first = program.get("/releases/1/cells?limit=10")

    again = program.get("/releases/1/cells?limit=10", **{"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


def test_the_document_is_current() -> None:
    assert openapi.DOCUMENT.read_text("utf-8") == openapi.text(), "run python -m tests.openapi"


def test_the_document_is_open_and_names_its_server(app: Flask) -> None:
    document = json.loads(app.test_client().get("/api/v1/openapi.json").data)

    assert document["servers"] == [{"url": "http://localhost/api/v1"}]


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_the_interface_keeps_to_its_document_whatever_is_asked(program: Program, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", program.app)
    headers = {"Authorization": f"Bearer {program.secret}", "Accept-Encoding": "identity"}
    # Both a release that there is, and any other number.
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) == 3
    for operation in operations:
        for fixed in ({"number": 1}, None):
            strategy = operation.as_strategy(mode, path_parameters=fixed)

            @given(strategy)
            @settings(max_examples=100 if LONG else 12, deadline=None, database=None)
            def ask(case: schemathesis.Case[Any]) -> None:
                case.call_and_validate(headers=headers)

            ask()
