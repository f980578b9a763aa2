"""The privacy notice, the accessibility statement and the contact: as the operator wrote them, or as packaged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assessment.content import pages
from assessment.domain.purposes import Basis
from assessment.domain.settings import SETTINGS, Group
from assessment.services import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.content.pages import Page

PRIVACY, ACCESSIBILITY = "privacy-notice", "accessibility-statement"
_PLACE = re.compile(r"\{([a-z-]+)\}(?P<unit> days)?")
_YEAR = 365
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!~])")
_MISSING = "(not given yet)"
# Sentences of their own may be left out.
_OPTIONAL = frozenset({"contact-hours"})
_GROUNDS = {
    Basis.CONSENT: "the interest of your organisation in assessing its systems, which asked you to take part",
    Basis.PUBLIC_TASK: "a task carried out in the public interest",
}


def show_notice(name: str) -> Page:
    """Return the privacy notice or the accessibility statement, with the operator's details in it."""
    written = settings.text(name) or pages.source(f"texts/{name}.md")
    values = _values()
    return pages.render(_PLACE.sub(lambda match: _in_place(match, values), written))


def _in_place(match: re.Match[str], values: Mapping[str, str]) -> str:
    """Return what stands for a place; days that make whole years are told in years."""
    value, unit = values.get(match[1]), match["unit"] or ""
    if value is None:
        return match[0]
    if unit and value.isdecimal() and int(value) >= _YEAR and int(value) % _YEAR == 0:
        years = int(value) // _YEAR
        return "one year" if years == 1 else f"{years} years"
    return value + unit


def contact() -> dict[str, str]:
    """Return the operator's details by the names of their settings; what was not given is empty."""
    return settings.texts(Group.OPERATOR)


def _values() -> dict[str, str]:
    """Return what stands for each setting in braces; what an operator typed is text, never markup."""
    found = contact() | settings.texts(Group.RETENTION)
    written = {name: _MARKUP.sub(r"\\\1", value) for name, value in found.items() if name in SETTINGS}
    shown = {name: value or ("" if name in _OPTIONAL else _MISSING) for name, value in written.items()}
    return shown | {"legal-ground": _GROUNDS[Basis(settings.text("inclusion-basis"))]}
