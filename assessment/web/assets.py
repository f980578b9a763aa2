"""Static files under names that contain their fingerprint, so that browsers keep them for ever."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, abort, url_for

blueprint = Blueprint("assets", __name__, url_prefix="/assets")
_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


@lru_cache(maxsize=32)
def _content(name: str) -> tuple[bytes, str]:
    content = (_FOLDER / name).read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:12]


def asset_url(name: str) -> str:
    """Return the address of a packaged file."""
    return url_for("assets.asset", fingerprint=_content(name)[1], name=name)


@blueprint.get("/<fingerprint>/<name>")
def asset(fingerprint: str, name: str) -> Response:
    """Send a packaged file; any other name does not exist."""
    if name not in {path.name for path in _FOLDER.iterdir()}:
        abort(404)
    content, current = _content(name)
    response = Response(content, content_type=_TYPES[Path(name).suffix])
    lasting = "public, max-age=31536000, immutable" if fingerprint == current else "no-cache"
    response.headers["Cache-Control"] = lasting
    return response
