"""Monitoring and the log: enough to run the service, nothing about people."""

from __future__ import annotations

import json
import logging
import re
import urllib.request
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from assessment import storage
from assessment.app import create_app
from assessment.config import Settings
from assessment.storage import db
from assessment.web import journal
from assessment.web.guards import public
from tests import factories, serving
from tests.pages import PageClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

SECRET = "amina@example.org"  # noqa: S105 - what must not be told


def test_a_well_service_says_ok_and_nothing_else(app: Flask) -> None:
    answer = app.test_client().get("/health")

    assert (answer.status_code, answer.data) == (200, b"ok\n")
    assert "Set-Cookie" not in answer.headers


def test_a_service_without_its_database_says_so(tmp_path: Path) -> None:
    made = create_app(Settings.from_env({"INSTANCE": str(tmp_path), "DATABASE_URL": "postgresql://127.0.0.1:9/none"}))

    assert made.test_client().get("/health").status_code == 503


def test_metrics_count_requests_and_work(app: Flask) -> None:
    client = app.test_client()
    client.get("/method")

    shown = client.get("/metrics").get_data(as_text=True)

    assert re.search(
        r'assessment_requests_total\{endpoint="public.scoring_method",method="GET",status="200"\} \d', shown
    )
    assert "assessment_mail_waiting 0.0" in shown
    assert "assessment_jobs_failed 0.0" in shown


@pytest.mark.slow
def test_every_figure_is_there_once_whichever_process_answers(app: Flask) -> None:
    """Several processes count together; what waits is no sum and no memory of one of them."""
    server = serving.Server(app)
    server.start()
    try:
        shown = [urllib.request.urlopen(f"http://127.0.0.1:{server.port}/metrics").read().decode() for _ in range(6)][
            -1
        ]
    finally:
        server.stop()

    families = re.findall(r"(?m)^# TYPE (\w+)", shown)
    assert len(families) == len(set(families))
    assert re.findall(r"(?m)^assessment_jobs_failed.*$", shown) == ["assessment_jobs_failed 0.0"]


def test_methods_that_somebody_makes_up_are_one_figure(app: Flask) -> None:
    client = app.test_client()
    for method in ("HUEY", "DEWEY", "LOUIE"):
        client.open("/method", method=method)

    shown = client.get("/metrics").get_data(as_text=True)
    assert ('method="other"' in shown, "HUEY" in shown) == (True, False)


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("203.0.113.5", {}),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.5"}),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.5"}),
        ("10.0.0.7", {"Authorization": "Bearer guess"}),
    ],
)
def test_metrics_do_not_exist_for_others(app: Flask, address: str, headers: dict[str, str]) -> None:
    answer = app.test_client().get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})

    assert answer.status_code == 404


def test_metrics_are_given_from_elsewhere_to_whoever_has_the_token(tmp_path: Path, app: Flask) -> None:
    token = tmp_path / "token"
    token.write_text("long random word\n")
    settings = {"INSTANCE": str(tmp_path / "instance"), "METRICS_TOKEN_FILE": str(token)}
    made = create_app(Settings.from_env(settings))

    def status(word: str) -> int:
        headers = {"Authorization": f"Bearer {word}"}
        return made.test_client().get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": "10.0.0.7"}).status_code

    assert [status("long random word"), status("guess"), status("")] == [200, 404, 404]
    assert made.test_client().get("/metrics").status_code == 404
    with made.app_context():
        db.engine.dispose()
    assert app is not made


@pytest.fixture
def lines(app: Flask) -> Iterator[list[str]]:
    """Collect the log as it is written in production."""
    found: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(journal.Lines().format(record))

    keep = Keep()
    root = logging.getLogger()
    root.addHandler(keep)
    journal.LOGGER.setLevel(logging.INFO)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield found
    journal.LOGGER.setLevel(logging.NOTSET)
    root.removeHandler(keep)


def test_a_request_is_one_line_of_listed_fields(app: Flask, lines: list[str]) -> None:
    app.test_client().get(f"/questionnaires?who={SECRET}", headers={"X-Forwarded-For": "203.0.113.5"})

    [line] = [json.loads(one) for one in lines]
    assert set(line) <= set(journal.FIELDS)
    assert (line["endpoint"], line["status"], line["method"]) == ("public.questionnaire_list", 200, "GET")
    assert not any(word in lines[0] for word in (SECRET, "203.0.113.5", "127.0.0.1", "/questionnaires"))


def test_an_incident_has_a_number_on_the_page_and_in_the_log_and_tells_no_text(app: Flask, lines: list[str]) -> None:
    @public
    def broken(token: str) -> str:
        raise ValueError(f"{SECRET} {token}")

    app.add_url_rule("/broken/<token>", "broken", broken)

    page = app.test_client().get("/broken/secret-token").get_data(as_text=True)

    number = re.search(r"<strong dir=\"ltr\">([A-Z2-9]{8})</strong>", page)
    assert number is not None
    found = [json.loads(line) for line in lines]
    assert {line.get("incident") for line in found} == {number.group(1)}
    assert [line["error"] for line in found if "error" in line] == ["ValueError"]
    assert not any(word in "".join(lines) for word in (SECRET, "secret-token"))


def test_an_error_of_the_database_does_not_tell_what_was_stored(app: Flask, lines: list[str]) -> None:
    @public
    def twice() -> str:
        with storage.transaction() as session:
            for _ in range(2):
                session.execute(
                    text("insert into setting values ('x', :value, '', '2026-11-25 10:00:00')"), {"value": SECRET}
                )
        return ""

    app.add_url_rule("/twice", "twice", twice)

    assert app.test_client().get("/twice").status_code == 500
    assert SECRET not in "".join(lines)


def test_a_page_that_is_not_found_is_no_incident(app: Flask) -> None:
    assert "give the number" not in app.test_client().get("/nothing").get_data(as_text=True)
    with app.app_context():
        factories.account()


def test_refusals_are_named_in_the_log_without_who_they_were_about(app: Flask, lines: list[str]) -> None:
    client = app.test_client()
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get("/sign-in").text)
    assert token is not None
    client.post("/sign-in", data={"email": "amina@example.org", "password": SECRET, "csrf_token": token.group(1)})
    client.post("/sign-in", data={"email": "amina@example.org", "password": SECRET})
    client.post("/organisations/new")

    assert [json.loads(line).get("event") for line in lines if "POST" in line] == [
        "sign-in refused", "no valid form token", "no valid form token",
    ]  # fmt: skip
    assert not any(word in "".join(lines) for word in ("amina", SECRET))


def test_what_is_not_theirs_and_signing_in_is_named_in_the_log(app: Flask, lines: list[str]) -> None:
    with app.app_context():
        stranger, place = factories.account(), factories.organisation()
    factories.set_password(app, stranger)
    client = PageClient(app.test_client())
    client.post("/sign-in", {"email": stranger.email, "password": factories.PASSWORD})
    client.get(f"/organisations/{place.id}")

    events = [json.loads(line).get("event") for line in lines]
    assert [event for event in events if event] == ["signed in: password", "not theirs"]
