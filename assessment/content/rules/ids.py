"""Codes of ids (I)."""

from __future__ import annotations

from assessment.content.rules.rule import Rule

IDS = (
    Rule(
        "I301",
        "error",
        "Question id stands twice",
        "The question id '{id}' is used twice; the first time in line {first}.",
        "Give one of the two questions another id. Answers are stored under the id.",
    ),
    Rule(
        "I302",
        "error",
        "Option id stands twice",
        "The option id '{id}' is used twice in this list.",
        "Give one of the two options another id.",
    ),
    Rule(
        "I303",
        "error",
        "Row id stands twice",
        "The row id '{id}' is used twice in this question.",
        "Give one of the two rows another id.",
    ),
    Rule(
        "I304",
        "error",
        "Section id stands twice",
        "The id '{id}' is used for two sections or sub-sections; the first time in line {first}.",
        "Give one of the two another id.",
    ),
    Rule(
        "I305",
        "error",
        "Entry id stands twice",
        "The id '{id}' is used for two entries of '{kind}'; the first time in line {first}.",
        "Give one of the two another id, or delete it.",
    ),
    Rule(
        "I306",
        "error",
        "Question numbered by position",
        "The question id '{id}' is only a position.",
        "Name it after its sub-section or what it asks, such as HAO-A1 or SYS-CHILDREN: positions change when "
        "questions are added.",
    ),
    Rule(
        "I307",
        "error",
        "Option or row numbered by position",
        "The id '{id}' is only a position.",
        "Name it after what it says, such as to-some-extent.",
    ),
    Rule(
        "I308",
        "error",
        "Id reserved",
        "'{id}' is a word of the program itself.",
        "Choose another id: don't know and not applicable exist by themselves, and conditions use the words and, "
        "or, not, below and answered.",
    ),
    Rule(
        "I309",
        "error",
        "Ids hard to tell apart",
        "The ids '{id}' and '{other}' differ only in hyphens.",
        "Rename one of them: people will confuse the two.",
    ),
    Rule(
        "I310",
        "error",
        "Sub-section id does not show its section",
        "The sub-section '{id}' stands in section '{section}', but its id does not begin with '{section}-'.",
        "Call it '{section}-A' or the like.",
    ),
    Rule(
        "I311",
        "warning",
        "Question id does not show its section",
        "The question '{id}' stands in section '{section}', but its id does not begin with '{prefix}'.",
        "Begin the id with the section's id (or its 'prefix'), so that people find it.",
    ),
)
