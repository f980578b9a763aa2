"""Inviting from a list: the template, sending the list, looking at it row by row, importing what is in order."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING

from flask import abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_babel import get_locale, gettext
from flask_wtf import FlaskForm
from wtforms import FileField, TextAreaField

from assessment.domain import sectors
from assessment.domain.access import Permission
from assessment.domain.invitation_list import Column
from assessment.reports import invitation_files
from assessment.reports.invitation_files import Sheet
from assessment.services.places import NotFound
from assessment.services.rounds import importing
from assessment.services.rounds.importing import NoColumns
from assessment.services.rounds.inviting import NotInviting
from assessment.services.uploads import sheets
from assessment.services.uploads.checking import LARGEST_FILE
from assessment.services.uploads.refusals import Refused
from assessment.services.uploads.sheets import Unreadable
from assessment.web import countries, guards
from assessment.web.formats import ngettext
from assessment.web.guards import guarded, now, who
from assessment.web.programme import letters, list_texts, list_words, words
from assessment.web.programme.blueprint import blueprint
from assessment.web.programme.rounds import UNACCEPTED, found_round

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue
    from werkzeug.datastructures import FileStorage

    from assessment.domain.invitation_list import Fault
    from assessment.services.rounds.importing import Looked
    from assessment.services.rounds.reading import Known

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
PART = 100
# So much more than a list may have is read, so that whoever sends too much is told so on the page, not cut off.
_PATIENCE = 3


class ListForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A list as a file, or as cells copied from a spreadsheet."""

    file = FileField()
    rows = TextAreaField()


@blueprint.url_value_preprocessor
def _allow_a_list(endpoint: str | None, values: dict[str, str] | None) -> None:
    """Let those who are signed in send more on this one route; runs before anything reads the form."""
    del values
    if endpoint == "programme.look_at_list" and request.method == "POST" and guards.who().id:
        request.max_content_length = max(_PATIENCE * LARGEST_FILE, current_app.config["MAX_CONTENT_LENGTH"])


@blueprint.get("/rounds/<round_id>/invite")
@guarded(Permission.RUN_ROUNDS)
def invite_sheet(round_id: str) -> str:
    """Ask for a list."""
    return _page(found_round(round_id), ListForm())


@blueprint.post("/rounds/<round_id>/invite")
@guarded(Permission.RUN_ROUNDS)
def look_at_list(round_id: str) -> ResponseReturnValue:
    """Read a list and go on to look at it; nobody is invited."""
    known, form = found_round(round_id), ListForm()
    sent = request.files.get("file")
    if not form.validate():
        return _page(known, form), UNACCEPTED
    try:
        name, rows = _read(sent, form.rows.data or "")
        id_ = importing.keep_list(round_id, rows, name, list_words.headers(), (who(), now()))
    except (Refused, Unreadable, NoColumns) as error:
        form.form_errors.append(_words_of(error))
        return _page(known, form), UNACCEPTED
    return redirect(url_for("programme.invite_preview", round_id=round_id, list_id=id_), 303)


def _read(sent: FileStorage | None, pasted: str) -> tuple[str, sheets.Rows]:
    if sent is not None and sent.filename:
        with closing(sent):
            return sent.filename, sheets.read_file(sent.stream, sent.filename)
    return gettext("Pasted rows"), sheets.read_text(pasted)


def _words_of(error: Refused | Unreadable | NoColumns) -> str:
    match error:
        case Refused():
            return list_texts.refusal_text(error.refusal)
        case Unreadable():
            return list_texts.trouble_text(error.trouble)
        case NoColumns():
            return str(
                gettext(
                    "No row says what the columns are. The first row has to name them, at least “%(name)s” and "
                    "“%(country)s”; it says: %(found)s",
                    name=list_texts.TITLES[Column.NAME], country=list_texts.TITLES[Column.COUNTRY],
                    found=" | ".join(error.titles)[:200],
                )
            )  # fmt: skip


