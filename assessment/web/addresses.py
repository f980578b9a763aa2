"""Where a page may send people on to: only to pages of this service."""

from __future__ import annotations

from urllib.parse import urlsplit


def within(wanted: str, otherwise: str) -> str:
    """Return the wanted address if it is a path of this service, else the other one.

    Browsers read a backslash as a slash and skip control characters, so addresses with either are refused too.
    """
    plain = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted and wanted.isprintable()
    if not plain:
        return otherwise
    parts = urlsplit(wanted)
    return wanted if not parts.scheme and not parts.netloc else otherwise
