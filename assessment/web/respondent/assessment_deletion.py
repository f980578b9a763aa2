"""Deleting an assessment, after saying plainly what goes and what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import StringField
from wtforms.validators import ValidationError

from assessment.domain.access import Permission
from assessment.services import answers, reviewing
from assessment.services.erasing import assessments
from assessment.web import isolation
from assessment.web.account.forms import ProvenForm
from assessment.web.account.profile import asks_password, is_unproven, own_account
from assessment.web.guards import guarded, now, who
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.here import questionnaire_here

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

UNACCEPTED = 422


class DeletionForm(ProvenForm):
    """The name of the system, typed, so that nobody deletes by a slip."""

    name = StringField(lazy_gettext("Name of the system"))

    def validate_name(self, field: StringField) -> None:
        """Compare with the name, whatever the capitals and spaces around."""
        if not isolation.is_name(field.data, g.place.system.name):
            raise ValidationError(gettext("Type the name exactly as it stands above."))


@blueprint.get("/assessments/<assessment_id>/deletion")
@guarded(Permission.DELETE_ASSESSMENT)
def deletion(assessment_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Say what would be deleted."""
    return _page(DeletionForm())


@blueprint.post("/assessments/<assessment_id>/deletion")
@guarded(Permission.DELETE_ASSESSMENT)
def delete_assessment(assessment_id: str) -> ResponseReturnValue:
    """Delete it."""
    form, own = DeletionForm(), own_account()
    if not form.validate() or is_unproven(form, own):
        return _page(form), UNACCEPTED
    assessments.delete_assessment(assessment_id, who().id, now())
    flash(gettext("The assessment has been deleted."))
    return redirect(url_for("respondent.organisation", organisation_id=g.place.organisation.id), 303)


def _page(form: DeletionForm) -> str:
    row = g.place.assessment
    count = len(answers.stored_answers(row.id))
    return render_template(
        "respondent/assessment_deletion.html",
        form=form,
        asks_password=asks_password(own_account()),
        count=count,
        submissions=reviewing.review_of(row).submissions,
        questionnaire=questionnaire_here(),
    )