@blueprint.get("/rounds/<round_id>/invite/<list_id>")
@guarded(Permission.RUN_ROUNDS)
def invite_preview(round_id: str, list_id: str) -> str:
    """Show every row of a list with what is wrong with it, in parts of a hundred."""
    known = found_round(round_id)
    looked = _looked(known, list_id)
    shown = {"wrong": looked.wrong, "known": looked.repeated, "valid": looked.valid, "all": looked.rows}
    which = request.args.get("show", "")
    if which not in shown:
        which = "wrong" if looked.wrong else "valid" if looked.valid else "known"
    asked = request.args.get("page", "1")
    last = max(1, -(-len(shown[which]) // PART))
    number = min(int(asked), last) if asked.isascii() and asked.isdigit() and asked != "0" else 1
    return render_template(
        "programme/invite_preview.html", round=known, looked=looked, which=which, shown=shown,
        rows=shown[which][(number - 1) * PART : number * PART], number=number, last=last,
        titles=list_texts.TITLES, fault_text=list_texts.fault_text, words=words,
    )  # fmt: skip


@blueprint.post("/rounds/<round_id>/invite/<list_id>")
@guarded(Permission.RUN_ROUNDS)
def import_list(round_id: str, list_id: str) -> ResponseReturnValue:
    """Invite whom the valid rows name."""
    known = found_round(round_id)
    try:
        number = importing.import_list(
            round_id, list_id, list_words.words_of(known.terms), letters.Writer(who().name), who(), now()
        )
    except NotFound:
        abort(404)
    except NotInviting:
        flash(gettext("Nobody can be invited now. Open the round first, or give it another last day."), "error")
        return redirect(url_for("programme.round_page", round_id=round_id), 303)
    flash(ngettext("%(num)s organisation is invited.", "%(num)s organisations are invited.", number))
    looked = _looked(known, list_id)
    if looked.wrong:
        return redirect(url_for("programme.invite_preview", round_id=round_id, list_id=list_id, show="wrong"), 303)
    return redirect(url_for("programme.participants", round_id=round_id), 303)


@blueprint.get("/rounds/<round_id>/invite/<list_id>/rows-to-mend.<file_ending>")
@guarded(Permission.RUN_ROUNDS)
def invite_mending(round_id: str, list_id: str, file_ending: str) -> Response:
    """Send the rows that have to be mended as a sheet that can be imported once it is."""
    looked = _looked(found_round(round_id), list_id)
    columns = looked.columns
    titles = (*(str(list_texts.TITLES[column]) for column in columns), gettext("What to mend"))
    rows = [(*(row.cells[column] for column in columns), _mending(row.faults)) for row in looked.wrong]
    return _sent("rows-to-mend", file_ending, (Sheet(gettext("Rows to mend"), titles, rows, 1),))


def _mending(faults: tuple[Fault, ...]) -> str:
    return "\n".join(f"{list_texts.TITLES[fault.column]}: {list_texts.fault_text(fault)}" for fault in faults)


@blueprint.get("/rounds/<round_id>/invite/template.<file_ending>")
@guarded(Permission.RUN_ROUNDS)
def invite_template(round_id: str, file_ending: str) -> Response:
    """Send an empty list, with a second sheet that says what can be written where."""
    known = found_round(round_id)
    titles = tuple(str(title) for title in list_texts.TITLES.values())
    guide = [(str(list_texts.TITLES[column]), str(text), "") for column, text in list_texts.GUIDE.items()]
    guide += [(gettext("Country"), countries.name(code), code) for code in sorted(known.terms.countries)]
    guide += [(gettext("Activity"), one.words, one.id) for one in sectors.activities(gettext)]
    heads = (gettext("Column"), gettext("What can stand there"), gettext("Or this code"))
    return _sent(
        "invitations", file_ending, (Sheet(gettext("Organisations"), titles), Sheet(gettext("Words"), heads, guide))
    )


def _sent(name: str, ending: str, made: tuple[Sheet, ...]) -> Response:
    match ending:
        case "xlsx":
            content, kind = invitation_files.workbook(made, get_locale().text_direction), XLSX
        case "csv":
            content, kind = invitation_files.comma_separated(made[0]), CSV
        case _:
            abort(404)
    return send_file(io.BytesIO(content), kind, as_attachment=True, download_name=f"{name}.{ending}")


def _looked(known: Known, list_id: str) -> Looked:
    try:
        return importing.look(known.id, list_id, list_words.words_of(known.terms), who())
    except NotFound:
        abort(404)


def _page(known: Known, form: ListForm) -> str:
    return render_template(
        "programme/invite_sheet.html", round=known, form=form, titles=list_texts.TITLES, guide=list_texts.GUIDE,
        words=words, most=sheets.MOST_ROWS,
    )  # fmt: skip
