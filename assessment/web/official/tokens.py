"""Programs that read releases: making tokens, seeing which there are, ending them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import Conflict, UnprocessableEntity
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from assessment.domain.access import Permission
from assessment.services.places import NotFound
from assessment.services.releases import tokens as service
from assessment.services.releases.tokens import Lasts, TooMany, Wish
from assessment.web.guards import guarded, now, who
from assessment.web.official.blueprint import blueprint

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.releases.tokens import Token

_NEEDED = DataRequired(_("Please fill this in."))
_LASTS = {Lasts.MONTH: _("30 days"), Lasts.QUARTER: _("90 days"), Lasts.YEAR: _("One year")}


class TokenForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """What a token is for."""

    name = StringField(_("Name of the program"), [_NEEDED, Length(max=100)])
    purpose = StringField(_("What the figures are for"), [_NEEDED, Length(max=300)])
    lasts = RadioField(
        _("The token works for"),
        [InputRequired(_("Choose one of these."))],
        choices=lambda: [SelectChoice(str(one.value), str(words)) for one, words in _LASTS.items()],
        default=str(Lasts.QUARTER.value),
    )


@blueprint.get("/programs")
@guarded(Permission.SEE_RELEASES)
def tokens() -> str:
    """Show a person's tokens, and ask what a new one is for."""
    return _page(TokenForm())


@blueprint.post("/programs")
@guarded(Permission.SEE_RELEASES)
def make_token() -> ResponseReturnValue:
    """Make a token and show its secret, which nobody can look up later."""
    form = TokenForm()
    if not form.validate_on_submit():
        return _page(form), UnprocessableEntity.code
    wish = Wish(form.name.data.strip(), form.purpose.data, Lasts(int(form.lasts.data)))
    try:
        made = service.make_token(who(), wish, now())
    except TooMany:
        form.form_errors.append(gettext("You have 20 tokens in force. End one of them first."))
        return _page(form), Conflict.code
    return render_template("official/token_made.html", made=made)


@blueprint.get("/programs/<token_id>/end")
@guarded(Permission.SEE_RELEASES)
def ending_token(token_id: str) -> str:
    """Ask before a token is ended: programs that use it stop at once."""
    return render_template("official/token_end.html", token=_own(token_id))


@blueprint.post("/programs/<token_id>/end")
@guarded(Permission.SEE_RELEASES)
def end_token(token_id: str) -> ResponseReturnValue:
    """End a token."""
    token = _own(token_id)
    service.revoke_token(who(), token_id, now())
    flash(gettext("The token of “%(name)s” does not work any more.", name=token.name))
    return redirect(url_for(".tokens"), 303)


def _own(token_id: str) -> Token:
    """Return one of the person's tokens that is in force."""
    own = {token.id: token for token in service.list_tokens(who()) if token.revoked_at is None}
    if token_id not in own:
        raise NotFound
    return own[token_id]


def _page(form: TokenForm) -> str:
    return render_template("official/tokens.html", form=form, tokens=service.list_tokens(who()), today=now().date())
