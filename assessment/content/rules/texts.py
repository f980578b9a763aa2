"""Codes of texts and the glossary (T)."""

from __future__ import annotations

from assessment.content.rules.rule import Rule

TEXTS = (
    Rule(
        "T601",
        "error",
        "Question asked twice",
        "'{id}' asks the same as '{other}'.",
        "Keep one of the two, or say what differs.",
    ),
    Rule(
        "T602",
        "warning",
        "Questions nearly the same",
        "'{id}' reads much like '{other}' ({percent} per cent of the words).",
        "Check that both are needed, and make the difference plain.",
    ),
    Rule(
        "T603",
        "error",
        "Recommendation stands twice",
        "'{id}' recommends the same as '{other}'.",
        "Write what to do about this question; each recommendation belongs to one question.",
    ),
    Rule(
        "T604",
        "warning",
        "Question too long",
        "The question has {count} words; at most {limit} are easy to read.",
        "Shorten it; move explanations to 'help'.",
    ),
    Rule("T605", "warning", "Not a question", "The text does not end with a question mark.", "Ask a question."),
    Rule(
        "T606",
        "warning",
        "Two questions in one",
        "The text asks more than one thing ('{found}').",
        "Ask one thing at a time; 'and/or' and a second question mark are signs of two.",
    ),
    Rule("T607", "warning", "Stray space", "The text has {what}.", "Remove it."),
    Rule("T608", "warning", "Straight quote", "The text has a straight quote ({found}).", "Use curly ones: ’ “ ”."),
    Rule(
        "T609",
        "error",
        "HTML",
        "The text has HTML ('{found}'), which would be shown as it stands.",
        "Remove it: texts are plain.",
    ),
    Rule(
        "T610",
        "error",
        "Markdown",
        "The text has Markdown ('{found}'), which would be shown as it stands.",
        "Remove it: texts are plain; only [[terms]] are marked.",
    ),
    Rule(
        "T611",
        "error",
        "Invisible character",
        "The text has an invisible character ({found}) that can make it read differently from what is stored.",
        "Delete it; it usually came with copied text.",
    ),
    Rule(
        "T612",
        "advice",
        "Abbreviation not explained",
        "'{found}' is an abbreviation that nothing explains.",
        "Write it out, or make it a glossary term.",
    ),
    Rule(
        "T613",
        "warning",
        "Recommendation repeats the question",
        "The recommendation of '{id}' says little more than the question.",
        "Say what to do, concretely.",
    ),
    Rule(
        "T614",
        "warning",
        "Step stands twice",
        "The recommendation of '{id}' lists the same step twice.",
        "Delete one of the two.",
    ),
    Rule("T615", "error", "Unfinished text", "The text looks unfinished ('{found}').", "Write it before publication."),
    Rule(
        "T616",
        "warning",
        "Help repeats the question",
        "The help of '{id}' says little more than the question.",
        "Say what is meant, why it matters or where the border lies.",
    ),
)
GLOSSARY = (
    Rule(
        "T621",
        "error",
        "Glossary mark malformed",
        "The mark '{found}' is not well formed.",
        "Write [[term]] or [[term|words shown]].",
    ),
    Rule(
        "T622",
        "error",
        "Unknown term",
        "'{found}' is neither a glossary term nor one of its variants.",
        "Add it to the glossary, mark another word, or write [[term|words shown]].",
    ),
    Rule(
        "T623",
        "advice",
        "Term never used",
        "No text mentions the term '{id}'.",
        "Mark it where readers meet it, or delete it.",
    ),
    Rule(
        "T624",
        "error",
        "Term stands twice",
        "'{found}' leads to two terms, '{id}' and '{other}'.",
        "Keep the word with one of them.",
    ),
    Rule(
        "T625",
        "error",
        "Mark where none is shown",
        "'{key}' has a glossary mark; terms are explained only in question, help and example.",
        "Remove the square brackets.",
    ),
)
