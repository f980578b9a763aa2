"""Sessions end: when nobody uses them, and after a time however much they are used."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Role
from assessment.services import sessions
from assessment.services.sessions import MEMBER_LIMITS, OFFICE_LIMITS, TOUCH
from tests import factories

if TYPE_CHECKING:
    from flask import Flask

BEGIN = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture(params=[((), MEMBER_LIMITS), ((Role.OPERATOR,), OFFICE_LIMITS)], ids=["member", "operator"])
def begun(app: Flask, request: pytest.FixtureRequest) -> tuple[str, timedelta, timedelta]:
    """Give the token of a session, and how long it may be idle and last in all."""
    offices, (idle, whole) = request.param
    with app.app_context():
        person = factories.account("Amina", *offices)
        who = (person.fs_uniquifier, sessions.person_of(person))
        token = sessions.keep_session(None, "{}", who, "Firefox", BEGIN)
    assert token is not None
    return token, idle, whole


def test_an_idle_session_ends(app: Flask, begun: tuple[str, timedelta, timedelta]) -> None:
    token, idle, _ = begun
    with app.app_context():
        assert sessions.find_session(token, BEGIN + idle - SECOND) is not None
        assert sessions.find_session(token, BEGIN + idle + SECOND) is None


def test_a_session_in_use_ends_all_the_same(app: Flask, begun: tuple[str, timedelta, timedelta]) -> None:
    token, idle, whole = begun
    step, at = max(TOUCH, idle / 2), BEGIN
    with app.app_context():
        while (found := sessions.find_session(token, at)) is not None:
            sessions.touch_session(found, found.person, at)
            assert at <= BEGIN + whole
            at += step

    assert at > BEGIN + whole - step


def test_operators_are_held_to_less_than_members() -> None:
    assert all(office < member for office, member in zip(OFFICE_LIMITS, MEMBER_LIMITS, strict=True))
