"""The forms of releases: what is released, and that somebody approves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from assessment.web.account.forms import ProvenForm
from assessment.web.programme.release_words import wish_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.services.releases.asking import Wish


class NewReleaseForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """Which round or quarter is released, under which title."""

    what = RadioField(_("What to release"), [InputRequired(_("Choose one of these."))])
    title = StringField(_("Title"), [Length(max=200)])

    @classmethod
    def offering(cls, possible: Sequence[Wish]) -> NewReleaseForm:
        """Return the form with what can be released."""
        form = cls()
        form.what.choices = [SelectChoice(wish.id, wish_words(wish)) for wish in possible]
        return form


class ApproveForm(ProvenForm):
    """That a second person has looked at everything."""

    looked = BooleanField(_("I have looked at the tables and at what is withheld"), [InputRequired(_("Confirm this."))])
