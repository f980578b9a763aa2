"""Since when versions are published and until when they can be started; giving one a last day, or taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from assessment.domain.access import Permission
from assessment.services import version_ends
from assessment.services.conflicts import Stale
from assessment.services.places import NotFound
from assessment.services.version_ends import DayPassed
from assessment.web import formats
from assessment.web.editor.blueprint import UNACCEPTED, blueprint
from assessment.web.guards import guarded, now, who
from assessment.web.typed import DayField

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.version_ends import Standing

_END = "/versions/<questionnaire_id>/<version>/end"


class EndForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """The last day on which a version can be started."""

    last_day = DayField(lazy_gettext("Last day"), [InputRequired(lazy_gettext("Enter a day."))])


@blueprint.get("/versions")
@guarded(Permission.END_VERSIONS)
def version_ends_page() -> str:
    """List every published version with its days and with what runs."""
    return render_template("editor/ends.html", standings=version_ends.standings(), today=now().date())


@blueprint.get(_END)
@guarded(Permission.END_VERSIONS)
def ending(questionnaire_id: str, version: str) -> str:
    """Say what the end of a version means, and ask for its last day."""
    standing = _standing(questionnaire_id, version)
    return _page(standing, EndForm(last_day=standing.last_day))


@blueprint.post(_END)
@guarded(Permission.END_VERSIONS)
def end_version(questionnaire_id: str, version: str) -> ResponseReturnValue:
    """Give a version its last day."""
    standing, form = _standing(questionnaire_id, version), EndForm()
    if not form.validate():
        return _page(standing, form), UNACCEPTED
    try:
        version_ends.end_version(questionnaire_id, version, form.last_day.data, who(), now())
    except DayPassed:
        if standing.is_over(now().date()):
            raise Stale from None
        form.last_day.errors = [gettext("Enter today or a later day.")]
        return _page(standing, form), UNACCEPTED
    flash(
        gettext(
            "Version %(version)s can be started until %(day)s. This is announced from now on.",
            version=version, day=formats.day(form.last_day.data),
        )
    )  # fmt: skip
    return redirect(url_for("editor.version_ends_page"), 303)


@blueprint.post(f"{_END}/undo")
@guarded(Permission.END_VERSIONS)
def take_end_back(questionnaire_id: str, version: str) -> ResponseReturnValue:
    """Let a version go on without an end, while its last day lies ahead."""
    _standing(questionnaire_id, version)
    try:
        version_ends.end_version(questionnaire_id, version, None, who(), now())
    except DayPassed:
        raise Stale from None
    flash(gettext("Version %(version)s has no last day any more.", version=version))
    return redirect(url_for("editor.version_ends_page"), 303)


def _standing(questionnaire_id: str, version: str) -> Standing:
    try:
        return version_ends.standing_of(questionnaire_id, version)
    except NotFound:
        abort(404)


def _page(standing: Standing, form: EndForm) -> str:
    return render_template("editor/end.html", standing=standing, form=form, today=now().date())
