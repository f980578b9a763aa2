"""Settings of the service: read with their defaults, changed together by an operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.settings import SETTINGS, Group, Wrong, in_group, problem, tidied
from assessment.domain.trail import Event
from assessment.storage import acts, db, settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from assessment.domain.access import Person


def text(name: str) -> str:
    """Return the value of one setting; a setting that the table does not know is a mistake of the caller."""
    default = SETTINGS[name].default
    return settings.find(db.session, [name]).get(name, default)


def number(name: str) -> int:
    """Return the value of a setting that is a number."""
    return int(text(name))


def texts(group: Group) -> dict[str, str]:
    """Return the values of a group's settings by name, in one query."""
    return several(*(setting.name for setting in in_group(group)))


def several(*names: str) -> dict[str, str]:
    """Return the values of some settings by name, in one query."""
    changed = settings.find(db.session, names)
    return {name: changed.get(name, SETTINGS[name].default) for name in names}


def change_settings(group: Group, given: Mapping[str, str], by: Person, at: datetime) -> dict[str, Wrong]:
    """Change a group's settings together, or nothing when one cannot be used; return what is wrong by name."""
    wanted = {setting.name: tidied(setting, given.get(setting.name, "")) for setting in in_group(group)}
    wrong = {name: found for name, value in wanted.items() if (found := problem(SETTINGS[name], value))}
    if wrong:
        return wrong
    with acts.act(Event.SETTINGS_CHANGED, by=by.id, at=at, subject=group.value) as done:
        before = texts(group)
        changed = [name for name, value in wanted.items() if value != before[name]]
        for name in changed:
            if wanted[name] == SETTINGS[name].default:
                settings.forget(done.session, name)
            else:
                row = {"name": name, "value": wanted[name], "changed_by": by.id, "changed_at": at}
                settings.put(done.session, row)
        done.content["settings"] = changed
        done.is_void = not changed
    return {}
