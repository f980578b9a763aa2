"""Checks of the machine: disk, clock, keys, fonts, mail."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assessment.languages import interface
from assessment.mail.errors import MailError
from assessment.mail.sending import opened
from assessment.reports.fonts import FontsUnknown, missing_fonts, packages
from assessment.services import questionnaires
from assessment.services.doctor.finding import Problem
from assessment.storage import db, instance, trail

if TYPE_CHECKING:
    from collections.abc import Iterator

# Below this a day of evidence files can fill the disk, and a full disk refuses answers.
LEAST_FREE = 500 * 1000**2
_TOLERANCE = timedelta(minutes=5)
_PATIENCE = 5.0
_LISTED = 20


def disk(at: datetime) -> Iterator[Problem]:  # noqa: ARG001 - every check is asked with the time
    """Whether the data folder can be written and has room."""
    folder = instance.folder()
    if not os.access(folder, os.W_OK):
        yield Problem(f"{folder} cannot be written.", f"Give it to the user of the service: chown -R USER {folder}")
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        megabytes = free // 1000**2
        yield Problem(f"Only {megabytes} MB are free where {folder} lies.", "Make room, or move the data folder.")


def clock(at: datetime) -> Iterator[Problem]:
    """Whether the clock is behind what has already been written down."""
    last = trail.last_moment(db.session)
    if last and datetime.fromisoformat(last).astimezone(UTC) > at + _TOLERANCE:
        yield Problem(
            f"The clock is behind: it says {at:%Y-%m-%d %H:%M} UTC, but the trail was written at {last}.",
            "Set the clock and keep it right by NTP: systemctl enable --now systemd-timesyncd",
        )


def keys(at: datetime) -> Iterator[Problem]:  # noqa: ARG001 - every check is asked with the time
    """Whether the keys are secret."""
    for name in instance.readable_by_others():
        path = instance.folder() / name
        yield Problem(f"{path} can be read by others on this machine.", f"chmod 600 {path}")


def fonts(at: datetime) -> Iterator[Problem]:  # noqa: ARG001 - every check is asked with the time
    """Whether reports can be set in every language on offer."""
    shown = {code for one in questionnaires.list_questionnaires() for code in one.languages}
    languages = {*interface.offered(), *shown}
    try:
        missing = missing_fonts(sorted(languages))
    except FontsUnknown as error:
        yield Problem(
            f"Fonts cannot be checked: {error}.", "apt-get install fontconfig fonts-noto-core", is_warning=True
        )
        return
    for language, families in missing.items():
        words = ", ".join(families)
        yield Problem(
            f"Reports in {language} lack the fonts {words}.", f"apt-get install {' '.join(packages(families))}"
        )


def catalogues(at: datetime) -> Iterator[Problem]:  # noqa: ARG001 - every check is asked with the time
    """Whether every text of every catalogue can be shown."""
    found = [(code, interface.DOMAIN, fault) for code in interface.known() for fault in interface.of(code).faults]
    for domain in dict.fromkeys(one.questionnaire for one in questionnaires.list_questionnaires()):
        found += [(code, domain, fault) for code, fault in questionnaires.faults_of(domain)]
    for code, domain, fault in found[:_LISTED]:
        place = f"{code.replace('-', '_')}/LC_MESSAGES/{domain}.po" + (f", line {fault.line}" if fault.line else "")
        text = f", “{fault.source[:60]}”" if fault.source else ""
        what = f"{place}{text}: {fault.why.value}. Its source is shown instead."
        yield Problem(what, f"assessment translation check {code.replace('-', '_')} says more.", is_warning=True)
    if len(found) > _LISTED:
        yield Problem(f"{len(found) - _LISTED} more texts cannot be shown.", "assessment translation check lists all.")


def mail(at: datetime) -> Iterator[Problem]:  # noqa: ARG001 - every check is asked with the time
    """Whether messages can leave: nothing is sent."""
    settings = instance.settings()
    scheme = urlsplit(settings.mail_url).scheme
    if scheme in {"file", "console"} and settings.is_secure:
        yield Problem(
            f"No mail leaves: MAIL_URL is {scheme}:, so invitations must be handed over on paper.",
            "Set MAIL_URL=smtp://USER:PASSWORD@HOST:587 and MAIL_FROM.",
            is_warning=True,
        )
    elif scheme not in {"file", "console"}:
        try:
            with opened(settings.mail_url, settings.instance, _PATIENCE):
                pass
        except MailError as error:
            yield Problem(f"The mail server cannot be used: {error}.", "Check MAIL_URL, the password and the firewall.")
