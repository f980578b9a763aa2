"""A view's chart as a picture for a slide: which kind is wanted, for what, and then the file."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import render_template, request, send_file, session, url_for
from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from assessment.domain.access import Permission
from assessment.reports.aggregates.charts import composing, profiles
from assessment.reports.aggregates.charts.files import Picture, file_name, write
from assessment.services.releases import taking
from assessment.web import guards, language
from assessment.web.guards import guarded
from assessment.web.official import addresses, wording
from assessment.web.official.blueprint import blueprint
from assessment.web.official.downloads import PURPOSE, PurposeForm
from assessment.web.official.explorer import explored, opened_release, profiled

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.reports.aggregates.charts.composing import Chart
    from assessment.services.releases.exploring import Opened


class ChartForm(PurposeForm):
    """Which picture of a view is wanted, and what for."""

    kind = RadioField(
        _("Kind of picture"),
        [InputRequired(_("Choose one of these."))],
        choices=[
            SelectChoice(Picture.LARGE.value, _("PNG for a slide, 1920 by 1080 pixels")),
            SelectChoice(Picture.SMALL.value, _("PNG for a document, 960 by 540 pixels")),
            SelectChoice(Picture.SVG.value, _("SVG, which stays sharp at any size")),
        ],
        default=Picture.LARGE.value,
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """The chart that an address means: its release, its page with the query, and what its file is named after."""

    opened: Opened
    chart: Chart
    page: str
    query: str
    codes: list[str]


@blueprint.get("/<int:number>/chart")
@guarded(Permission.SEE_RELEASES)
def chart(number: int) -> str:
    """Ask which picture of a view is wanted, and for what."""
    return _page(_wanted(number), ChartForm(data={"purpose": session.get(PURPOSE, "")}))


@blueprint.post("/<int:number>/chart")
@guarded(Permission.SEE_RELEASES)
def take_chart(number: int) -> ResponseReturnValue:
    """Draw a picture of a view and send it, once it is written down who takes it for what."""
    wanted, form = _wanted(number), ChartForm()
    if not form.validate_on_submit():
        return _page(wanted, form), 422
    session[PURPOSE] = taking.tidied(form.purpose.data)
    kind = Picture(form.kind.data)
    content = write(wanted.chart, language.of_reports(), kind)
    name = file_name(number, wanted.codes, kind)
    taking.note_picture(wanted.opened.head, (kind.value, name), form.purpose.data, guards.who().id, guards.now())
    return send_file(io.BytesIO(content), kind.media_type, as_attachment=True, download_name=name)


def _page(wanted: Wanted, form: ChartForm) -> str:
    address = url_for(f"official.{wanted.page}", number=wanted.opened.head.number)
    return render_template(
        "official/chart.html",
        opened=wanted.opened,
        chart=wanted.chart,
        form=form,
        view_url=f"{address}?{wanted.query}",
        query=f"page={wanted.page}&{wanted.query}",
    )


def _wanted(number: int) -> Wanted:
    opened, words = opened_release(number)
    origin = wording.origin(opened)
    if request.args.get("page") == "profile":
        found = profiled(opened, words)
        codes = [found.table, found.category, "profile"]
        query = urlencode({"table": found.table, "category": found.category})
        return Wanted(opened, profiles.compose(found, words, origin), "profile", query, codes)
    view = explored(opened, words).view
    choice = addresses.of_choice(view.choice)
    names = ("table", "measure", "statistic", "item", "category", "former", "order")
    codes = [choice[name] for name in names if name in choice]
    return Wanted(opened, composing.compose(view, words, origin), "explore", urlencode(choice), codes)
