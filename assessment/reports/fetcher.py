"""The only door through which a document may ask for a resource: a closed list of packaged assets, nothing else.

WeasyPrint's own fetcher reads any local file and any web address that a document names. A report is made of text
that strangers typed, so the list of what may be read is closed and is looked up by exact name. There is no parsing
of paths, hence nothing to trick with letter case, dots, redirects or encodings. ``data:`` addresses are refused as
well: no report needs one, and each would put bytes that somebody typed through image, font and SVG decoders.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from weasyprint.urls import UNICODE_SCHEME_RE, URLFetcherResponse

LOGGER = logging.getLogger(__name__)

SCHEME: Final = "asset:"
FOLDER: Final = Path(__file__).parent / "assets"

#: Every asset a document may ask for, with its media type. Reports carry their stylesheet and their figures inside
#: the HTML and take their fonts from the system, so the list is empty until something needs an entry.
ASSETS: Final[Mapping[str, str]] = MappingProxyType({})

#: Schemes that may be named in a log; any other text before a colon could be something that a person typed.
KNOWN_SCHEMES: Final = frozenset({"asset", "data", "file", "ftp", "http", "https"})


class AssetFetcher:
    """Gives packaged assets by exact name, refuses and counts everything else.

    A refusal is an empty answer and no exception, because WeasyPrint lets an exception end the rendering in some
    places (a colour profile) and not in others. The element that asked stays empty. The log never has the address.
    """

    # WeasyPrint reads this attribute when fetching fails, which happens only if a packaged file is missing.
    _fail_on_errors = False

    def __init__(self, folder: Path = FOLDER, assets: Mapping[str, str] = ASSETS) -> None:
        """Serve these assets of this folder; names are compared as they are, never resolved."""
        self._folder = folder
        self._assets = assets
        self.refused = 0

    def __call__(self, url: str) -> URLFetcherResponse:
        """Fetch, under the name by which WeasyPrint calls."""
        return self.fetch(url)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Give the asset's bytes, or nothing; ``headers`` of a request mean nothing here."""
        del headers
        name = url.removeprefix(SCHEME)
        if url == SCHEME + name and name in self._assets:
            content = (self._folder / name).read_bytes()
            return URLFetcherResponse(url, content, {"Content-Type": self._assets[name]})
        self.refused += 1
        LOGGER.debug("refused an address of scheme %s", _loggable_scheme(url))
        return URLFetcherResponse("asset:", b"", {"Content-Type": "application/octet-stream"})


def _loggable_scheme(url: str) -> str:
    match = UNICODE_SCHEME_RE.match(url)
    scheme = match[1].lower() if match else ""
    return scheme if scheme in KNOWN_SCHEMES else "other"
