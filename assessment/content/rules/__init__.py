"""The rules of the questionnaire compiler as data: one stable code each, never reused for anything else."""

from __future__ import annotations

from assessment.content.rules.answers import ANSWERS
from assessment.content.rules.balance import BALANCE
from assessment.content.rules.conditions import CONDITIONS, DECIDED, FOLLOW_UPS
from assessment.content.rules.crosswalks import CARRYING, RELATIONS, TOTALITY, VERSIONS
from assessment.content.rules.file import READING, STRUCTURE
from assessment.content.rules.ids import IDS
from assessment.content.rules.policies import POLICIES
from assessment.content.rules.publication import LANGUAGES, PUBLICATION
from assessment.content.rules.questions import OPTIONS, QUESTIONS
from assessment.content.rules.rule import Rule
from assessment.content.rules.texts import GLOSSARY, TEXTS
from assessment.content.rules.translations import MESSAGES, TRANSLATION_FAMILIES
from assessment.content.rules.values import EXPOSURES, SCALES

__all__ = ["ALL_RULES", "FAMILIES", "MESSAGES", "RULES", "TRANSLATION_FAMILIES", "Rule"]

FAMILIES: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("R: reading the file", READING),
    ("S: structure", STRUCTURE),
    ("I: ids", IDS),
    ("C: conditions and references", CONDITIONS + FOLLOW_UPS + DECIDED),
    ("V: values, scales and scoring", EXPOSURES + SCALES + OPTIONS + QUESTIONS),
    ("T: texts", TEXTS + GLOSSARY),
    ("L: languages", LANGUAGES),
    ("P: publication and versions", PUBLICATION),
    ("B: balance", BALANCE),
    ("X: crosswalks between versions", VERSIONS + TOTALITY + RELATIONS + CARRYING),
)
ALL_RULES: tuple[Rule, ...] = tuple(rule for _, rules in FAMILIES for rule in rules)
# Answers files, policies and translations have rules of their own; the compiler of questionnaires does not use them.
RULES: dict[str, Rule] = {rule.code: rule for rule in (*ALL_RULES, *ANSWERS, *POLICIES, *MESSAGES)}
