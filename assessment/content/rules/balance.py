"""Codes of balance (B): advice on a questionnaire as a whole."""

from __future__ import annotations

from assessment.content.rules.rule import Rule

BALANCE = (
    Rule(
        "B901",
        "advice",
        "Much free text",
        "{count} of {total} questions are free text.",
        "Free text cannot be scored or compared: ask closed questions where you can.",
    ),
    Rule(
        "B902",
        "advice",
        "Long block under one condition",
        "{count} questions in a row, from '{first}' to '{last}', hang on the same condition.",
        "Check that one answer should take them all away; consider a sub-section of its own.",
    ),
    Rule(
        "B903",
        "advice",
        "Long section",
        "The section '{id}' has {count} questions.",
        "Split it: people lose heart at more than {limit}.",
    ),
    Rule(
        "B904",
        "advice",
        "Risk question without consequence",
        "Nothing is asked because of the risk question '{id}'; it only raises targets.",
        "Check whether a measure should hang on it.",
    ),
    Rule(
        "B905",
        "advice",
        "One answer removes a sub-section",
        "Answering '{answer}' to '{id}' alone takes away {percent} per cent of the weight of '{part}'.",
        "Check that an optimistic answer should do so much. Don't know keeps the questions.",
    ),
    Rule(
        "B906",
        "warning",
        "One answer removes most of a section",
        "Answering '{answer}' to '{id}' alone takes away {percent} per cent of the weight of the section '{part}'.",
        "Ask some measures whatever the answer is, or use several risk questions.",
    ),
    Rule(
        "B907",
        "advice",
        "Free text mostly after yes",
        "{count} of {total} text questions are asked only after a yes, so that a no cannot be explained.",
        "Ask for the explanation whatever the answer is.",
    ),
    Rule(
        "B908",
        "advice",
        "Nothing scored in the core",
        "No scored question of the section '{id}' is asked at the depth core.",
        "Bring its most important measure into the core.",
    ),
    Rule(
        "B909",
        "advice",
        "Tick list without a way out",
        "'{id}' has no exclusive option, so 'none of these' cannot be said.",
        "Add an exclusive option such as 'None of these'.",
    ),
    Rule(
        "B910",
        "advice",
        "Critical question outside the core",
        "'{id}' is critical, but is asked only at full depth.",
        "Critical questions belong in the core.",
    ),
    Rule(
        "B911",
        "advice",
        "Many options",
        "'{id}' has {count} options.",
        "People compare at most about {limit}: group them or split the question.",
    ),
    Rule(
        "B912",
        "advice",
        "One function answers nearly everything",
        "{percent} per cent of the questions name '{id}' as the one who can answer.",
        "Spread the questions over those who know.",
    ),
)
