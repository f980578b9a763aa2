"""What an operator can change in the browser: one table with kind, default and limits of each setting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from assessment.domain.digits import latin
from assessment.domain.purposes import Basis

# Who has to prove themselves with a second step: whoever holds an office for which `access` says so, or all.
SECOND_STEP, OFFICES, EVERYBODY = "second-step", "offices", "everybody"
# Who signs an assessment: anybody who may, or only somebody else than who has sent it for review.
SIGNER, ANYBODY, SOMEBODY_ELSE = "signer", "anybody", "somebody-else"
MAX_TEXT = 200
MAX_PAGE = 40_000
# Something before and after one @, no spaces: whether mail arrives, only sending shows.
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_ADDRESS = re.compile(r"https://\S+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Kind(Enum):
    """What a setting holds."""

    TEXT = "text"
    EMAIL = "email"
    ADDRESS = "address"
    NUMBER = "number"
    CHOICE = "choice"
    LANGUAGE = "language"
    PAGE = "page"


class Group(Enum):
    """Settings that are changed together, on one page."""

    OPERATOR = "operator"
    SAFEGUARDS = "safeguards"
    DATA = "data"
    RETENTION = "retention"
    PRIVACY = "privacy"
    ACCESSIBILITY = "accessibility"


class Wrong(Enum):
    """Why a value cannot be used."""

    TOO_LONG = "too-long"
    NOT_GIVEN = "not-given"
    NO_EMAIL = "no-email"
    NO_ADDRESS = "no-address"
    NO_NUMBER = "no-number"
    OUT_OF_RANGE = "out-of-range"
    NO_CHOICE = "no-choice"


_SHAPES = {
    Kind.EMAIL: (_EMAIL, Wrong.NO_EMAIL),
    Kind.ADDRESS: (_ADDRESS, Wrong.NO_ADDRESS),
    Kind.LANGUAGE: (_LANGUAGE, Wrong.NO_CHOICE),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. An empty text is "not given", or wrong where `low` is 1; an empty page has its packaged text."""

    name: str
    group: Group
    kind: Kind
    default: str = ""
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()


def _days(name: str, default: int, low: int = 1, high: int = 3650) -> Setting:
    return Setting(name, Group.RETENTION, Kind.NUMBER, str(default), low, high)


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("operator-name", Group.OPERATOR, Kind.TEXT),
        Setting("operator-address", Group.OPERATOR, Kind.TEXT),
        Setting("contact-email", Group.OPERATOR, Kind.EMAIL),
        Setting("contact-hours", Group.OPERATOR, Kind.TEXT),
        Setting("data-protection-email", Group.OPERATOR, Kind.EMAIL),
        Setting("supervisory-authority", Group.OPERATOR, Kind.TEXT),
        Setting("register-address", Group.OPERATOR, Kind.ADDRESS),
        Setting("hosting-place", Group.OPERATOR, Kind.TEXT),
        Setting(SECOND_STEP, Group.SAFEGUARDS, Kind.CHOICE, OFFICES, choices=(OFFICES, EVERYBODY)),
        Setting(SIGNER, Group.SAFEGUARDS, Kind.CHOICE, ANYBODY, choices=(ANYBODY, SOMEBODY_ELSE)),
        Setting("inclusion-basis", Group.DATA, Kind.CHOICE, Basis.CONSENT.value, choices=tuple(b.value for b in Basis)),
        # What the Commission publishes under, and what comes nearest to it elsewhere.
        Setting("figures-licence", Group.DATA, Kind.TEXT, "CC BY 4.0", low=1),
        Setting("evidence-quota-mb", Group.DATA, Kind.NUMBER, "200", 10, 100_000),
        _days("keep-sent-mail", 7),
        _days("keep-failed-mail", 30),
        _days("keep-jobs", 30),
        _days("keep-exports", 7),
        _days("keep-documents", 180),
        _days("keep-invitations", 90),
        _days("keep-guests", 365),
        # A year and a month: so that a round can be cloned for the next year with those who did not answer.
        _days("keep-round-contacts", 400),
        _days("keep-removed-evidence", 30),
        _days("keep-deleted-comments", 30),
        _days("keep-idle-drafts", 730, 120),
        _days("keep-submitted", 1825, 365, 7300),
        _days("keep-trail-details", 1825, 180, 7300),
        Setting("privacy-notice", Group.PRIVACY, Kind.PAGE),
        Setting("privacy-notice-language", Group.PRIVACY, Kind.LANGUAGE, "en"),
        Setting("accessibility-statement", Group.ACCESSIBILITY, Kind.PAGE),
        Setting("accessibility-statement-language", Group.ACCESSIBILITY, Kind.LANGUAGE, "en"),
    )
}


def in_group(group: Group) -> tuple[Setting, ...]:
    """Return a group's settings in the order of their page."""
    return tuple(setting for setting in SETTINGS.values() if setting.group is group)


def tidied(setting: Setting, value: str) -> str:
    """Return a value as it is kept: line ends of one kind, no blanks around it, numbers in Latin digits."""
    kept = value.replace("\r\n", "\n").strip()
    return latin(kept) if setting.kind is Kind.NUMBER else kept


def problem(setting: Setting, value: str) -> Wrong | None:
    """Return what is wrong with a tidied value; None when it can be used."""
    match setting.kind:
        case Kind.TEXT:
            if len(value) < setting.low:
                return Wrong.NOT_GIVEN
            return Wrong.TOO_LONG if len(value) > MAX_TEXT else None
        case Kind.EMAIL | Kind.ADDRESS | Kind.LANGUAGE:
            return _shape_problem(setting.kind, value)
        case Kind.NUMBER:
            return _number_problem(setting, value)
        case Kind.CHOICE:
            return None if value in setting.choices else Wrong.NO_CHOICE
        case Kind.PAGE:
            return Wrong.TOO_LONG if len(value) > MAX_PAGE else None


def _shape_problem(kind: Kind, value: str) -> Wrong | None:
    """Return what is wrong with the shape of a value; a text is always in some language, the others may be empty."""
    if not value and kind is not Kind.LANGUAGE:
        return None
    shape, wrong = _SHAPES[kind]
    return None if shape.fullmatch(value) else wrong


def _number_problem(setting: Setting, value: str) -> Wrong | None:
    if not re.fullmatch(r"[0-9]{1,9}", value):
        return Wrong.NO_NUMBER
    return None if setting.low <= int(value) <= setting.high else Wrong.OUT_OF_RANGE
