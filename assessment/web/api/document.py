"""The OpenAPI document of the interface, which programs and people read before they ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import jsonify, request
from werkzeug.exceptions import NotFound

from assessment.web.api.blueprint import blueprint
from assessment.web.guards import public

if TYPE_CHECKING:
    from flask import Response

_DOCUMENT: dict[str, Any] = json.loads(Path(__file__).with_name("openapi.json").read_text("utf-8"))


@blueprint.get("/openapi.json")
@public
def openapi() -> Response:
    """Describe every address, parameter and answer; open to everybody, since it holds no figure."""
    return jsonify(_DOCUMENT | {"servers": [{"url": request.url_root.rstrip("/") + "/api/v1"}]})


@blueprint.get("/<path:rest>")
@public
def elsewhere(rest: str) -> Response:  # noqa: ARG001 - whatever it is, it is not here
    """Tell a program in its own format that there is nothing at an address."""
    raise NotFound
