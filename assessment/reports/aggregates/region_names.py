"""The names of the regions of the world that releases are cut by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessment.reports.language import ReportLanguage


def region_names(language: ReportLanguage) -> dict[str, str]:
    """Return the name of each region by its id."""
    _ = language.gettext
    return {
        "european-union": _("European Union"),
        "other-western-europe": _("Other countries of Western Europe"),
        "eastern-europe-balkans-turkiye": _("Eastern Europe, Western Balkans and Türkiye"),
        "north-africa-middle-east": _("North Africa, Middle East and Gulf"),
        "sub-saharan-africa": _("Sub-Saharan Africa"),
        "central-asia": _("Central Asia"),
        "south-asia": _("South Asia"),
        "south-east-asia": _("South-East Asia"),
        "east-asia": _("East Asia"),
        "pacific": _("Pacific"),
        "north-america": _("North America"),
        "latin-america-caribbean": _("Latin America and the Caribbean"),
        "antarctica": _("Antarctica"),
    }
