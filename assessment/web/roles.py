"""What roles are called, and what each may do, in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _

from assessment.domain.access import Role

if TYPE_CHECKING:
    from flask import Flask
    from flask_babel import LazyString

NAMES: dict[Role, LazyString] = {
    Role.OWNER: _("Owner"),
    Role.EDITOR: _("Editor"),
    Role.CONTRIBUTOR: _("Contributor"),
    Role.APPROVER: _("Approver"),
    Role.READER: _("Reader"),
    Role.GUEST: _("Guest"),
    Role.PROGRAMME_OFFICER: _("Programme officer"),
    Role.FACILITATOR: _("Facilitator"),
    Role.OFFICIAL: _("Official"),
    Role.QUESTIONNAIRE_EDITOR: _("Questionnaire editor"),
    Role.OPERATOR: _("Operator"),
}
MAY: dict[Role, LazyString] = {
    Role.OWNER: _("does everything: members, consent, answers, sign-off, deletion"),
    Role.EDITOR: _("describes systems, answers every section, assigns work, sends for review"),
    Role.CONTRIBUTOR: _("answers only the sections that are assigned to them"),
    Role.APPROVER: _("reads everything, returns it with remarks or signs it off"),
    Role.READER: _("reads everything, changes nothing"),
    Role.GUEST: _("answers one section by a link"),
    Role.PROGRAMME_OFFICER: _("invites organisations and sees who has answered, not what"),
    Role.FACILITATOR: _("helps organisations that have agreed to it"),
    Role.OFFICIAL: _("reads aggregates in which no organisation can be recognised"),
    Role.QUESTIONNAIRE_EDITOR: _("edits and publishes questionnaires"),
    Role.OPERATOR: _("runs the service: accounts, organisations, settings"),
}


def attach(app: Flask) -> None:
    """Give templates the names of roles."""
    app.jinja_env.filters.update(role_name=role_name, role_may=role_may)


def role_name(role: Role) -> str:
    """Return what a role is called."""
    return str(NAMES[role])


def role_may(role: Role) -> str:
    """Return what a role may do, as a half sentence."""
    return str(MAY[role])
