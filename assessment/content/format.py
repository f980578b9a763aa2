"""The questionnaire format, version 1, as data: which keys each group has and what they accept."""

from __future__ import annotations

from assessment.content.shape import Boolean, Group, Integer, ListOf, MapOf, Ratio, Statement, Text, Word
from assessment.domain.questionnaire import (
    Change,
    Depth,
    Effort,
    Kind,
    Polarity,
    Role,
    ScaleKind,
    SectionKind,
    Severity,
)

SLUG = Text(limit=60, form=r"[a-z0-9]+(?:-[a-z0-9]+)*", shown="small letters, digits and hyphens")
QUESTION_ID = Text(
    limit=40, form=r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*(?:\.[0-9]+)*", shown="capitals, digits, hyphens and dots"
)
SECTION_ID = Text(limit=20, form=r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*", shown="capitals, digits and hyphens")
VERSION = Text(limit=20, form=r"[0-9]{4}\.[0-9]{1,3}", shown='a year and a number, such as "2020.1"')
LANGUAGE = Text(limit=20, form=r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", shown="a language tag such as en or pt-BR")
URL = Text(limit=300, form=r"https?://\S+", shown="a web address that begins with https://")
TITLE = Text(limit=200)
SENTENCES = Text(limit=1500)

FRAMEWORK_ITEMS = MapOf(SLUG, ListOf(Text(limit=60), minimum=1))
SOURCE = Group({"document": SLUG, "place": TITLE}, {"origins": ListOf(Text(limit=40), minimum=1)})

SCALE_OPTION = Group({"id": SLUG, "text": TITLE}, {"anchor": SENTENCES, "value": Ratio()})
SCALE = Group(
    {
        "id": SLUG,
        "kind": Word(tuple(k.value for k in ScaleKind)),
        "title": TITLE,
        "options": ListOf(SCALE_OPTION, minimum=1),
    },
)
OPTION = Group(
    {"id": SLUG, "text": TITLE},
    {
        "anchor": SENTENCES,
        "value": Ratio(),
        "exclusive": Boolean(),
        "counted": Boolean(empty=True),
        "critical": Boolean(),
        "asked_if": Statement(),
    },
)
SUBSECTION = Group({"id": SECTION_ID, "title": TITLE, "summary": SENTENCES}, {"frameworks": FRAMEWORK_ITEMS})
SECTION = Group(
    {
        "id": SECTION_ID,
        "kind": Word(tuple(k.value for k in SectionKind)),
        "title": TITLE,
        "summary": SENTENCES,
        "subsections": ListOf(SUBSECTION, minimum=1),
    },
    {"maximum": Integer(0, 100_000)},
)
EXPOSURE = Group(
    {
        "requirements": ListOf(SECTION_ID, minimum=1),
        "options": ListOf(SLUG, minimum=1),
        "severity": Word(tuple(s.word for s in Severity)),
    },
    {"rows": ListOf(SLUG, minimum=1)},
)
RECOMMENDATION = Group(
    {
        "action": SENTENCES,
        "steps": ListOf(SENTENCES, minimum=1),
        "effort": Word(tuple(e.value for e in Effort)),
        "lead": SLUG,
        "evidence": ListOf(SENTENCES, minimum=1),
    },
)
QUESTION = Group(
    {
        "id": QUESTION_ID,
        "section": SECTION_ID,
        "role": Word(tuple(r.value for r in Role)),
        "type": Word(tuple(k.value for k in Kind)),
        "depth": Word(tuple(d.word for d in Depth)),
        "text": SENTENCES,
        "help": SENTENCES,
        "example": SENTENCES,
        "answered_by": ListOf(SLUG, minimum=1),
        "source": SOURCE,
        "dont_know": Boolean(),
        "not_applicable": Boolean(),
    },
    {
        "scale": SLUG,
        "options": ListOf(OPTION, minimum=1),
        "rows": ListOf(Group({"id": SLUG, "text": TITLE}), minimum=1),
        "anchors": MapOf(SLUG, SENTENCES),
        "frameworks": FRAMEWORK_ITEMS,
        "asked_if": Statement(),
        "follows": QUESTION_ID,
        "polarity": Word(tuple(p.value for p in Polarity)),
        "exposes": ListOf(EXPOSURE, minimum=1),
        "weight": Integer(1, 3),
        "critical": Boolean(),
        "rates": Word((ScaleKind.RISK.value, ScaleKind.ADEQUACY.value)),
        "recommendation": RECOMMENDATION,
    },
)
TERM = Group(
    {"id": SLUG, "term": TITLE, "definition": SENTENCES},
    {"variants": ListOf(TITLE, minimum=1), "source": SOURCE},
)
CONSISTENCY = Group({"id": SLUG, "when": Statement(), "message": SENTENCES, "contradiction": Boolean()})
DOCUMENT = Group({"id": SLUG, "title": TITLE, "publisher": TITLE, "year": Text(limit=10)}, {"url": URL})
FRAMEWORK = Group({"id": SLUG, "title": TITLE, "note": SENTENCES}, {"url": URL})
FUNCTION = Group({"id": SLUG, "title": TITLE, "description": SENTENCES})

QUESTIONNAIRE = Group(
    {
        "format": Word(("1",), code="S214"),
        "id": SLUG,
        "version": VERSION,
        "title": TITLE,
        "summary": SENTENCES,
        "language": LANGUAGE,
        "languages": ListOf(LANGUAGE, minimum=1),
        "licence": Text(limit=60, form=r"[A-Za-z0-9.+-]+", shown="an SPDX id such as CC-BY-4.0"),
        "scoring_model": Text(limit=10),
        "values_status": Word(("proposed", "confirmed")),
        "documents": ListOf(DOCUMENT, minimum=1),
        "functions": ListOf(FUNCTION, minimum=1),
        "sections": ListOf(SECTION, minimum=1),
        "questions": ListOf(QUESTION, minimum=1),
    },
    {
        "change": Word(tuple(c.value for c in Change)),
        "supersedes": VERSION,
        "frameworks": ListOf(FRAMEWORK),
        "scales": ListOf(SCALE),
        "glossary": ListOf(TERM),
        "consistency": ListOf(CONSISTENCY),
    },
)
