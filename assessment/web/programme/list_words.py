"""What can stand in the cells of an invitation list, in the reader's language, in English and as codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale
from flask_babel import gettext

from assessment.domain import sectors
from assessment.domain.invitation_list import Column, Words
from assessment.domain.matching import plain
from assessment.domain.sectors import Size
from assessment.services.rounds import binding, importing
from assessment.web import language
from assessment.web.programme import country_words
from assessment.web.programme.list_texts import TITLES
from assessment.web.respondent.words import SIZES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.rounds import Terms


# Up to so many people each; what is more is large.
_UP_TO = ((9, Size.MICRO), (49, Size.SMALL), (249, Size.MEDIUM))
_MOST_PEOPLE = 2_000


def headers() -> dict[str, Column]:
    """Return the titles of the columns in the reader's language."""
    return {plain(str(title)): column for column, title in TITLES.items()}


def words_of(terms: Terms) -> Words:
    """Return everything that can stand in a list for this round."""
    return Words(
        headers=headers(),
        countries=country_words.by_words(),
        activities=_activities(),
        sizes=_sizes(),
        languages=_languages(terms.languages),
        facilitators=binding.known_facilitators(),
        countries_here=frozenset(terms.countries),
        language=terms.languages[0],
        address=importing.address,
    )


def _activities() -> Mapping[str, str]:
    found = {plain(one.words): one.id for one in sectors.activities(lambda text: text)}
    found |= {plain(one.words): one.id for one in sectors.activities(gettext)}
    return found | {plain(one.id): one.id for one in sectors.activities(gettext)}


def _sizes() -> Mapping[str, str]:
    found = {str(number): _of_people(number).value for number in range(1, _MOST_PEOPLE)}
    for size, text in SIZES.items():
        # The whole label as the form has it, and the word that it begins with, in the reader's language.
        found |= {plain(words): size.value for words in (str(text), str(text).split(":", maxsplit=1)[0])}
    return found | {size.value: size.value for size in Size}


def _of_people(number: int) -> Size:
    return next((size for most, size in _UP_TO if number <= most), Size.LARGE)


def _languages(codes: tuple[str, ...]) -> Mapping[str, str]:
    names = language.offered()
    found: dict[str, str] = {}
    for code in codes:
        found |= {plain(code): code, plain(names.get(code, code)): code}
        english = Locale.parse(code, sep="-").get_display_name("en")
        if english:
            found[plain(english)] = code
    return found
