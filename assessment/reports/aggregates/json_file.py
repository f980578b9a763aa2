"""A release as JSON: imprint, method and every cell, as docs/release.schema.json describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assessment.reports.aggregates import columns, methodology
from assessment.reports.aggregates.words import categories, unit_of

if TYPE_CHECKING:
    from assessment.domain.disclosure.cells import Cell
    from assessment.reports.aggregates.given import Given, Imprint

FORMAT = "trustworthy-ai-release/1"


def write(given: Given) -> bytes:
    """Return the file, each cell on a line of its own, so that two files can be compared line by line."""
    head = {"format": FORMAT, "language": given.words.language.code, "release": release(given.imprint)}
    head |= {"methodology": _method(given)}
    lines = [_dumped(cell_of(given, cell)) for cell in given.table.cells]
    text = json.dumps(head, ensure_ascii=False, indent=1)
    cells = ",\n  ".join(lines)
    return (
        f'{text[:-2]},\n "cells": [\n  {cells}\n ]\n}}\n'.encode()
        if lines
        else f'{text[:-2]},\n "cells": []\n}}\n'.encode()
    )


def release(imprint: Imprint) -> dict[str, Any]:
    """Return what is said of a release, also by the interface for programs."""
    return {
        "number": imprint.number,
        "title": imprint.title,
        "period": imprint.period,
        "cutoff": imprint.cutoff,
        "approved": imprint.approved,
        "questionnaire": {
            "id": imprint.questionnaire,
            "title": imprint.questionnaire_title,
            "versions": [*imprint.versions],
        },
        "depth": imprint.depth,
        "scoring_model": imprint.scoring_model,
        "disclosure_policy": {"version": imprint.policy, "fingerprint": imprint.policy_fingerprint},
        "software": imprint.software,
        "basis": imprint.basis,
        "stages": dict(imprint.stages),
        "digest": imprint.digest,
        "countries": [*imprint.countries],
        "licence": imprint.licence,
        "publisher": imprint.service,
        "address": imprint.address,
        "demonstration": imprint.is_demo,
    }


def cell_of(given: Given, cell: Cell) -> dict[str, Any]:
    """Return one cell: its key, its categories by dimension, value, unit, number of organisations, state."""
    status, confidentiality = columns.statuses(cell)
    return {
        "table": cell.table,
        "first": cell.first,
        "second": cell.second,
        "categories": categories(cell),
        "measure": cell.measure.value,
        "item": cell.item,
        "statistic": cell.statistic,
        "value": cell.value,
        "unit": unit_of(cell),
        "organisations": cell.count,
        "status": status,
        "confidentiality": confidentiality,
        "reason": cell.reason.value if cell.reason else None,
        "as_of": None if cell.value is None else cell.as_of or given.imprint.number,
        "comment": given.words.comment(cell),
    }


def _method(given: Given) -> dict[str, Any]:
    note = methodology.note(given)
    return {
        "title": note.title,
        "facts": [{"name": name, "value": value} for name, value in note.facts],
        "paragraphs": [{"heading": heading, "sentences": [*sentences]} for heading, sentences in note.paragraphs],
    }


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
