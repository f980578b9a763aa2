"""Mail and jobs: what failed, trying again, and whether mail leaves at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.exceptions import UnprocessableEntity

from assessment.domain.access import Permission
from assessment.services import mail
from assessment.services.mail import Letter
from assessment.services.operating import work as service
from assessment.services.places import NotFound
from assessment.web import guards
from assessment.web.guards import guarded
from assessment.web.operator.blueprint import blueprint
from assessment.web.operator.forms import MailForm
from assessment.web.operator.page_texts import JOBS, MAILS, STATES

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/work")
@guarded(Permission.OPERATE)
def work() -> str:
    """Show messages and jobs that need attention."""
    return _page(MailForm(email=guards.who().email))


@blueprint.post("/work/test-mail")
@guarded(Permission.OPERATE)
def try_mail() -> ResponseReturnValue:
    """Send one message at once and say how it went."""
    form = MailForm()
    if not form.validate_on_submit():
        return _page(form), UnprocessableEntity.code
    letter = Letter(
        gettext("Test message"), gettext("This message shows that the service can send mail. Nothing has to be done.")
    )
    problem = service.try_mail(form.email.data, letter, guards.now())
    if problem:
        flash(gettext("The message could not be sent: %(problem)s", problem=problem), "error")
    else:
        flash(gettext("The message was handed over to the mail server. Look whether it arrives."))
    return redirect(url_for(".work"), 303)


@blueprint.post("/work/mail/<message>")
@guarded(Permission.OPERATE)
def send_again(message: str) -> ResponseReturnValue:
    """Let a message be sent at once."""
    try:
        service.send_again(message, guards.who().id, guards.now())
    except NotFound:
        abort(404)
    flash(gettext("The message is sent again within a minute."))
    return redirect(url_for(".work"), 303)


@blueprint.post("/work/jobs/<job>")
@guarded(Permission.OPERATE)
def retry_job(job: str) -> ResponseReturnValue:
    """Let a failed job be done again."""
    try:
        service.retry_job(job, guards.who().id, guards.now())
    except NotFound:
        abort(404)
    flash(gettext("The job is tried again."))
    return redirect(url_for(".work"), 303)


def _page(form: MailForm) -> str:
    waiting, given_up = mail.outbox_counts()
    return render_template(
        "operator/work.html", form=form, messages=service.unsent_mail(), jobs=service.open_jobs(), waiting=waiting,
        given_up=given_up, kinds=JOBS, mails=MAILS, states=STATES,
    )  # fmt: skip
