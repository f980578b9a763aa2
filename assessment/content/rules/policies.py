"""Codes of disclosure policies (D)."""

from __future__ import annotations

from assessment.content.rules.rule import Rule

POLICIES = (
    Rule(
        "D101",
        "error",
        "Table twice",
        "The table '{id}' is there twice.",
        "Give each table an id of its own.",
    ),
    Rule(
        "D102",
        "error",
        "Too many cuts",
        "A table is cut by at most two different attributes.",
        "Cut by one or two attributes: cells of three would be too small to protect anybody.",
    ),
)
