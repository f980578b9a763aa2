"""The page that lists every finding code, docs/questionnaire-findings.md; `python -m` this module prints it."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from assessment.content.rules import ALL_RULES, FAMILIES, MESSAGES, TRANSLATION_FAMILIES

if TYPE_CHECKING:
    from assessment.content.rules import Rule

_HEAD = """# What the questionnaire check can find

This page is generated from the rules themselves, so do not edit it:
`./dev assessment questionnaire findings > docs/questionnaire-findings.md`.

`./dev assessment questionnaire check FILE` lists every finding with its code, line and column, what is wrong and how to
mend it. There are {count} codes. A code is stable: it never changes its meaning and is never used for another fault.

* **error**: the questionnaire cannot be published.
* **warning**: it should be mended, but can be published.
* **advice**: worth a thought.

An ellipsis (…) stands for the word, id or number that the finding names. What can be asked, what a condition changes
and which totals can be reached is decided exactly over all combinations of answers, not sampled; where that would take
too much work, the check says so (C434) and does not guess.

Thresholds: questions of more than 25 words are long (T604). Two questions that share 92 % of all their words are the
same (T601), from 75 % on they are nearly the same (T602). A risk question that takes away more than 60 % of a section's
weight by a single answer is a warning (B906). More than half of a sub-section is advice (B905), because some lists,
ALTAI 2020 among them, mean it so, and because don’t know keeps the questions. Both look only at parts with at least
four scored questions.
"""
_TABLE = "| code | level | title | what it says | how to mend it |\n| --- | --- | --- | --- | --- |"


_TRANSLATIONS = """# What the check of translations can find

This page is generated from the rules themselves, so do not edit it:
`./dev assessment translation findings > docs/translation-findings.md`.

`./dev assessment translation check` lists every finding about the catalogues with its code, line, what is wrong and how
to mend it; `translation import` does so for a translator’s file, and takes nothing of it when there is an error. There
are {count} codes. A code is stable: it never changes its meaning and is never used for another fault. An ellipsis (…)
stands for the word, key or number that the finding names. In a workbook the line is the row.

* **error**: the file is not taken.
* **warning**: it should be mended, but is taken.
* **advice**: worth a thought.

A language’s plural forms are those of CLDR. A form for exactly one number may say that number in words. Terms are
looked for only where the term base has several words with one meaning, in any ending. Translations may be longer than
their sources: up to four times for ten characters, falling to twice for sentences, before the length is remarked on.
"""


def page() -> str:
    """Return the page about questionnaires as Markdown."""
    return _page(_HEAD.format(count=len(ALL_RULES)), FAMILIES)


def translations_page() -> str:
    """Return the page about translations as Markdown."""
    return _page(_TRANSLATIONS.format(count=len(MESSAGES)), TRANSLATION_FAMILIES)


def _page(head: str, families: tuple[tuple[str, tuple[Rule, ...]], ...]) -> str:
    parts = [head]
    for title, rules in families:
        rows = "\n".join(_row(rule) for rule in rules)
        parts.append(f"## {title}\n\n{_TABLE}\n{rows}\n")
    return "\n".join(parts)


def _row(rule: Rule) -> str:
    cells = (rule.code, rule.level, rule.title, _plain(rule.message), _plain(rule.hint))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _plain(text: str) -> str:
    """Return a message with an ellipsis for each named place."""
    return re.sub(r"\{[a-z_]+\}", "…", text)


if __name__ == "__main__":
    sys.stdout.write(page())
