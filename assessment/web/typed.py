"""Fields in which people type figures: with the digits of their own script as well as with Latin ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import DateField

from assessment.domain.digits import latin

if TYPE_CHECKING:
    from collections.abc import Sequence


class DayField(DateField):  # type: ignore[misc] # WTForms has no types
    """A day. Where a browser has no calendar of its own it is typed, year-month-day."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read the day that was sent."""
        super().process_formdata([latin(value) for value in valuelist])
