"""The privacy notice, the accessibility statement and the contact: as the operator wrote them, or as packaged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content import pages
from assessment.domain.purposes import Basis
from assessment.domain.settings import SETTINGS, Group
from assessment.services import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assessment.content.pages import Page

PRIVACY, ACCESSIBILITY = "privacy-notice", "accessibility-statement"
# {keep-exports} is the number of days, {keep-exports-time} says it in words; so did "{keep-exports} days" first.
_PLACE = re.compile(r"\{(?P<name>[a-z-]+?)(?P<time>-time)?\}(?P<days> days)?")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!~])")
# Sentences of their own may be left out.
_OPTIONAL = frozenset({"contact-hours"})
# What not every operator has.
_PERHAPS = frozenset({"register-address"})


@dataclass(frozen=True, slots=True)
class Words:
    """The language of a notice: its texts, and how it says for how many days something is kept."""

    gettext: Callable[[str], str]
    period: Callable[[int], str]


def written_in(name: str) -> str:
    """Return the language of the notice that an operator wrote; empty where the packaged one is shown."""
    return settings.text(f"{name}-language") if settings.text(name) else ""


def show_notice(name: str, words: Words) -> Page:
    """Return the privacy notice or the accessibility statement, with the operator's details in it.

    The packaged one is in the language of `words`; what an operator wrote stays as it is.
    """
    values, own = _values(words), settings.text(name)
    if own:
        return pages.render(_filled(own, values, words), words.gettext)
    return pages.read(f"{pages.NOTICES}/{name}.md", lambda text: _filled(words.gettext(text), values, words))


def contact() -> dict[str, str]:
    """Return the operator's details by the names of their settings; what was not given is empty."""
    return settings.texts(Group.OPERATOR)


def not_given() -> tuple[str, ...]:
    """Return the names of the operator's details that the notices need and nobody has given yet."""
    return tuple(name for name, value in contact().items() if not value and name not in _OPTIONAL | _PERHAPS)


def _filled(text: str, values: Mapping[str, str], words: Words) -> str:
    return _PLACE.sub(lambda match: _in_place(match, values, words), text)


def _in_place(match: re.Match[str], values: Mapping[str, str], words: Words) -> str:
    value = values.get(match["name"])
    if value is None:
        return match[0]
    is_time = match["time"] or match["days"]
    return words.period(int(value)) if is_time and value.isdecimal() else f"{value}{match['days'] or ''}"


def _values(words: Words) -> dict[str, str]:
    """Return what stands for each setting in braces; what an operator typed is text, never markup."""
    gettext = words.gettext
    typed = {name: _MARKUP.sub(r"\\\1", value) for name, value in contact().items() if name in SETTINGS}
    missing = gettext("(not given yet)")
    shown = {n: pages.apart(value) or ("" if n in _OPTIONAL else missing) for n, value in typed.items()}
    return shown | settings.texts(Group.RETENTION) | {"legal-ground": _ground(words.gettext)}


def _ground(gettext: Callable[[str], str]) -> str:
    match Basis(settings.text("inclusion-basis")):
        case Basis.CONSENT:
            return gettext("the interest of your organisation in assessing its systems, which asked you to take part")
        case Basis.PUBLIC_TASK:
            return gettext("a task carried out in the public interest")
