"""The OpenAPI document of the interface, which programs and people read before they ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import jsonify, request
from werkzeug.exceptions import NotFound

from assessment.services.releases import giving
from assessment.web.api.blueprint import blueprint
from assessment.web.guards import public

if TYPE_CHECKING:
    from flask import Response

_DOCUMENT: dict[str, Any] = json.loads(Path(__file__).with_name("openapi.json").read_text("utf-8"))


@blueprint.get("/openapi.json")
@public
def openapi() -> Response:
    """Describe every address, parameter and answer; open to everybody, since it holds no figure."""
    info = _DOCUMENT["info"] | {"license": {"name": giving.licence()}}
    return jsonify(_DOCUMENT | {"info": info, "servers": [{"url": request.url_root.rstrip("/") + "/api/v1"}]})


@blueprint.get("/<path:rest>")
@public
def elsewhere(rest: str) -> Response:  # noqa: ARG001 - whatever it is, it is not here
    """Tell a program in its own format that there is nothing at an address."""
    raise NotFound
