"""Which text a PDF must spell out beside its glyphs so that copying, searching and reading aloud give it back."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

#: Text whose glyphs are reordered, stacked or put on top of each other, so that glyph by glyph the letters cannot be
#: told again: combining marks, joiners, and the scripts of South and South-East Asia (Indic, Thai, Lao, Tibetan,
#: Myanmar, Khmer, Mongolian and their relatives).
COMPLEX: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0900-\u109f\u135d-\u135f\u1700-\u18af\u1900-\u1aff\u1b00-\u1cff\u1dc0-\u1dff"
    "\u200c\u200d\u20d0-\u20ff\u3099\u309a\ua66f-\ua67d\ua800-\ua8ff\ua900-\uaadf\uabc0-\uabff\ufe20-\ufe2f"
    "\U00011000-\U0001134f\U00011400-\U00011fff]"
)

#: Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and the other scripts that run from right to left.
RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

RIGHT_TO_LEFT_LETTERS: Final = re.compile("[\u0620-\u064a\u066e-\u06d3]+")


def spoken_text(text: str) -> str | None:
    """Give the text to write as ActualText, or None where the glyphs already say it.

    Nothing is written for right-to-left text: the common readers lay ActualText out from left to right and then turn
    it round with the rest of the line, which would reverse a line that they read correctly from its glyphs.
    """
    if text.isascii() or not COMPLEX.search(text) or RIGHT_TO_LEFT.search(text):
        return None
    return text


def _joined_forms() -> dict[str, str]:
    points = (*range(0xFB50, 0xFDF2), *range(0xFEF5, 0xFEFD))
    texts = {unicodedata.normalize("NFKC", chr(point)): chr(point) for point in points}
    return {text: form for text, form in texts.items() if len(text) > 1 and RIGHT_TO_LEFT_LETTERS.fullmatch(text)}


#: Lam with alef, lam with yeh and others are drawn as one glyph. A reader that turns a right-to-left line round letter
#: by letter would turn the letters round as well, so the glyph stands for the one code point of the joined form.
LIGATURES: Final = _joined_forms()

#: Stands for a glyph that adds a mark to its neighbour and has no letters of its own; the standards want a value.
NOTHING: Final = "\u200b"


class GlyphTexts(dict[int, str]):
    """What each glyph of a font means; never empty, and joined letters as one code point.

    From right to left a bracket is drawn as its counterpart, so that one glyph may stand for both. Then it means the
    letter that it is from left to right: ``glyph_of`` gives the glyph of a letter. As long as it has been drawn for
    one letter only it counts as unknown, and is told again.
    """

    def __init__(self, glyph_of: Callable[[str], int | None]) -> None:
        """Know of no glyph yet."""
        super().__init__()
        self._glyph_of = glyph_of
        self._brackets: set[int] = set()

    def __contains__(self, glyph: object) -> bool:
        """Whether the meaning of a glyph is known for good."""
        return super().__contains__(glyph) and glyph not in self._brackets

    def __setitem__(self, glyph: int, text: str) -> None:
        """Keep the meaning of a glyph."""
        earlier = self.get(glyph, text)
        if earlier != text:
            text = earlier if self._glyph_of(earlier) == glyph else text
            self._brackets.discard(glyph)
        elif len(text) == 1 and unicodedata.mirrored(text):
            self._brackets.add(glyph)
        super().__setitem__(glyph, LIGATURES.get(text, text) or NOTHING)
