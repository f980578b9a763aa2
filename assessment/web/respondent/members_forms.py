"""The forms about members."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from assessment.domain.access import MEMBER_ROLES, Role
from assessment.services.invitations import Wish
from assessment.web.account.forms import check_address, languages
from assessment.web.roles import role_name

_NEEDED = InputRequired(_("Choose one of these."))


def member_roles() -> list[SelectChoice]:
    """Return the roles inside an organisation."""
    return [SelectChoice(role.value, role_name(role)) for role in MEMBER_ROLES]


class InviteForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Whom to invite, as what, in which language."""

    email = StringField(_("E-mail address"), [Length(max=254), check_address])
    role = RadioField(_("What they will do"), [_NEEDED], choices=member_roles)
    language = SelectField(_("Language of the invitation"), choices=languages)

    def wish(self) -> Wish:
        """Return what was entered."""
        return Wish(Role(self.role.data), self.email.data or "", self.language.data)


class RoleForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Another role for a member."""

    role = RadioField(_("What they will do"), [_NEEDED], choices=member_roles)
