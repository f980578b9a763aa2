"""All checks in the order that makes sense to mend them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.services.doctor import content, machine
from assessment.services.doctor.finding import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that can be checked. A `quick` one may be made for a page; the rest reads everything."""

    name: str
    title: str
    act: Callable[[datetime], Iterable[Problem]]
    is_quick: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """A check with what it found."""

    check: Check
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether there is no more than a warning."""
        return all(problem.is_warning for problem in self.problems)


CHECKS = (
    Check("database", "Database reachable, schema current", content.reachable, is_quick=True),
    Check("durability", "Acknowledged answers survive a power cut", content.durability, is_quick=True),
    Check("disk", "Disk space", machine.disk, is_quick=True),
    Check("clock", "Clock", machine.clock, is_quick=True),
    Check("keys", "Keys are secret", machine.keys, is_quick=True),
    Check("questionnaires", "Published questionnaires are unchanged", content.questionnaires),
    Check("fonts", "Fonts for every language on offer", machine.fonts),
    Check("catalogues", "Translations can be shown", machine.catalogues),
    Check("mail", "Mail can be sent", machine.mail),
    Check("trail", "The trail is whole", content.trail),
    Check("files", "Files are there and unchanged", content.files),
    Check("scores", "Frozen scores come out again", content.scores),
    Check("score-rows", "Score rows agree with the frozen scores", content.rows_of_scores),
)


def examine(at: datetime, checks: Iterable[Check] = CHECKS) -> tuple[Checked, ...]:
    """Make the checks. One that breaks down is itself a finding; without a database the rest is not tried."""
    made: list[Checked] = []
    for check in checks:
        made.append(Checked(check, _problems(check, at)))
        if check.name == "database" and not made[-1].is_sound:
            break
    return tuple(made)


def quick_checks() -> tuple[Check, ...]:
    """Return the checks that cost little."""
    return tuple(check for check in CHECKS if check.is_quick)


def _problems(check: Check, at: datetime) -> tuple[Problem, ...]:
    try:
        return tuple(check.act(at))
    except Exception as error:
        LOGGER.exception("the check %s broke down", check.name)
        what = f"The check broke down: {type(error).__name__}."
        return (Problem(what, "See the log; is the database reachable, and may the program read its data folder?"),)
