"""Reminders: choose whom, see how many and what they will read, then send them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm

from assessment.domain.access import Permission
from assessment.domain.standing_in_round import Group
from assessment.services.rounds import reminding
from assessment.web.account.letters import public_address, write
from assessment.web.formats import ngettext
from assessment.web.guards import guarded, now, who
from assessment.web.programme import standing_words
from assessment.web.programme.blueprint import blueprint

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.mail import Letter
    from assessment.services.rounds.reminding import Due, Preview, Writer

LONGEST_NOTE = 1000
# What stands in a preview where each letter has a secret of its own.
_HIDDEN = "…"


@blueprint.get("/rounds/<round_id>/reminders")
@guarded(Permission.FOLLOW_ROUNDS)
def reminders(round_id: str) -> str:
    """Show who needs a reminder and what it says."""
    return _page(round_id, _groups(request.args.getlist("group")) or tuple(Group), {})


@blueprint.post("/rounds/<round_id>/reminders")
@guarded(Permission.FOLLOW_ROUNDS)
def send_reminders(round_id: str) -> ResponseReturnValue:
    """Send what was shown; any other button shows it again with what was typed."""
    if not FlaskForm().validate_on_submit():
        abort(400)
    groups, notes = _groups(request.form.getlist("group")), _notes()
    if "send" not in request.form:
        return _page(round_id, groups, notes)
    found = reminding.preview(who(), round_id, groups, now())
    number = reminding.remind(who(), round_id, groups, _writer(found, notes), now())
    if not number:
        flash(gettext("Nobody of these needs a reminder now."))
    else:
        flash(ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", number))
    return redirect(url_for("programme.show_board", round_id=round_id), 303)


def _page(round_id: str, groups: tuple[Group, ...], notes: dict[str, str]) -> str:
    everybody = reminding.preview(who(), round_id, tuple(Group), now())
    found = reminding.preview(who(), round_id, groups, now())
    return render_template(
        "programme/reminders.html",
        preview=found,
        round=found.round,
        counts=everybody.by_group,
        groups=groups,
        notes=notes,
        samples=_samples(found, _writer(found, notes)),
        words=standing_words,
        longest=LONGEST_NOTE,
    )


def _samples(found: Preview, writer: Writer) -> dict[str, list[tuple[Group, str, Letter]]]:
    """Return one letter of each kind by language, with the name of whom it is to."""
    first: dict[tuple[str, Group], Due] = {}
    for one in found.due:
        first.setdefault((one.language, one.group), one)
    return {
        language: [
            (group, one.line.name, writer(one, _HIDDEN if one.invitation else ""))
            for (spoken, group), one in first.items()
            if spoken == language
        ]
        for language in found.by_language
    }


def _writer(found: Preview, notes: dict[str, str]) -> Writer:
    """Return what writes a reminder, with the words that somebody added in its language."""

    def written(due: Due, token: str) -> Letter:
        link = (
            public_address("account.invitation", secret=token)
            if token
            else public_address("respondent.home")
            if due.line.facts.is_accepted
            else ""
        )
        return write(
            "reminder", due.language, group=due.group.value, name=due.line.name, round=found.round.name,
            last_day=due.last_day, link=link, code_address=public_address("account.code"), has_token=bool(token),
            note=notes.get(due.language, ""), percent=due.line.percent,
        )  # fmt: skip

    return written


def _groups(values: list[str]) -> tuple[Group, ...]:
    return tuple(group for group in Group if group.value in values)


def _notes() -> dict[str, str]:
    """Return what was typed for each language; names of fields tell which."""
    found = {name.removeprefix("note-"): text for name, text in request.form.items() if name.startswith("note-")}
    return {language: text.strip()[:LONGEST_NOTE] for language, text in found.items() if text.strip()}
