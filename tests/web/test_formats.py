"""Stops between words, as the script of the page has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask_babel import force_locale

from assessment.web import formats

if TYPE_CHECKING:
    from flask import Flask


@pytest.mark.parametrize(
    ("locale", "stops"), [("en", (", ", "; ")), ("fr", (", ", "; ")), ("ar", ("، ", "؛ ")), ("ar_EG", ("، ", "؛ "))]
)
def test_stops_between_words_are_those_of_the_script(app: Flask, locale: str, stops: tuple[str, str]) -> None:
    with app.test_request_context(), force_locale(locale):
        assert (formats.comma(), formats.semicolon()) == stops
