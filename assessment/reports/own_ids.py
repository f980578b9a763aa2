"""Makes every id within a piece of a document that piece's own, so that a report can hold the same part twice."""

from __future__ import annotations

import re

from markupsafe import Markup

# What our templates write and nobody can type, because typed quotation marks are escaped.
_OWN_ID = re.compile(r'( id="| href="#| aria-labelledby="| aria-describedby=")([^"]+)(")')


def with_own_ids(text: str, prefix: str) -> Markup:
    """Put the prefix before every id and every reference to one."""

    def renamed(match: re.Match[str]) -> str:
        return match[1] + " ".join(prefix + name for name in match[2].split()) + match[3]

    # The text was escaped when its template was rendered.
    return Markup(_OWN_ID.sub(renamed, text))  # noqa: S704 - see above
