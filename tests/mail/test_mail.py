"""Messages: safe headers, a real server, and an outbox that survives a server that is down or slow."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import policy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assessment import storage
from assessment.mail import sending
from assessment.mail.errors import NotSent, UnusableMessage
from assessment.mail.message import Message, compose, is_address
from assessment.services import mail
from assessment.services.mail import PAUSES, Letter
from assessment.services.operating import work
from assessment.storage import db
from assessment.storage.tables import MailMessage

if TYPE_CHECKING:
    from flask import Flask

    from tests.mail.conftest import Server

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
MESSAGE = Message("abc", "amina@example.org", "Einladung: Prüfung – دعوة", "Guten Tag,\n\nيرجى الرد\n.\nlast line\n")


@pytest.fixture
def outbox(app: Flask, server: Server) -> Flask:
    """Give an application that sends to the real server, with one message waiting."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_url=server.url)
    with app.app_context():
        mail.post_alone("reset", "amina@example.org", Letter("Set a new password", "https://secret.example/link"), NOW)
    return app


def waiting(app: Flask) -> MailMessage:
    with app.app_context():
        db.session.rollback()
        return db.session.query(MailMessage).one()


def test_a_message_arrives_whole_in_any_script(server: Server, tmp_path: Path) -> None:
    with sending.opened(server.url, tmp_path) as sender:
        sender.send(compose(MESSAGE, "Assessment <no-reply@example.org>", NOW))
    received = email.message_from_string(server.box.received[0], policy=policy.default)

    assert received["Subject"] == MESSAGE.subject
    assert received.get_content().splitlines() == MESSAGE.text.splitlines()
    assert (received["To"], received["From"]) == ("amina@example.org", "Assessment <no-reply@example.org>")


def test_letters_that_are_joined_by_a_mark_may_stand_in_a_subject() -> None:
    subject = "می\u200cنویسیم"

    made = compose(replace(MESSAGE, subject=subject), "no-reply@example.org", NOW)

    assert made["Subject"] == subject


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n", "\x00", "\u2028", "\x0b"])
def test_nobody_adds_a_header_by_the_subject(line_end: str) -> None:
    with pytest.raises(UnusableMessage):
        compose(replace(MESSAGE, subject=f"Hello{line_end}Bcc: all@example.org"), "no-reply@example.org", NOW)


@pytest.mark.parametrize(
    "address",
    [
        "a@b\nBcc: c@d",
        "a@b, c@d",
        "a b@c",
        "<a@b>",
        "a@b\r",
        "a@b@c",
        "@b",
        "a@",
        "",
        "a" * 65 + "@b",
        "a@" + "b" * 255,
    ],
)
def test_what_is_no_single_address_is_refused(address: str) -> None:
    assert not is_address(address)
    with pytest.raises(UnusableMessage):
        compose(replace(MESSAGE, recipient=address), "no-reply@example.org", NOW)


@pytest.mark.parametrize("address", ["amina@example.org", "o'neil+x@sub.example.org", "użytkownik@example.org"])
def test_ordinary_addresses_are_addresses(address: str) -> None:
    assert is_address(address)


def test_the_default_writes_files(app: Flask) -> None:
    with app.app_context():
        mail.post_alone("reset", "amina@example.org", Letter("Hello", "words"), NOW)
        mail.deliver_due(NOW)

    (written,) = (Path(app.instance_path) / "mail").glob("*.eml")
    assert b"To: amina@example.org" in written.read_bytes()


def test_the_console_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sending.opened("console:", tmp_path) as sender:
        sender.send(compose(MESSAGE, "no-reply@example.org", NOW))

    assert MESSAGE.subject in capsys.readouterr().out


def test_what_is_delivered_is_noted_and_its_text_forgotten(outbox: Flask, server: Server) -> None:
    with outbox.app_context():
        assert mail.deliver_due(NOW).sent == 1

    row = waiting(outbox)
    assert (row.sent_at, row.text, row.problem) == (NOW, "", "")
    assert "https://secret.example/link" in server.box.received[0]


def test_nothing_is_sent_twice(outbox: Flask, server: Server) -> None:
    with outbox.app_context():
        mail.deliver_due(NOW)
        mail.deliver_due(NOW + timedelta(days=1))

    assert len(server.box.received) == 1


