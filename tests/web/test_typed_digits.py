"""Figures, days and codes are read in the digits of the scripts in which people type them."""

from __future__ import annotations

import pkgutil
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import DateField, DateTimeField, DecimalField, FloatField, Form, IntegerField
from wtforms.widgets import HiddenInput

from assessment import web
from assessment.domain.settings import SETTINGS, Kind, problem, tidied
from assessment.services import factors, identifiers
from assessment.web.editor import lines
from assessment.web.programme.round_forms import CountryLines
from assessment.web.typed import DayField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from wtforms.fields.core import UnboundField

    from tests.pages import PageClient

SCRIPTS = {"Arabic-Indic": 0x660, "extended Arabic-Indic": 0x6F0, "Devanagari": 0x966}
NUMBERS = (DateField, DateTimeField, DecimalField, FloatField, IntegerField)


def written(text: str, zero: int) -> str:
    """Return a text with the digits of a script."""
    return "".join(chr(zero + int(one)) if one.isdecimal() else one for one in text)


def fields() -> Iterator[tuple[str, UnboundField]]:
    """Give every field of every form of the pages."""
    for module in pkgutil.walk_packages(web.__path__, "assessment.web."):
        import_module(module.name)
    seen, waiting = set(), [FlaskForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        for name in dir(form):
            field = getattr(form, name)
            if hasattr(field, "field_class") and form.__module__.startswith("assessment."):
                seen.add((f"{form.__qualname__}.{name}", field))
    return iter(seen)


def test_every_field_for_a_number_or_a_day_reads_all_digits() -> None:
    numbers = {
        name: field.field_class
        for name, field in fields()
        if issubclass(field.field_class, NUMBERS) and not isinstance(field.kwargs.get("widget"), HiddenInput)
    }

    assert len(numbers) > 5
    assert {name for name, kind in numbers.items() if not issubclass(kind, DayField)} == set()


@pytest.mark.parametrize("zero", SCRIPTS.values(), ids=SCRIPTS)
class TestEachScript:
    def test_a_day(self, zero: int) -> None:
        form = type("Days", (Form,), {"day": DayField()})(MultiDict({"day": written("2026-11-05", zero)}))

        assert form.validate()
        assert form.day.data == date(2026, 11, 5)

    def test_every_setting_that_is_a_number(self, zero: int) -> None:
        numbers = [setting for setting in SETTINGS.values() if setting.kind is Kind.NUMBER]

        assert {tidied(one, written(one.default, zero)) == one.default for one in numbers} == {True}
        assert {problem(one, tidied(one, written(one.default, zero))) for one in numbers} == {None}

    def test_a_code_by_telephone(self, zero: int) -> None:
        assert identifiers.as_typed(written("k7m2-9qx4", zero)) == "K7M29QX4"

    def test_a_code_of_an_authenticator_app(self, zero: int) -> None:
        assert factors._digits(written("123 456", zero)) == "123456"  # noqa: SLF001 - the library wants six digits

    def test_a_number_of_a_questionnaire(self, zero: int) -> None:
        assert lines.number(written("12", zero)) == 12
        assert lines.number(written("1/3", zero)) == "1/3"

    def test_a_target_of_a_round(self, app: Flask, zero: int) -> None:
        with app.test_request_context("/", method="POST", data={"country": "KE", "target": written("120", zero)}):
            sent = CountryLines.sent()

        assert (sent.is_fine, sent.chosen) == (True, {"KE": 120})

    def test_the_code_of_a_report(self, client: PageClient, zero: int, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[str] = []
        monkeypatch.setattr("assessment.storage.submissions.by_code", lambda _, code: asked.append(code))
        page = client.get(f"/verify/{written('ab234', zero)}")

        assert asked == ["ab234"]
        assert "AB234" in page.text
