"""A chart as a file: SVG, or PNG at the size of a slide or half of it."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from assessment.reports.aggregates.charts import picture, raster

if TYPE_CHECKING:
    from assessment.reports.aggregates.charts.composing import Chart
    from assessment.reports.language import ReportLanguage


class Picture(Enum):
    """The kinds of picture, as downloads name them."""

    LARGE = "chart-png"
    SMALL = "chart-png-small"
    SVG = "chart-svg"

    @property
    def media_type(self) -> str:
        """The media type of the file."""
        return "image/svg+xml" if self is Picture.SVG else "image/png"

    @property
    def ending(self) -> str:
        """How the file's name ends."""
        return ".svg" if self is Picture.SVG else ".png"


def write(chart: Chart, language: ReportLanguage, kind: Picture) -> bytes:
    """Return the file; raises FontsUnknown when a PNG is wanted and the system's fonts cannot be listed."""
    svg = picture.draw(chart, language)
    match kind:
        case Picture.SVG:
            return svg.encode()
        case Picture.LARGE:
            return raster.png(svg, int(picture.WIDTH))
        case Picture.SMALL:
            return raster.png(svg, int(picture.WIDTH) // 2)


def file_name(number: int, codes: list[str], kind: Picture) -> str:
    """Return a name that says which release and view it is, the same in every language."""
    plain = [re.sub(r"[^A-Za-z0-9]+", "-", code).strip("-") for code in codes]
    return "-".join([f"release-{number}", *filter(None, plain)]) + kind.ending
