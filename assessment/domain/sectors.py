"""What organisations do, in plain words, and the ISIC Rev. 4 section behind each; and how large they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing an organisation can do; `section` is a letter of ISIC Rev. 4, `words` are in the reader's language."""

    id: str
    section: str
    words: str


class Size(Enum):
    """How many people work there: up to 9, 49, 249, or more."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


# The one table between plain words and letters, in the order of ISIC Rev. 4. Ids are stored and stay what they are.
SECTIONS: dict[str, str] = {
    "farming": "A", "mining": "B", "manufacturing": "C", "medicines": "C", "energy": "D", "water": "E",
    "construction": "F", "trade": "G", "transport": "H", "post": "H", "hospitality": "I", "software": "J",
    "telecommunications": "J", "media": "J", "banking": "K", "insurance": "K", "real-estate": "L", "research": "M",
    "advice": "M", "engineering": "M", "advertising": "M", "staffing": "N", "facilities": "N", "government": "O",
    "local-government": "O", "justice": "O", "social-security": "O", "school": "P", "university": "P", "health": "Q",
    "care": "Q", "culture": "R", "association": "S", "other-services": "S", "international": "U",
}  # fmt: skip


def activities(gettext: Callable[[str], str]) -> tuple[Activity, ...]:
    """Return the activities to choose from, in the order of ISIC, with their words in the reader's language."""
    words = {
        "farming": gettext("Farming, forestry or fishing"),
        "mining": gettext("Mining, oil or gas"),
        "manufacturing": gettext("Making goods, food or machines"),
        "medicines": gettext("Making medicines or medical devices"),
        "energy": gettext("Electricity, gas or heat supply"),
        "water": gettext("Water, waste or recycling"),
        "construction": gettext("Building and construction"),
        "trade": gettext("Shops, wholesale or online trade"),
        "transport": gettext("Transport of people or goods"),
        "post": gettext("Post, parcels or storage"),
        "hospitality": gettext("Hotels, restaurants or catering"),
        "software": gettext("Software, data or computer services"),
        "telecommunications": gettext("Telephone or internet networks"),
        "media": gettext("Press, publishing, radio, television or film"),
        "banking": gettext("Banking, credit or payments"),
        "insurance": gettext("Insurance or pensions"),
        "real-estate": gettext("Housing and real estate"),
        "research": gettext("Research institute"),
        "advice": gettext("Legal, tax or management advice"),
        "engineering": gettext("Engineering, architecture or testing"),
        "advertising": gettext("Advertising or market research"),
        "staffing": gettext("Recruitment or temporary work"),
        "facilities": gettext("Security, cleaning, travel or office services"),
        "government": gettext("Ministry or national authority"),
        "local-government": gettext("Regional or local government"),
        "justice": gettext("Courts, police, migration or defence"),
        "social-security": gettext("Public benefits or social insurance"),
        "school": gettext("School or vocational training"),
        "university": gettext("University or college"),
        "health": gettext("Hospital, clinic or medical practice"),
        "care": gettext("Care home or social work"),
        "culture": gettext("Culture, museums, sport or games"),
        "association": gettext("Association, charity, trade union or church"),
        "other-services": gettext("Other services, such as repairs or personal care"),
        "international": gettext("International organisation or embassy"),
    }
    return tuple(Activity(id_, section, words[id_]) for id_, section in SECTIONS.items())