def test_a_server_that_is_down_postpones_and_says_why(outbox: Flask, server: Server) -> None:
    server.stop()
    with outbox.app_context():
        done = mail.deliver_due(NOW)

    row = waiting(outbox)
    assert (done.postponed, row.next_attempt_at) == (1, NOW + PAUSES[0])
    assert "refused" in row.problem


def test_what_was_postponed_is_sent_when_the_server_is_back(outbox: Flask, server: Server) -> None:
    server.box.answer = "451 try later"
    with outbox.app_context():
        mail.deliver_due(NOW)
        server.box.answer = "250 OK"
        mail.deliver_due(NOW + timedelta(seconds=30))
        assert server.box.received == []
        mail.deliver_due(NOW + PAUSES[0])

    assert len(server.box.received) == 1


def test_the_pauses_grow_and_end(outbox: Flask, server: Server) -> None:
    server.box.answer = "554 never"
    at = NOW
    for pause in PAUSES:
        with outbox.app_context():
            mail.deliver_due(at)
        at += pause
    with outbox.app_context():
        assert mail.deliver_due(at).given_up == 1
        assert mail.outbox_counts() == (0, 1)

    row = waiting(outbox)
    assert (row.attempts, row.next_attempt_at, row.problem) == (len(PAUSES) + 1, None, "the server answered 554")


def test_what_was_given_up_is_sent_when_an_operator_says_so(outbox: Flask, server: Server) -> None:
    server.box.answer = "554 never"
    at = NOW
    with outbox.app_context():
        for pause in PAUSES:
            mail.deliver_due(at)
            at += pause
        mail.deliver_due(at)
        work.send_again(waiting(outbox).id, "operator", at)
        mail.deliver_due(at)
        again = mail.outbox_counts()
        server.box.answer = "250 OK"
        work.send_again(waiting(outbox).id, "operator", at)

        assert mail.deliver_due(at).sent == 1
    assert again == (0, 1)


def post_by_day(app: Flask, country: str, at: datetime) -> None:
    when, letter = (at, at.date() + timedelta(days=30)), Letter("Hello", "words")
    with app.app_context(), storage.transaction() as session:
        mail.post_by_day(session, "reminder", ("amina@example.org", country), letter, when)


def test_a_message_for_working_hours_waits_for_the_clock_of_its_country(app: Flask, server: Server) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_url=server.url)
    evening = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
    post_by_day(app, "KE", evening)
    log = []
    for later in (timedelta(0), timedelta(days=1), timedelta(days=2, hours=14), timedelta(days=2, hours=15)):
        with app.app_context():
            log.append(mail.deliver_due(evening + later).sent)

    assert log == [0, 0, 0, 1]


def test_what_failed_in_the_afternoon_is_not_tried_at_night(app: Flask, server: Server) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_url=server.url)
    afternoon = datetime(2026, 11, 25, 13, 59, 30, tzinfo=UTC)
    post_by_day(app, "KE", afternoon)
    server.box.answer = "451 later"
    with app.app_context():
        mail.deliver_due(afternoon)
        server.box.answer = "250 OK"
        at_night = mail.deliver_due(afternoon + PAUSES[0])

    row = waiting(app)
    assert (at_night.sent, row.attempts, row.next_attempt_at) == (0, 1, datetime(2026, 11, 26, 6, 0, tzinfo=UTC))


def test_a_slow_server_counts_as_down_after_a_while(server: Server, tmp_path: Path) -> None:
    server.box.delay = 1.5
    with pytest.raises(NotSent), sending.opened(server.url, tmp_path, patience=0.3) as sender:
        sender.send(compose(MESSAGE, "no-reply@example.org", NOW))


def test_a_request_does_not_wait_for_a_server_that_is_down(outbox: Flask, server: Server) -> None:
    server.stop()
    page = outbox.test_client().get("/forgotten-password")

    assert page.status_code == 200
    assert waiting(outbox).attempts == 0


def test_mail_over_the_network_is_not_sent_without_tls(server: Server, tmp_path: Path) -> None:
    with pytest.raises(NotSent), sending.opened(server.url.partition("?")[0], tmp_path):
        pass
