"""A picture to scan instead of typing an address, as a data address that a page can show."""

from __future__ import annotations

import base64
import io

import qrcode
from qrcode.image.svg import SvgPathImage


def picture(text: str) -> str:
    """Return a QR code as an SVG data address."""
    made = io.BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, border=2).save(made)
    return f"data:image/svg+xml;base64,{base64.b64encode(made.getvalue()).decode('ascii')}"
