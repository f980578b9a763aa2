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
    limit=40,
    form=r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*(?:(?:\.[0-9]+)+[a-z]?)?",
    shown="capitals, digits, hyphens and dots, with at most one small letter at the end",
)
SECTION_ID = Text(limit=20, form=r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*", shown="capitals, digits and hyphens")
VERSION = Text(limit=20, form=r"[0-9]{4}\.[0-9]{1,3}", shown='a year and a number, such as "2020.1"')
LANGUAGE = Text(limit=20, form=r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", shown="a language tag such as en or pt-BR")
URL = Text(limit=300, form=r"https?://\S+", shown="a web address that begins with https://")
TITLE = Text(limit=200)
SENTENCES = Text(limit=1500)

FRAMEWORK_ITEMS = MapOf(SLUG, ListOf(Text(limit=60), minimum=1))
SOURCE = Group(
    {"document": SLUG, "place": TITLE},
    {"origins": ListOf(Text(limit=40), minimum=1)},
    notes={
        "document": "id of one of the documents",
        "place": "chapter, page or item in it",
        "origins": "ids in a former list or version",
    },
)

SCALE_OPTION = Group(
    {"id": SLUG, "text": TITLE},
    {"anchor": SENTENCES, "value": Ratio()},
    notes={
        "anchor": "what the level means in practice",
        "value": "credit from 0 to 1: a whole number or a fraction such as 2/3",
    },
)
SCALE = Group(
    {
        "id": SLUG,
        "kind": Word(tuple(k.value for k in ScaleKind)),
        "title": TITLE,
        "options": ListOf(SCALE_OPTION, minimum=1),
    },
    notes={
        "kind": "maturity and adequacy have levels with values; risk says how likely, fact whether something is so",
        "options": "from least to most",
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
    notes={
        "anchor": "what the option means in practice",
        "value": "credit from 0 to 1, for a scored single choice",
        "exclusive": "cannot be ticked with others",
        "counted": "whether ticking it earns credit",
        "critical": "a critical item of its own when it is not ticked",
        "asked_if": "condition for offering the option",
    },
)
SUBSECTION = Group(
    {"id": SECTION_ID, "title": TITLE, "summary": SENTENCES},
    {"frameworks": FRAMEWORK_ITEMS},
    notes={
        "id": "begins with the id of its section and a hyphen",
        "frameworks": "identifiers by framework; they hold for all questions of the sub-section",
    },
)
SECTION = Group(
    {
        "id": SECTION_ID,
        "kind": Word(tuple(k.value for k in SectionKind)),
        "title": TITLE,
        "summary": SENTENCES,
        "subsections": ListOf(SUBSECTION, minimum=1),
    },
    {"maximum": Integer(0, 100_000), "prefix": SECTION_ID},
    notes={
        "prefix": "with what the ids of its questions begin, when not with the id of the section",
        "kind": "requirement: a row with a target; preamble: a row beside them; profile: facts about the system",
        "maximum": "sum of the weights of the scored questions; the check proves that it can be reached",
    },
)
EXPOSURE = Group(
    {
        "requirements": ListOf(SECTION_ID, minimum=1),
        "options": ListOf(SLUG, minimum=1),
        "severity": Word(tuple(s.word for s in Severity)),
    },
    {"rows": ListOf(SLUG, minimum=1)},
    notes={
        "requirements": "ids of the sections exposed",
        "options": "answers that expose",
        "severity": "how grave the exposure is",
        "rows": "rows of a matrix; left out when it holds for the whole question",
    },
)
RECOMMENDATION = Group(
    {
        "action": SENTENCES,
        "steps": ListOf(SENTENCES, minimum=1),
        "effort": Word(tuple(e.value for e in Effort)),
        "lead": SLUG,
        "evidence": ListOf(SENTENCES, minimum=1),
    },
    notes={
        "action": "what to do, in one or two sentences",
        "steps": "in the order to do them",
        "effort": "S days, M weeks, L months of one person",
        "lead": "id of one of the functions",
        "evidence": "documents or records that would show it",
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
    notes={
        "id": "permanent, never reused, never a position",
        "section": "id of the sub-section",
        "role": "context and gate are not scored; measure and follow_up are; reflection is a self-rating",
        "type": "single choice, tick list (multiple), matrix or text",
        "depth": "the shallowest questionnaire that contains the question",
        "text": "the question: one idea, at most 25 words",
        "help": "what is meant",
        "example": "one concrete example",
        "answered_by": "ids of the functions that can usually answer",
        "dont_know": "whether don't know is offered",
        "not_applicable": "whether not applicable is offered, with a reason",
        "scale": "id of a scale",
        "options": "options of this question's own",
        "rows": "rows of a matrix",
        "anchors": "own wording of levels, by option id",
        "frameworks": "identifiers beyond those of the sub-section",
        "asked_if": "condition about earlier questions; left out when the question is always asked",
        "follows": "for a follow_up: the measure it is a detail of",
        "polarity": "for a gate: which answer means risk",
        "exposes": "which answers raise the target of which requirement",
        "weight": "for scored questions: 1, 2 or 3",
        "critical": "for scored questions: whether missing it caps the band of its section",
        "rates": "for a reflection: what is rated",
        "recommendation": "for scored questions: what to do",
    },
)
TERM = Group(
    {"id": SLUG, "term": TITLE, "definition": SENTENCES},
    {"variants": ListOf(TITLE, minimum=1), "source": SOURCE},
    notes={
        "term": "the word as the glossary shows it",
        "variants": "other forms under which texts mention it",
    },
)
CONSISTENCY = Group(
    {"id": SLUG, "when": Statement(), "message": SENTENCES, "contradiction": Boolean()},
    notes={
        "when": "condition under which the rule speaks",
        "message": "what people are asked to look at again",
        "contradiction": "true when both cannot be so",
    },
)
DOCUMENT = Group(
    {"id": SLUG, "title": TITLE, "publisher": TITLE, "year": Text(limit=10)},
    {"url": URL},
    notes={
        "year": "in quotes",
    },
)
FRAMEWORK = Group(
    {"id": SLUG, "title": TITLE, "note": SENTENCES},
    {"url": URL},
    notes={
        "note": "state and date of the text meant",
    },
)
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
    notes={
        "format": "number of this format",
        "id": "name of the questionnaire, and of its folder",
        "version": 'in quotes, such as "2020.1"; also the name of the file',
        "language": "language of the texts in this file",
        "languages": "all languages on offer, this one first",
        "licence": "licence of the texts, as an SPDX id",
        "scoring_model": 'in quotes: "1.0"',
        "values_status": "whether a content owner has confirmed weights, severities, critical items and bands",
        "documents": "source documents",
        "functions": "who in an organisation can answer",
        "questions": "in the order in which they are asked",
        "change": "what this version is to its predecessor",
        "supersedes": "version of the predecessor, in quotes",
        "frameworks": "legal and standards frameworks used in tags",
        "scales": "lists of options that several questions share",
        "glossary": "terms that texts explain",
        "consistency": "combinations of answers that deserve a second look",
    },
    title="A questionnaire of the Trustworthy-AI self-assessment, format 1",
)
