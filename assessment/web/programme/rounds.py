"""A round: its overview, making it, changing its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.domain.questionnaire import Depth
from assessment.domain.rounds import FIXED
from assessment.services import assessments
from assessment.services.conflicts import Stale
from assessment.services.places import NotFound
from assessment.services.rounds import managing, reading
from assessment.services.rounds.managing import CountriesInUse, Fixed, Unfit
from assessment.web import countries
from assessment.web.formats import listed
from assessment.web.guards import guarded, now, who
from assessment.web.language import titled
from assessment.web.programme import words
from assessment.web.programme.blueprint import blueprint
from assessment.web.programme.round_forms import SPARE, CountryLine, CountryLines, RoundForm
from assessment.web.respondent.here import edition_of, listed_here, questionnaire_of
from assessment.web.respondent.words import DEPTH_MEANINGS, DEPTHS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.rounds.reading import Known

UNACCEPTED = 422
MORE_LINES = 5


def found_round(round_id: str) -> Known:
    """Return the round that an address names, if the person sees it."""
    try:
        return reading.find_round(who(), round_id, now())
    except NotFound:
        abort(404)


@blueprint.get("/rounds/<round_id>")
@guarded(Permission.FOLLOW_ROUNDS)
def round_page(round_id: str) -> str:
    """Show what a round is about, how far it has come, and what can be done with it."""
    known = found_round(round_id)
    listed_version = listed_here(known.edition)
    former = reading.name_of(known.follows) if known.follows else ""
    return render_template(
        "programme/round.html", round=known, words=words, depths=DEPTHS, title=titled(listed_version),
        countries=_country_lines(known), former=former,
    )  # fmt: skip


def _country_lines(known: Known) -> list[tuple[str, int]]:
    ordered = sorted(known.terms.countries, key=lambda code: countries.sort_key(countries.name(code)))
    return [(code, known.terms.countries[code]) for code in ordered]


@blueprint.get("/rounds/new")
@guarded(Permission.RUN_ROUNDS)
def new_round() -> str:
    """Ask what the round is about."""
    newest = assessments.startable(now().date())
    form = RoundForm(
        edition=edition_of(newest[0]) if newest else "", depth=Depth.FULL.word, languages=["en"]
    )  # fmt: skip
    return _page(form, CountryLines.of({}), None)


@blueprint.post("/rounds/new")
@guarded(Permission.RUN_ROUNDS)
def make_round() -> ResponseReturnValue:
    """Make the round as a draft."""
    form, lines = RoundForm(), CountryLines.sent()
    if not _can_be_taken(form, lines):
        return _page(form, lines, None), _status()
    try:
        id_ = managing.make_round(form.terms(lines.chosen), who(), now())
    except Unfit as unfit:
        _tell(form, unfit)
        return _page(form, lines, None), UNACCEPTED
    flash(gettext("The round is a draft. Nobody sees it yet but you and other programme officers."))
    return redirect(url_for("programme.round_page", round_id=id_), 303)


@blueprint.get("/rounds/<round_id>/terms")
@guarded(Permission.RUN_ROUNDS)
def round_terms(round_id: str) -> str:
    """Show the terms of a round, to be changed."""
    known = found_round(round_id)
    terms = known.terms
    form = RoundForm(
        kept=known.edition, name=terms.name, edition=known.edition, depth=terms.depth.word, opens_on=terms.opens_on,
        closes_on=terms.closes_on, languages=list(terms.languages), note=terms.note, revision=known.revision,
    )  # fmt: skip
    return _page(form, CountryLines.of(terms.countries), known)


@blueprint.post("/rounds/<round_id>/terms")
@guarded(Permission.RUN_ROUNDS)
def change_round(round_id: str) -> ResponseReturnValue:
    """Keep what was entered."""
    known, lines = found_round(round_id), CountryLines.sent()
    form = RoundForm(kept=known.edition)
    if not _can_be_taken(form, lines):
        return _page(form, lines, known), _status()
    revision = int(form.revision.data) if str(form.revision.data).isdecimal() else 0
    try:
        managing.change_round(round_id, form.terms(lines.chosen), revision, who(), now())
    except (Unfit, Fixed, CountriesInUse) as refused:
        _tell(form, refused)
        return _page(form, lines, known), UNACCEPTED
    except Stale:
        form.form_errors.append(
            gettext("Somebody else has changed this round meanwhile. Open the page again and look at what is new.")
        )
        return _page(form, lines, known), 409
    flash(gettext("The round has been changed."))
    return redirect(url_for("programme.round_page", round_id=round_id), 303)


def _can_be_taken(form: RoundForm, lines: CountryLines) -> bool:
    """Whether the form can be read; a press on "more lines" never takes it, and marks nothing as wrong."""
    if "more" in request.form:
        lines.lines += [CountryLine() for _ in range(MORE_LINES)]
        return False
    return bool(form.validate()) and lines.is_fine


def _status() -> int:
    return 200 if "more" in request.form else UNACCEPTED


def _tell(form: RoundForm, refused: Unfit | Fixed | CountriesInUse) -> None:
    """Say at the form why it was not taken."""
    match refused:
        case Unfit():
            text = str(words.UNFIT[refused.code])
        case Fixed():
            names = listed(sorted({str(words.FIELDS[name]) for name in refused.names}))
            text = gettext("The round is open or closed, so this cannot change any more: %(names)s.", names=names)
        case CountriesInUse():
            names = listed(countries.name(code) for code in sorted(refused.codes))
            text = gettext("Organisations of these countries take part already: %(names)s.", names=names)
    form.form_errors.append(text)


def _page(form: RoundForm, lines: CountryLines, known: Known | None) -> str:
    spare = SPARE - sum(not line.country for line in lines.lines)
    lines.lines += [CountryLine() for _ in range(spare)]
    return render_template(
        "programme/round_form.html", form=form, lines=lines, round=known, words=words, names=countries.names(),
        amounts=assessments.amounts(questionnaire_of(listed_here(form.edition.data or ""))), depths=DEPTHS,
        meanings=DEPTH_MEANINGS, fixed=FIXED[known.state] if known else frozenset(),
    )  # fmt: skip
