"""How pages write moments, days, sizes and lists in the reader's language and zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from babel import Locale
from babel.dates import format_datetime, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from flask_babel import format_date, get_locale, get_timezone, gettext
from jinja2 import pass_context

from assessment.domain.display import percent
from assessment.languages import interface
from assessment.reports.language import ReportLanguage
from assessment.web import countries, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, tzinfo
    from fractions import Fraction

    from flask import Flask
    from jinja2.runtime import Context

KILOBYTE = 1000


def attach(app: Flask) -> None:
    """Give the formats to templates as filters, and the name of the zone as a function."""
    app.jinja_env.filters.update(
        moment=moment,
        day=day,
        size=size,
        grouped=grouped,
        listed=listed,
        share=share,
        points=points,
        duration=duration,
        period=period,
        language_name=language_name,
        country_name=countries.name,
    )
    app.jinja_env.globals.update(zone=zone, comma=comma, semicolon=semicolon, ngettext=_counting(app))


def grouped(value: int) -> str:
    """Return a whole number as the reader writes it, such as "12,500"."""
    return format_decimal(value, locale=get_locale())


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Return the form for a number, which is written as the reader writes it."""
    return texts.present().ungettext(one, many, number) % ({"num": grouped(number)} | values)


def _counting(app: Flask) -> Callable[..., str]:
    """Return what templates call to get the form for a number, with the number as the reader writes it."""
    forms = cast("Callable[..., str]", app.jinja_env.globals["ngettext"])

    @pass_context
    def ngettext(context: Context, one: str, many: str, number: int, **values: object) -> str:
        return forms(context, one, many, number, **({"num": grouped(number)} | values))

    return ngettext


def period(days: int) -> str:
    """Return how long something is kept: in years where they are whole."""
    years, rest = divmod(days, 365)
    if years and not rest:
        return ngettext("%(num)s year", "%(num)s years", years)
    return ngettext("%(num)s day", "%(num)s days", days)


@dataclass(frozen=True, slots=True)
class Times:
    """How one reader writes times; for pages with many of them."""

    zone: tzinfo
    locale: str

    @classmethod
    def of_reader(cls) -> Times:
        """Return how the reader of this request does."""
        return cls(get_timezone(), str(get_locale()))

    def moment(self, value: datetime) -> str:
        """Return a time to the minute, such as "25 Nov 2026, 10:14"."""
        return _written(value.replace(second=0, microsecond=0), _moment_pattern(self.locale), self.zone, self.locale)


@lru_cache(maxsize=256)
def _moment_pattern(locale: str) -> str:
    """Return day and time joined as the language does; Arabic has no short months, and two calendars of long ones."""
    parsed = Locale.parse(locale)
    date = "d MMMM y" if parsed.language == "ar" else "d MMM y"
    return str(parsed.datetime_formats["medium"]).replace("{1}", date).replace("{0}", "HH:mm")


@lru_cache(maxsize=4096)
def _written(value: datetime, pattern: str, zone: tzinfo, locale: str) -> str:
    return format_datetime(value, pattern, tzinfo=zone, locale=locale)


def moment(value: datetime | None) -> str:
    """Return a time to the minute in the reader's zone, such as "25 Nov 2026, 10:14"; empty for None."""
    return Times.of_reader().moment(value) if value else ""


def clock(value: datetime) -> str:
    """Return the time of day to the minute in the reader's zone, such as "10:14"."""
    times = Times.of_reader()
    return _written(value.replace(second=0, microsecond=0), "HH:mm", times.zone, times.locale)


def day(value: date | None) -> str:
    """Return a day, such as "25 November 2026", of a moment that in the reader's zone; empty for None."""
    if isinstance(value, datetime):
        value = value.astimezone(get_timezone()).date()
    return str(format_date(value, "long", rebase=False)) if value else ""


def zone() -> str:
    """Return the name of the reader's zone, to stand once on a page with times."""
    found = get_timezone()
    if str(found) == "UTC":
        return "UTC"
    return get_timezone_name(found, width="long", locale=get_locale())


def size(count: int) -> str:
    """Return a number of bytes in kilobytes or megabytes, rounded up so that nothing is 0 kB."""
    is_small = count < KILOBYTE * KILOBYTE
    value = -(-count // KILOBYTE) if is_small else round(count / KILOBYTE**2, 1)
    number = format_decimal(value, locale=get_locale())
    return str(gettext("%(number)s kB", number=number) if is_small else gettext("%(number)s MB", number=number))


def share(of_hundred: int) -> str:
    """Return whole per cent as the reader writes them, such as "96 %"."""
    return str(format_percent(of_hundred / 100, locale=get_locale()))


def points(share: Fraction) -> str:
    """Return a score as a report prints it, such as "37%" or "15.1%" where a whole number would cross a border."""
    return str(format_percent(Decimal(percent(share)) / 100, locale=get_locale(), decimal_quantization=False))


def duration(minutes: int) -> str:
    """Return a number of minutes as hours and minutes, such as "2 hr 25 min"."""
    hours, rest = divmod(minutes, 60)
    parts = ((hours, "duration-hour"), (rest, "duration-minute"))
    found = [format_unit(count, unit, "short", locale=get_locale()) for count, unit in parts if count]
    return " ".join(found) or format_unit(0, "duration-minute", "short", locale=get_locale())


def language_name(code: str) -> str:
    """Return the name of a language in that language, such as "Français"."""
    return interface.own_name(code)


def comma() -> str:
    """Return what stands between words put side by side, with its space."""
    return ReportLanguage(str(get_locale()), locale=get_locale()).comma


def semicolon() -> str:
    """Return what stands between longer texts put side by side, with its space."""
    return ReportLanguage(str(get_locale()), locale=get_locale()).semicolon


def listed(words: Iterable[str]) -> str:
    """Return words as a list in a sentence of the page's language."""
    return format_list(list(words), locale=get_locale())
