"""Comments on a question: writing, editing, deleting, resolving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, render_template
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.services import comments, places
from assessment.web import guards
from assessment.web.account.letters import public_address
from assessment.web.guards import guarded
from assessment.web.respondent import letters
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.questions import ADDRESS, Forms, Spot, back, show, spot
from assessment.web.respondent.teamwork_forms import CommentForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.comments import Remark
    from assessment.services.mail import Letter

_ONE = f"{ADDRESS}/comments/<comment_id>"


@blueprint.post(f"{ADDRESS}/comments")
@guarded(Permission.COMMENT)
def add_comment(**ids: str) -> ResponseReturnValue:
    """Write a comment; who is mentioned gets a mail."""
    found, form = spot(ids), CommentForm(prefix="comment")
    if not form.validate_on_submit():
        return show(found, Forms(comment=form)), 422
    about = found.about
    address = public_address("respondent.question", **found.ids)

    def letter(language: str) -> Letter:
        return letters.mention(language, found.looked.question.text, address)

    # A guest does not learn who else works here, and mentions nobody.
    named = form.mentions.data or () if guards.who().is_signed_in else ()
    id_ = comments.add_comment(
        about.assessment_id, about.question_id, form.text.data, guards.who(), guards.now(), named, letter=letter
    )
    flash(gettext("Your comment was added."))
    return back(found, f"comment-{id_}")


@blueprint.get(f"{_ONE}/edit")
@guarded(Permission.COMMENT)
def editing_comment(**ids: str) -> str:
    """Show one's own comment to be mended."""
    found = spot(ids)
    remark = _own(found, ids["comment_id"])
    if not remark.can_be_edited(guards.who().id, guards.now()):
        abort(409)
    return _edit(found, remark, CommentForm(formdata=None, prefix="comment", text=remark.text))


def _edit(found: Spot, remark: Remark, form: CommentForm) -> str:
    return render_template("respondent/comment_edit.html", found=found, remark=remark, form=form)


@blueprint.post(f"{_ONE}/edit")
@guarded(Permission.COMMENT)
def edit_comment(**ids: str) -> ResponseReturnValue:
    """Mend one's own comment."""
    found, form = spot(ids), CommentForm(prefix="comment")
    remark = _own(found, ids["comment_id"])
    if not form.validate_on_submit():
        return _edit(found, remark, form), 422
    try:
        comments.edit_comment(_where(found), remark.id, form.text.data, guards.who(), guards.now())
    except places.NotFound:
        abort(404)
    except comments.TooLate:
        abort(409)
    flash(gettext("Your comment was changed."))
    return back(found, f"comment-{remark.id}")


@blueprint.get(f"{_ONE}/delete")
@guarded(Permission.COMMENT)
def deleting_comment(**ids: str) -> str:
    """Ask before one's own comment is deleted."""
    found = spot(ids)
    return render_template("respondent/comment_delete.html", found=found, remark=_own(found, ids["comment_id"]))


@blueprint.post(f"{_ONE}/delete")
@guarded(Permission.COMMENT)
def delete_comment(**ids: str) -> ResponseReturnValue:
    """Delete one's own comment."""
    found = spot(ids)
    try:
        comments.delete_comment(_where(found), ids["comment_id"], guards.who(), guards.now())
    except places.NotFound:
        abort(404)
    flash(gettext("Your comment was deleted."))
    return back(found, "comments")


@blueprint.post(f"{_ONE}/resolve")
@guarded(Permission.COMMENT)
def resolve_comment(**ids: str) -> ResponseReturnValue:
    """Mark a comment as dealt with."""
    return _resolve(ids, undo=False)


@blueprint.post(f"{_ONE}/reopen")
@guarded(Permission.COMMENT)
def reopen_comment(**ids: str) -> ResponseReturnValue:
    """Mark a comment as open again."""
    return _resolve(ids, undo=True)


def _resolve(ids: dict[str, str], *, undo: bool) -> ResponseReturnValue:
    found = spot(ids)
    try:
        comments.resolve_comment(_where(found), ids["comment_id"], guards.who(), guards.now(), undo=undo)
    except places.NotFound:
        abort(404)
    flash(gettext("The comment is open again.") if undo else gettext("The comment was marked as dealt with."))
    return back(found, "comments")


def _own(found: Spot, id_: str) -> Remark:
    try:
        remark = comments.find_comment(*_where(found), id_)
    except places.NotFound:
        abort(404)
    if remark.written_by != guards.who().id:
        abort(404)
    return remark


def _where(found: Spot) -> tuple[str, str]:
    return found.about.assessment_id, found.about.question_id
