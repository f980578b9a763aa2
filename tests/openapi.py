"""Writes the OpenAPI document of the interface from what it says and from the schema of release files.

Run `python -m tests.openapi` after a change; a test fails while the packaged document is not current.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assessment.domain.settings import SETTINGS

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "assessment" / "web" / "api" / "openapi.json"
_SCHEMA = ROOT / "docs" / "release.schema.json"


def build() -> dict[str, Any]:
    """Return the document; the schemas of a release and of a cell are those of the files."""
    of_files = json.loads(_SCHEMA.read_text("utf-8"))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Released figures of Trustworthy-AI self-assessments",
            "version": "1.0.0",
            "summary": "Frozen aggregate figures, read only.",
            "description": (
                "Every figure is the one that pages and files show. What is withheld is null and says why. Figures of "
                "an approved release never change. What a token reads is written down once a day for each release, "
                "with the purpose that was stated when the token was made."
            ),
            "license": {"name": SETTINGS["figures-licence"].default},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Made on the page “Programs” of the released figures; works until its last day.",
                }
            },
            "parameters": _parameters(),
            "responses": _responses(),
            "schemas": {
                "Release": of_files["properties"]["release"],
                "Cell": of_files["$defs"]["cell"],
                "Problem": _PROBLEM,
                "Entry": _ENTRY,
            },
        },
    }


_DIGEST = {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 over all cells of the release."}
_DAY = {"type": "string", "format": "date"}
# Any text; the character NUL is none.
_TEXT = {"type": "string", "pattern": "^[^\\x00]*$"}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do about it."},
        "parameter": {"type": "string", "description": "The parameter that is wrong."},
    },
}
_ENTRY = {
    "type": "object",
    "required": [
        "number", "title", "period", "cutoff", "approved", "questionnaire", "digest", "demonstration", "address",
    ],
    "additionalProperties": False,
    "properties": {
        "number": {"type": "integer", "minimum": 1},
        "title": {"type": "string"},
        "period": {"type": "string", "description": "A quarter such as 2026-Q4, or the last day of the round."},
        "cutoff": _DAY,
        "approved": _DAY,
        "questionnaire": {"type": "string"},
        "digest": _DIGEST,
        "demonstration": {"type": "boolean", "description": "Whether everything in it is invented."},
        "address": {"type": "string", "format": "uri"},
    },
}  # fmt: skip


def _object(**properties: object) -> dict[str, Any]:
    return {
        "type": "object", "required": [*properties], "additionalProperties": False, "properties": properties,
    }  # fmt: skip


def _array(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _answers(description: str, schema: dict[str, Any], *problems: str) -> dict[str, Any]:
    found: dict[str, Any] = {"200": {"description": description, "content": {"application/json": {"schema": schema}}}}
    return found | {status: {"$ref": f"#/components/responses/{status}"} for status in ("400", "401", "429", *problems)}


def _refer(*names: str) -> list[dict[str, str]]:
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _paths() -> dict[str, Any]:
    counted = {"type": "array", "items": _object(id={"type": "string"}, cells={"type": "integer", "minimum": 1})}
    page = _object(
        release={"type": "integer"}, digest=_DIGEST, total={"type": "integer", "minimum": 0}, cells=_array("Cell"),
        next={"type": ["string", "null"], "description": "The address of the next page; null on the last one."},
    )  # fmt: skip
    filters = ("table", "first", "second", "measure", "item", "statistic", "limit", "offset")
    return {
        "/releases": {
            "get": {
                "operationId": "listReleases",
                "summary": "List the approved releases, the newest first",
                "responses": _answers("The releases.", _object(releases=_array("Entry"))),
            }
        },
        "/releases/{number}": {
            "parameters": _refer("number"),
            "get": {
                "operationId": "showRelease",
                "summary": "Tell what a release is, with the tables it has",
                "responses": _answers(
                    "The release.",
                    _object(release={"$ref": "#/components/schemas/Release"}, digest=_DIGEST, tables=counted),
                    "404",
                ),
            },
        },
        "/releases/{number}/cells": {
            "parameters": _refer("number"),
            "get": {
                "operationId": "listCells",
                "summary": "Give cells of a release in their order, chosen by what names them",
                "parameters": _refer(*filters),
                "responses": _answers("A page of cells.", page, "404"),
            },
        },
    }


def _parameters() -> dict[str, Any]:
    def choice(name: str, description: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
        return {"name": name, "in": "query", "description": description, "schema": schema or dict(_TEXT)}

    measures = ["organisations", "invited", "started", "submitted", "score", "band", "gap", "action", "trend"]
    whole = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
    return {
        "number": {"name": "number", "in": "path", "required": True, "schema": whole},
        "table": choice("table", "Only cells of this table, such as country or region-sector."),
        "first": choice("first", "Only cells of this category of the table's first dimension."),
        "second": choice("second", "Only cells of this category of the table's second dimension."),
        "measure": choice("measure", "Only cells of this measure.", {"type": "string", "enum": measures}),
        "item": choice("item", "Only cells about this row, sub-section or question."),
        "statistic": choice("statistic", "Only cells with this statistic, such as mean or share."),
        "limit": choice(
            "limit", "How many cells at most.", {"type": "integer", "minimum": 1, "maximum": 5000, "default": 1000}
        ),
        "offset": choice(
            "offset", "How many cells to leave out first.",
            {"type": "integer", "minimum": 0, "maximum": 2**31 - 1, "default": 0},
        ),
    }  # fmt: skip


def _responses() -> dict[str, Any]:
    body = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    words = {
        "400": "A parameter is unknown or does not fit; `parameter` names it.",
        "401": "There is no token, or it is not in force.",
        "404": "There is no such release.",
        "429": "Too many requests; wait as long as the header Retry-After says.",
    }
    return {status: {"description": text, "content": body} for status, text in words.items()}


def text() -> str:
    """Return the document as it is packaged."""
    return json.dumps(build(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(text(), "utf-8")
