"""Releases and their cells as JSON; every value is the one that pages and files show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import jsonify, request, url_for
from flask_babel import gettext

from assessment.domain.disclosure.cells import Measure
from assessment.reports.aggregates import json_file
from assessment.services.releases import giving, reading, tokens
from assessment.web.api.blueprint import Problem, blueprint, reader, with_token
from assessment.web.guards import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask import Response

    from assessment.domain.disclosure.cells import Cell
    from assessment.services.releases.reading import Released

PAGE, LONGEST_PAGE = 1000, 5000
_LANGUAGE = "en"
# By what cells can be chosen, and how a cell tells it.
_FILTERS: dict[str, Callable[[Cell], str]] = {
    "table": lambda cell: cell.table,
    "first": lambda cell: cell.first,
    "second": lambda cell: cell.second,
    "measure": lambda cell: cell.measure.value,
    "item": lambda cell: cell.item,
    "statistic": lambda cell: cell.statistic,
}


@blueprint.get("/releases")
@with_token
def releases() -> Response:
    """List the approved releases, the newest first."""
    _refuse_unknown()
    return jsonify(
        {
            "releases": [
                {
                    "number": head.number,
                    "title": head.title,
                    "period": head.period,
                    "cutoff": f"{head.cutoff:%Y-%m-%d}",
                    "approved": f"{head.approved_at:%Y-%m-%d}",
                    "questionnaire": head.questionnaire,
                    "digest": head.tables_digest,
                    "demonstration": head.is_demo,
                    "address": url_for(".release", number=head.number, _external=True),
                }
                for head in reading.released()
            ]
        }
    )


@blueprint.get("/releases/<int:number>")
@with_token
def release(number: int) -> Response:
    """Tell what a release is, with the tables it has."""
    _refuse_unknown()
    found = _read(number)
    described = json_file.release(giving.give(found, _LANGUAGE).imprint)
    tables: dict[str, int] = {}
    for cell in found.table.cells:
        tables[cell.table] = tables.get(cell.table, 0) + 1
    counted = [{"id": id_, "cells": cells} for id_, cells in tables.items()]
    return _frozen(found, {"release": described, "tables": counted})


@blueprint.get("/releases/<int:number>/cells")
@with_token
def cells(number: int) -> Response:
    """Give cells of a release in their order, chosen by table, categories, measure, item and statistic."""
    _refuse_unknown(*_FILTERS, "limit", "offset")
    limit, offset = _number("limit", PAGE, 1, LONGEST_PAGE), _number("offset", 0, 0, 2**31 - 1)
    if request.args.get("measure") not in {None, *(measure.value for measure in Measure)}:
        raise Problem(
            "measure",
            gettext("There is no such measure. One of: %(list)s.", list=_listed(one.value for one in Measure)),
        )
    found = _read(number)
    given = giving.give(found, _LANGUAGE)
    wanted = {name: request.args[name] for name in _FILTERS if name in request.args}
    chosen = [
        cell for cell in found.table.cells if all(_FILTERS[name](cell) == value for name, value in wanted.items())
    ]
    shown = [json_file.cell_of(given, cell) for cell in chosen[offset : offset + limit]]
    after = offset + limit
    following = url_for(".cells", number=number, _external=True, **wanted, limit=limit, offset=after)
    return _frozen(
        found,
        {"release": number, "total": len(chosen), "cells": shown, "next": following if after < len(chosen) else None},
    )


def _read(number: int) -> Released:
    """Return a release as the program's owner may see it, and write down that it is read."""
    person = reader().person
    found = reading.read(number, reading.countries_of(person.id))
    tokens.note_reading(reader(), found.head, now())
    return found


def _frozen(found: Released, body: dict[str, Any]) -> Response:
    """Answer with what never changes: a program that has it asks in vain."""
    response: Response = jsonify(body | {"digest": found.head.tables_digest})
    response.cache_control.private = True
    response.cache_control.max_age = 0
    response.vary.add("Authorization")
    response.add_etag()
    response.make_conditional(request)
    return response


def _number(name: str, default: int, least: int, most: int) -> int:
    given = request.args.get(name)
    if given is None:
        return default
    if not (given.isascii() and given.isdigit() and least <= int(given[:12]) <= most):
        raise Problem(name, gettext("Give a whole number from %(least)s to %(most)s.", least=least, most=most))
    return int(given)


def _refuse_unknown(*known: str) -> None:
    """Refuse a misspelt parameter, which would otherwise silently choose everything, and one that is given twice."""
    for name in request.args:
        if name not in known:
            raise Problem(name, gettext("There is no such parameter."))
        if len(request.args.getlist(name)) > 1:
            raise Problem(name, gettext("Give it only once."))


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
