"""Static files under names that contain their fingerprint, so that browsers keep them for ever."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Blueprint, Response, abort, request, url_for

from assessment.web.guards import public

blueprint = Blueprint("assets", __name__, url_prefix="/assets")
_FOLDER = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}
# One stylesheet for readers, one file for each component for us.
STYLESHEET = "site.css"
_STYLES = _FOLDER / "styles"


def names() -> frozenset[str]:
    """Return the names of everything that is served."""
    return frozenset(path.name for path in _FOLDER.iterdir() if path.suffix in _TYPES) | {STYLESHEET}


def content(name: str) -> bytes:
    """Return a packaged file; the stylesheet is put together from its parts, without what only people need."""
    if name != STYLESHEET:
        return (_FOLDER / name).read_bytes()
    text = "".join(path.read_text("utf-8") for path in sorted(_STYLES.glob("*.css")))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    # A selector or an expression may need its blanks, so that only those go that never mean anything.
    text = re.sub(r"(?<=[:,]) ", "", re.sub(r"\s*([{};])\s*", r"\1", text))
    return text.replace(";}", "}").strip().encode("utf-8")


@lru_cache(maxsize=32)
def _served(name: str) -> tuple[bytes, str]:
    found = content(name)
    return found, hashlib.sha256(found).hexdigest()[:12]


@lru_cache(maxsize=32)
def _packed(name: str) -> bytes:
    """Return a file compressed as far as it goes: once, where compressing each answer has to be quick."""
    packed: bytes = brotli.compress(_served(name)[0], quality=11)
    return packed


def asset_url(name: str) -> str:
    """Return the address of a packaged file."""
    return url_for("assets.asset", fingerprint=_served(name)[1], name=name)


@blueprint.get("/<fingerprint>/<name>")
@public
def asset(fingerprint: str, name: str) -> Response:
    """Send a packaged file; any other name does not exist."""
    if name not in names():
        abort(404)
    found, current = _served(name)
    response = Response(found, content_type=_TYPES[Path(name).suffix])
    if request.accept_encodings["br"]:
        response = Response(_packed(name), content_type=_TYPES[Path(name).suffix])
        response.content_encoding = "br"
    response.vary.add("Accept-Encoding")
    lasting = "public, max-age=31536000, immutable" if fingerprint == current else "no-cache"
    response.headers["Cache-Control"] = lasting
    return response
