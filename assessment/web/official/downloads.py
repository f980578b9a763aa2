"""The download centre: every file of a release, given to who says what for; and the log of who took what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import (
    Response,
    abort,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    stream_with_context,
    url_for,
)
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import UnprocessableEntity
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from assessment.domain.access import Permission
from assessment.languages import interface
from assessment.services.places import NotFound
from assessment.services.releases import files, giving, reading, taking
from assessment.services.releases.files import Asked, Wish
from assessment.services.releases.kinds import CSV, KINDS, Kind
from assessment.web import addresses, guards, language
from assessment.web import countries as country_names
from assessment.web.file_texts import FILES, SHELVES, FileText, title_of
from assessment.web.guards import guarded
from assessment.web.official.blueprint import blueprint
from assessment.web.operator.paging import SIZE
from assessment.web.programme import release_words
from assessment.web.saving import saved

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.releases.files import Ready

# Under this name a session keeps what the figures are for.
PURPOSE = "purpose"


class PurposeForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """What somebody needs figures for."""

    purpose = StringField(
        _("What do you need the figures for?"),
        [
            InputRequired(_("Say in a few words what you need the figures for.")),
            Length(5, files.PURPOSE_LENGTH, _("Use at least a word or two, and at most 300 characters.")),
        ],
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """One file on the page: what it is, and its size when it was made before."""

    kind: Kind
    text: FileText
    ready: Ready | None


def countries() -> frozenset[str]:
    """Return the countries that who asks is limited to; none means all."""
    if "limited_to" not in g:
        g.limited_to = reading.countries_of(guards.who().id)
    found: frozenset[str] = g.limited_to
    return found


@blueprint.get("/<int:number>/downloads")
@guarded(Permission.SEE_RELEASES)
def downloads(number: int) -> str:
    """Show every file of a release."""
    return _page(number, PurposeForm())


@blueprint.post("/<int:number>/downloads")
@guarded(Permission.SEE_RELEASES)
def state_purpose(number: int) -> ResponseReturnValue:
    """Remember for this session what the figures are for, and go on to what was asked for."""
    form = PurposeForm()
    wanted = addresses.within(request.args.get("next", ""), "")
    if not form.validate_on_submit():
        _head(number)
        return _ask(form, wanted, number) if wanted else _page(number, form), UnprocessableEntity.code
    session[PURPOSE] = taking.tidied(form.purpose.data)
    if not wanted:
        flash(gettext("Thank you. This is written into the log with each file that you take until you sign out."))
    return redirect(wanted or url_for("official.downloads", number=number), 303)


@blueprint.get("/<int:number>/method")
@guarded(Permission.SEE_RELEASES)
def method(number: int) -> str:
    """Show how the figures of a release came about: the note that every download carries."""
    try:
        note = giving.note(number, language.content_language(), countries())
    except NotFound:
        abort(404)
    return render_template("official/method.html", note=note, number=number)


@blueprint.get("/<int:number>/files/<kind>")
@guarded(Permission.SEE_RELEASES)
def take_file(number: int, kind: str) -> ResponseReturnValue:
    """Send a file: the permanent address of one. Who has not said what for is asked first.

    One that takes long is asked for by that, and comes by itself from the page where it can be watched.
    """
    asked = _asked(number, kind)
    if not session.get(PURPOSE):
        return _ask(PurposeForm(), request.full_path.rstrip("?"), number)
    ready = files.find(asked) if asked.kind.is_long else files.make(asked, guards.now())
    if ready is None:
        if request.method == "GET" and files.progress(asked) is None:
            files.request(asked, guards.who().id, guards.now())
        return redirect(_progress_address(asked), 303)
    if request.method == "GET" and not request.if_none_match.contains(ready.digest):
        taking.note_file(asked, session[PURPOSE], guards.who().id, guards.now())
    return _sent(asked, ready)


@blueprint.post("/<int:number>/files/<kind>")
@guarded(Permission.SEE_RELEASES)
def make_file(number: int, kind: str) -> ResponseReturnValue:
    """Let the worker make a file that takes long, and go to where it can be watched."""
    asked = _asked(number, kind)
    if asked.kind.is_long:
        files.request(asked, guards.who().id, guards.now())
    return redirect(_progress_address(asked) if asked.kind.is_long else _address(asked), 303)


@blueprint.get("/<int:number>/files/<kind>/progress")
@guarded(Permission.SEE_RELEASES)
def file_progress(number: int, kind: str) -> ResponseReturnValue:
    """Show how far a file is; the page looks again by itself, and then takes the file."""
    asked = _asked(number, kind)
    ready, progress = files.find(asked), files.progress(asked)
    begins = ready is not None and bool(session.get(PURPOSE))
    page = render_template(
        "official/file_progress.html", asked=asked, text=FILES[asked.kind.id], ready=ready, begins=begins,
        progress=progress,
        urls={"file": _address(asked), "form": url_for("official.downloads", number=number)},
        problem=gettext("Try again; if it fails once more, tell the people who run this service."),
        make=url_for("official.make_file", number=number, kind=kind, **_details(asked)),
    )  # fmt: skip
    response = Response(page)
    if begins:
        response.headers["Refresh"] = f"1; url={_address(asked)}"
    elif ready is None and progress is not None and progress.is_open:
        response.headers["Refresh"] = "3"
    return response


@blueprint.get("/series")
@guarded(Permission.SEE_RELEASES)
def take_series() -> ResponseReturnValue:
    """Send the figures of all releases as one table, while they are read."""
    if not session.get(PURPOSE):
        return _ask(PurposeForm(), url_for("official.take_series"), _newest())
    if request.method == "GET":
        taking.note_series(session[PURPOSE], guards.who().id, guards.now())
    pieces = taking.series(language.content_language(), countries(), guards.now())
    response = Response(stream_with_context(pieces), content_type=CSV)
    response.headers.set("Content-Disposition", "attachment", filename=taking.SERIES_NAME)
    return response


@blueprint.get("/downloads")
@guarded(Permission.SEE_RELEASES)
def my_downloads() -> str:
    """Show the releases with their files, and what who asks has taken."""
    page = _number("page")
    log = taking.log(SIZE + 1, (page - 1) * SIZE, by=guards.who().id)
    return render_template(
        "official/my_downloads.html", releases=reading.released(), log=log[:SIZE], page=page, more=len(log) > SIZE,
        title_of=title_of, period=release_words.period,
    )  # fmt: skip


@blueprint.get("/downloads/everybody")
@guarded(Permission.MAKE_RELEASES)
def everybodys_downloads() -> str:
    """Show who took what and for which purpose, of all releases or of one."""
    page, number = _number("page"), _number("release", 0)
    log = taking.log(SIZE + 1, (page - 1) * SIZE, number=number)
    return render_template(
        "official/everybodys_downloads.html", releases=reading.released(), log=log[:SIZE], page=page, number=number,
        more=len(log) > SIZE, title_of=title_of,
    )  # fmt: skip


def _page(number: int, form: PurposeForm) -> str:
    head = _head(number)
    released = reading.read(number, countries())
    asked = [files.identify(_wish(number, kind.id)) for kind in KINDS.values() if not kind.needs_country]
    made = files.made(asked)
    shown = [Shown(kind, FILES[kind.id], made.get(kind.id)) for kind in KINDS.values()]
    if form.purpose.data is None:
        form.purpose.data = session.get(PURPOSE, "")
    return render_template(
        "official/downloads.html", head=head, period=release_words.period, form=form, purpose=session.get(PURPOSE, ""),
        shelves={name: [one for one in shown if one.text.shelf is shelf] for shelf, name in SHELVES.items()},
        countries=sorted(files.countries_in(released), key=_by_name), limited=sorted(countries(), key=_by_name),
        cells=released.table.cells, licence=giving.licence(),
    )  # fmt: skip


def _by_name(country: str) -> tuple[str, str]:
    return country_names.sort_key(country_names.name(country))


def _ask(form: PurposeForm, wanted: str, number: int) -> str:
    """Return the page that asks for a purpose and then goes on."""
    return render_template("official/purpose.html", form=form, wanted=wanted, number=number)


def _wish(number: int, kind: str) -> Wish:
    return Wish(number, kind, _language(), request.args.get("country", ""), countries())


def _asked(number: int, kind: str) -> Asked:
    try:
        return files.identify(_wish(number, kind))
    except NotFound:
        abort(404)


def _head(number: int) -> reading.ReleaseHead:
    try:
        return reading.head(number)
    except NotFound:
        abort(404)


def _language() -> str:
    """Return the language of files: that of the address, else that of the page."""
    wanted = request.args.get("language", "")
    return wanted if wanted in interface.offered() else language.content_language()


def _newest() -> int:
    """Return the number of the newest release; there is nothing to take before the first."""
    found = reading.released()
    return found[0].number if found else abort(404)


def _number(name: str, default: int = 1) -> int:
    value = request.args.get(name, "")
    return min(int(value), 10_000) if value.isascii() and value.isdigit() and value != "0" else default


def _details(asked: Asked) -> dict[str, Any]:
    country = {"country": asked.wish.country} if asked.wish.country else {}
    return {"language": asked.wish.language} | country


def _address(asked: Asked) -> str:
    return url_for("official.take_file", number=asked.wish.number, kind=asked.kind.id, **_details(asked))


def _progress_address(asked: Asked) -> str:
    return url_for("official.file_progress", number=asked.wish.number, kind=asked.kind.id, **_details(asked))


def _sent(asked: Asked, ready: Ready) -> Response:
    """Return a file as a download; a program that wants to know its method finds the way to it in the head."""
    response = saved(ready, lambda: files.open_file(ready))
    response.headers["X-Content-SHA256"] = ready.digest
    method = url_for("official.take_file", number=asked.wish.number, kind="method", language=asked.wish.language)
    response.headers["Link"] = f'<{method}>; rel="describedby"; type="text/plain"'
    return response
