"""The languages in which people may say that they wrote a text: far more than pages come in, and no closed set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.languages import interface
from assessment.languages.collation import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable

# Languages of public life in countries outside the Union, then those of the Union, each by its tag.
_COMMON = (
    "af am ar az be bn bs dv fa fil ha hi hy id ig is it ja ka kk km ko ky ln lo mg mk mn mr ms my nb ne ny om pa ps "
    "pt rn ru rw si sm sn so sq sr st sw ta te tg th ti tk tn tr uk ur uz vi wo xh yo zh zu "
    "bg cs da de el en es et fi fr ga he hr hu lt lv mt nl pl ro sk sl sv"
)


def written_in(present: Iterable[str], reader: str) -> dict[str, str]:
    """Return the languages to choose from, by tag under their own names in the reader's order; `present` are kept."""
    codes = {*interface.offered(), *_COMMON.split(), *(code for code in present if code)}
    names = {code: interface.own_name(code) for code in codes}
    return dict(sorted(names.items(), key=lambda item: sort_key(item[1], reader)))
