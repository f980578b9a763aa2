"""The format of crosswalks, version 1, as data: which keys each group has and what they accept."""

from __future__ import annotations

from assessment.content.format import LANGUAGE, QUESTION_ID, SENTENCES, SLUG, VERSION
from assessment.content.shape import Group, ListOf, MapOf, Text, Word
from assessment.domain.crosswalk import Carries, Relation

DAY = Text(limit=10, form=r"[0-9]{4}-[0-9]{2}-[0-9]{2}", shown='a day such as "2026-11-26"')

OPTION_MAP = Group(
    {"id": SLUG, "options": MapOf(SLUG, SLUG)},
    notes={"options": "for each former option the one that takes its place; those left out keep their id"},
)
LINE = Group(
    {
        "relation": Word(tuple(r.value for r in Relation), code="X121"),
        "carries": Word(tuple(c.value for c in Carries)),
    },
    {
        "from": QUESTION_ID,
        "to": ListOf(QUESTION_ID, minimum=1),
        "map": SLUG,
        "option": SLUG,
        "note": SENTENCES,
        "reviewed": DAY,
    },
    notes={
        "from": "id of the former question; left out for new ones",
        "to": "ids of the questions that take its place; left out for dropped ones",
        "carries": "what the former answer is to the new question",
        "map": "id of one of the maps, when the options are called otherwise",
        "option": "for became-option: the option of the new question",
        "note": "what changed, for those who look through their answers; needed unless kept or new",
        "reviewed": "for reworded: the day, in quotes, on which a person judged that the new words ask the same",
    },
)
CROSSWALK = Group(
    {
        "format": Word(("1",), code="S214"),
        "questionnaire": SLUG,
        "from": VERSION,
        "to": VERSION,
        "summary": SENTENCES,
        "lines": ListOf(LINE, minimum=1),
    },
    {"language": LANGUAGE, "maps": ListOf(OPTION_MAP, minimum=1)},
    notes={
        "format": "number of this format",
        "questionnaire": "id of the questionnaire, and name of the folder",
        "from": "the older version, in quotes",
        "to": "the newer version, in quotes",
        "language": "language of summary and notes; that of the newer version when left out",
        "summary": "what changed on the whole, for people",
        "maps": "which option takes the place of which",
        "lines": "every question of either version, in at least one line",
    },
    title="A crosswalk between two versions of a questionnaire of the Trustworthy-AI self-assessment, format 1",
)
