"""The translators' workbench: what is missing, stale or to be reviewed, one text at a time, and put into use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm

from assessment.content.translations.units import State
from assessment.domain.access import Permission
from assessment.domain.marks import plain
from assessment.services.conflicts import Stale
from assessment.services.places import NotFound
from assessment.services.translating import desk as desks
from assessment.services.translating import working
from assessment.services.translating.working import Faulty, OwnWork, Where
from assessment.web.editor import translating_texts as words
from assessment.web.editor.blueprint import CONFLICT, UNACCEPTED, blueprint
from assessment.web.editor.previewing import previewed
from assessment.web.formats import ngettext
from assessment.web.guards import guarded, now, who
from assessment.web.language import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from assessment.content.findings import Finding
    from assessment.services.translating.desk import Desk, Text

_MAY = Permission.EDIT_QUESTIONNAIRES
_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of a list that is shown."""

    texts: tuple[Text, ...]
    number: int
    last: int


@blueprint.get("/translations")
@guarded(_MAY)
def translations() -> str:
    """List the languages with how far each is, and offer to put what was done into use."""
    languages = [language.replace("_", "-") for language in desks.languages()]
    open_desks = [
        (language, [desks.open_desk(language.replace("-", "_"), domain) for domain in desks.domains()])
        for language in languages
    ]
    return render_template(
        "editor/translations.html", desks=open_desks, names=named(languages), states=words.STATES, domains=words.domain,
        is_waiting=working.is_waiting(), form=FlaskForm(),
    )  # fmt: skip


@blueprint.post("/translations")
@guarded(_MAY)
def use_translations() -> ResponseReturnValue:
    """Show readers what was translated here."""
    number = working.put_into_use(who().id, now())
    flash(ngettext("%(num)s translation is in use now.", "%(num)s translations are in use now.", number))
    return redirect(url_for(".translations"), 303)


