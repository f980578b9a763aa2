"""Every text of the interface stands in the template that translators start from."""

from __future__ import annotations

from tests.texts import TEMPLATE, collected, count


def test_the_template_of_the_interface_is_current() -> None:
    assert TEMPLATE.read_text("utf-8") == collected(), "run ./dev texts"


def test_texts_of_program_templates_mails_and_reports_are_collected() -> None:
    text = TEMPLATE.read_text("utf-8")

    assert all(f"{place}/" in text for place in ("assessment/web", "templates/report", "templates/mail"))
    assert count(text) > 1000
