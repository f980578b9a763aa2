"""The forms of the pages for officials."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from assessment.reports.aggregates.charts.files import Picture
from assessment.services.releases.views import LONGEST_NAME, LONGEST_QUERY

_NAMED = DataRequired(_("Give it a name."))
# No release has a higher number; the rest of what is kept of a view needs room too.
_LAST = 2**31 - 1
_ROOM = LONGEST_QUERY - 60


class ChartForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Which picture of a view is wanted, and what for."""

    kind = RadioField(
        _("Kind of picture"),
        [InputRequired(_("Choose one of these."))],
        choices=[
            SelectChoice(Picture.LARGE.value, _("PNG for a slide, 1920 by 1080 pixels")),
            SelectChoice(Picture.SMALL.value, _("PNG for a document, 960 by 540 pixels")),
            SelectChoice(Picture.SVG.value, _("SVG, which stays sharp at any size")),
        ],
        default=Picture.LARGE.value,
    )
    purpose = StringField(
        _("What is it for?"),
        [DataRequired(_("Say in a few words what it is for.")), Length(max=300)],
        filters=[lambda text: (text or "").strip()],
    )


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