@blueprint.get("/translations/<language>/<domain>")
@guarded(_MAY)
def translation_list(language: str, domain: str) -> str:
    """List the texts of a domain in a language, in some state or with some words."""
    desk = _desk(language, domain)
    state, sought = request.args.get("state", ""), request.args.get("q", "").strip()
    found = [text for text in desk.texts if _fits(text, state, sought.casefold())]
    last = max(1, -(-len(found) // _ON_A_PAGE))
    typed = request.args.get("page", "1")
    number = min(last, max(1, int(typed))) if typed.isdecimal() and len(typed) < len(str(10**6)) else 1
    shown = Shown(tuple(found[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]), number, last)
    return render_template(
        "editor/translation_list.html", desk=desk, shown=shown, state=state, sought=sought, states=words.STATES,
        looks=words.LOOKS, found=len(found), **_names(desk),
    )  # fmt: skip


def _fits(text: Text, state: str, sought: str) -> bool:
    if state and text.state.value != state:
        return False
    said = (text.source.key, text.source.text, text.source.plural, *text.unit.forms)
    return not sought or any(sought in one.casefold() for one in said)


@blueprint.get("/translations/<language>/<domain>/texts/<text>")
@guarded(_MAY)
def translation_text(language: str, domain: str, text: str) -> str:
    """Show one text: source, former source, translation, terms, history."""
    desk = _desk(language, domain)
    found = _text(desk, text)
    return _page(desk, found, found.unit.forms, working.check(desk, found, found.unit.forms))


@blueprint.post("/translations/<language>/<domain>/texts/<text>")
@guarded(_MAY)
def save_translation(language: str, domain: str, text: str) -> ResponseReturnValue:
    """Keep a translation, or say why not with everything that was typed."""
    desk = _desk(language, domain)
    found = _text(desk, text)
    typed = [_typed(f"form-{number}") for number in range(len(desks.form_names(desk, found)))]
    if not FlaskForm().validate() or max(map(len, typed)) > working.LONGEST:
        return _page(desk, found, typed, ()), UNACCEPTED
    try:
        noted = working.save(_where(desk, text), typed, who().id, now())
    except Faulty as faulty:
        return _page(desk, found, typed, faulty.findings), UNACCEPTED
    except Stale:
        return _conflict(_desk(language, domain), text, typed), CONFLICT
    flash(gettext("Saved. The check has something to say about it.") if noted else gettext("Saved."))
    return redirect(_address(desk, text if noted else _next(desk, found)), 303)


@blueprint.post("/translations/<language>/<domain>/texts/<text>/review")
@guarded(_MAY)
def review_translation(language: str, domain: str, text: str) -> ResponseReturnValue:
    """Keep that somebody has compared a translation with its source."""
    desk = _desk(language, domain)
    found = _text(desk, text)
    try:
        working.review(_where(desk, text), who().id, now())
    except OwnWork:
        flash(gettext("You have translated this text. Somebody else has to review it."))
        return _page(desk, found, found.unit.forms, ()), UNACCEPTED
    except Stale:
        return _conflict(_desk(language, domain), text, found.unit.forms), CONFLICT
    flash(gettext("Reviewed."))
    return redirect(_address(desk, _next(desk, found)), 303)


@blueprint.get("/translations/<language>/<domain>/versions/<version>/<section>")
@guarded(_MAY)
def translation_preview(language: str, domain: str, version: str, section: str) -> str:
    """Show a section as respondents will see it with all translations, drafts too."""
    desk = _desk(language, domain)
    try:
        shown = desks.preview(desk, version)
    except NotFound:
        abort(404)
    asked, questions = previewed(shown, section)
    return render_template(
        "editor/translation_preview.html", desk=desk, asked=asked, questions=questions, **_names(desk)
    )  # fmt: skip


def _desk(language: str, domain: str) -> Desk:
    try:
        return desks.open_desk(language.replace("-", "_"), domain)
    except NotFound:
        abort(404)


def _text(desk: Desk, name: str) -> Text:
    try:
        return desk.text(name)
    except NotFound:
        abort(404)


def _typed(name: str) -> str:
    return request.form.get(name, "").replace("\r\n", "\n")


def _where(desk: Desk, name: str) -> Where:
    seen = request.form.get("version", "")
    return Where(desk.language, desk.domain, name, int(seen) if seen.isdecimal() and len(seen) < len("1000000") else -1)


def _next(desk: Desk, text: Text) -> str:
    """Return the next text in the state that this one had, or the text itself when it was the last."""
    order = [one.name for one in desk.texts]
    after = desk.texts[order.index(text.name) + 1 :]
    return next((one.name for one in after if one.state is text.state), text.name)


def _address(desk: Desk, name: str) -> str:
    ids = _ids(desk)
    return url_for(".translation_text", language=ids["language"], domain=ids["domain"], text=name)


def _ids(desk: Desk) -> dict[str, str]:
    return {"language": desk.language.replace("_", "-"), "domain": desk.domain}


def _names(desk: Desk) -> dict[str, object]:
    code = desk.language.replace("_", "-")
    return {"ids": _ids(desk), "code": code, "tongue": named([code])[code], "domain_name": words.domain(desk.domain)}


def _page(desk: Desk, text: Text, typed: Sequence[str], found: Sequence[Finding]) -> str:
    return render_template(
        "editor/translation_text.html", desk=desk, text=text, typed=typed, findings=found, form=FlaskForm(),
        forms=desks.form_names(desk, text), states=words.STATES, looks=words.LOOKS, form_words=words.FORMS, plain=plain,
        terms=desk.terms_in(f"{text.source.text} {text.source.plural}"), shown_in=desks.place_of(desk, text),
        history=desks.history(desk.language, desk.domain, text.name), states_by=words.BY_VALUE,
        is_own=working.is_own(desk, text, who().id), is_draft=text.state is State.DRAFT, **_names(desk),
    )  # fmt: skip


def _conflict(desk: Desk, name: str, typed: Sequence[str]) -> str:
    text = _text(desk, name)
    history = desks.history(desk.language, desk.domain, name)
    return render_template(
        "editor/translation_conflict.html", desk=desk, text=text, typed=typed, form=FlaskForm(),
        by=history[0] if history else None, forms=desks.form_names(desk, text), form_words=words.FORMS, **_names(desk),
    )  # fmt: skip
