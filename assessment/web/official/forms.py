"""The forms of the pages for officials."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, StringField
from wtforms.validators import DataRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from assessment.services.releases.views import LONGEST_NAME, LONGEST_QUERY

_NAMED = DataRequired(_("Give it a name."))
# No release has a higher number; the rest of what is kept of a view needs room too.
_LAST = 2**31 - 1
_ROOM = LONGEST_QUERY - 60


class NameForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """What a view is called."""

    name = StringField(
        _("Name of the view"), [_NAMED, Length(max=LONGEST_NAME)], filters=[lambda text: (text or "").strip()]
    )


class SaveForm(NameForm):
    """A view to keep: its page, its release and what is chosen on it."""

    page = HiddenField()
    number = IntegerField(widget=HiddenInput(), validators=[Optional(), NumberRange(1, _LAST)])
    query = HiddenField(validators=[Length(max=_ROOM)])
    pinned = BooleanField(_("Always this release, not the newest"))
