"""Settings: typed, with defaults, changed together or not at all."""

from __future__ import annotations

import pytest

from assessment.domain import settings as domain
from assessment.domain.access import Person
from assessment.domain.settings import SETTINGS, Group, Kind, Wrong, in_group
from assessment.services import settings
from assessment.storage import db
from assessment.storage.tables import Setting, TrailLine
from assessment.web.operator import setting_texts
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("context")
OPERATOR = Person(id="o" * 26)


def _given(group: Group, **changed: str) -> dict[str, str]:
    return {s.name: s.default for s in in_group(group)} | {k.replace("_", "-"): v for k, v in changed.items()}


def test_a_setting_nobody_changed_has_its_default() -> None:
    assert settings.number("keep-sent-mail") == 7


def test_a_changed_setting_is_read_back() -> None:
    settings.change_settings(Group.OPERATOR, _given(Group.OPERATOR, operator_name="Ministry of Health"), OPERATOR, NOW)

    assert settings.text("operator-name") == "Ministry of Health"


def test_going_back_to_the_default_forgets_the_change() -> None:
    settings.change_settings(Group.OPERATOR, _given(Group.OPERATOR, operator_name="Ministry"), OPERATOR, NOW)
    settings.change_settings(Group.OPERATOR, _given(Group.OPERATOR), OPERATOR, NOW)

    assert db.session.query(Setting).count() == 0


def test_a_group_is_changed_as_a_whole_or_not_at_all() -> None:
    given = _given(Group.OPERATOR, operator_name="Ministry", contact_email="not an address")

    wrong = settings.change_settings(Group.OPERATOR, given, OPERATOR, NOW)

    assert wrong == {"contact-email": Wrong.NO_EMAIL}
    assert settings.text("operator-name") == ""


def test_a_change_that_changes_nothing_leaves_no_line() -> None:
    settings.change_settings(Group.RETENTION, _given(Group.RETENTION), OPERATOR, NOW)

    assert db.session.query(TrailLine).count() == 0


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("keep-sent-mail", "0", Wrong.OUT_OF_RANGE),
        ("keep-sent-mail", "seven", Wrong.NO_NUMBER),
        ("keep-sent-mail", "\N{ARABIC-INDIC DIGIT SEVEN}", Wrong.NO_NUMBER),
        ("keep-idle-drafts", "30", Wrong.OUT_OF_RANGE),
        ("register-address", "http://example.org", Wrong.NO_ADDRESS),
        ("figures-licence", "", Wrong.NOT_GIVEN),
        ("inclusion-basis", "whim", Wrong.NO_CHOICE),
        ("operator-name", "x" * 201, Wrong.TOO_LONG),
        ("privacy-notice", "x" * 40_001, Wrong.TOO_LONG),
        ("contact-email", "help@example.org", None),
    ],
)
def test_what_a_setting_accepts(name: str, value: str, wrong: Wrong | None) -> None:
    assert domain.problem(SETTINGS[name], value) is wrong


@pytest.mark.parametrize("name", SETTINGS)
def test_every_default_fits_its_own_setting_and_every_setting_has_words(name: str) -> None:
    setting = SETTINGS[name]

    assert domain.problem(setting, setting.default) is None
    assert name in setting_texts.WORDS
    assert setting.kind is not Kind.CHOICE or set(setting.choices) <= set(setting_texts.CHOICES)
