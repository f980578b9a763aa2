"""The page of one figure: what it is, how it is made, from what, when, by whom, and why it is withheld if it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template, url_for
from flask_babel import gettext

from assessment.domain import exploring
from assessment.domain.access import Permission
from assessment.domain.disclosure.cells import Measure, Reason
from assessment.domain.questionnaire import Depth
from assessment.reports import texts
from assessment.reports.aggregates.charts import composing
from assessment.services.places import NotFound
from assessment.services.releases import exploring as service
from assessment.services.releases import rights
from assessment.web import guards, language
from assessment.web.guards import guarded
from assessment.web.official import addresses
from assessment.web.official.blueprint import blueprint
from assessment.web.official.explorer import opened_release
from assessment.web.official.figure_texts import formula, meaning, withheld

if TYPE_CHECKING:
    from assessment.domain.disclosure.cells import Cell
    from assessment.reports.aggregates.words import Words


@blueprint.get("/<int:number>/figure")
@guarded(Permission.SEE_RELEASES)
def figure(number: int) -> str:
    """Show everything about one figure."""
    opened, words = opened_release(number)
    try:
        found = service.define(opened, rights.countries_of(guards.who()), addresses.key())
    except NotFound:
        abort(404)
    cell = found.cell
    shown = composing.figure(cell, words)
    key = {name: value for name, value in zip(addresses.KEY, cell.key, strict=True) if value}
    return render_template(
        "official/figure.html",
        opened=opened,
        found=found,
        shown=shown,
        count=composing.count_words(words, cell.count),
        about=_about(cell, words),
        meaning=meaning(cell.measure, cell.statistic),
        formula=formula(cell.measure, cell.statistic),
        withheld=withheld(cell.reason) if cell.reason else (),
        depth=texts.depth(language.of_reports(), Depth(opened.head.depth)),
        permanent=addresses.figure(number, key, is_whole=True),
        view_url=f"{url_for('official.explore', number=number)}?{_view(cell)}",
        Reason=Reason,
    )


def _about(cell: Cell, words: Words) -> list[tuple[str, str]]:
    """Return what the figure is of: measure, item, each dimension with its category."""
    found = [(gettext("Figure"), f"{words.measure(cell.measure)} – {words.statistic(cell.statistic)}")]
    if cell.item:
        is_question = cell.measure in {Measure.GAP, Measure.ACTION}
        found.append(
            (gettext("Question") if is_question else gettext("Requirement or part of it"), words.item(cell.item))
        )
    cuts = exploring.dimensions(cell.table)
    found += [
        (words.dimension(cut), words.category(cut, category))
        for cut, category in zip(cuts, (cell.first, cell.second), strict=False)
    ]
    if not cuts:
        found.append((gettext("Of whom"), words.table("all")))
    if exploring.is_trend(cell.table):
        found.append((words.dimension("base"), words.category("base", cell.second)))
    return found


def _view(cell: Cell) -> str:
    """Return the query of a view in which the figure stands."""
    return addresses.query_of_cell(cell)
