"""The coded rules for answers files."""

from __future__ import annotations

from assessment.content.rules.rule import Rule

ANSWERS = (
    Rule(
        "A601",
        "error",
        "Unknown question",
        "There is no question '{id}' in {version}.",
        "Use the ids that 'assessment questionnaire show' prints.",
    ),
    Rule(
        "A602",
        "error",
        "Unknown option",
        "'{option}' is not an option of {id}; its options are {allowed}.",
        "Use one of the option ids listed.",
    ),
    Rule(
        "A603",
        "error",
        "Unknown row",
        "'{row}' is not a row of {id}; its rows are {allowed}.",
        "Use one of the row ids listed.",
    ),
    Rule(
        "A604",
        "error",
        "Answer of the wrong shape",
        "{id} is answered with {expected}, not with {found}.",
        "See the example in docs/answers-file.md for this kind of question.",
    ),
    Rule(
        "A605",
        "error",
        "Option excludes the others",
        "'{option}' cannot be ticked together with other options of {id}.",
        "Keep either this option or the others.",
    ),
    Rule("A606", "error", "Option ticked twice", "'{option}' stands twice in the answer to {id}.", "Keep it once."),
    Rule(
        "A607",
        "error",
        "Don't know is not offered",
        "{id} does not offer 'dont-know'.",
        "Choose an option, or leave the question out to keep it open.",
    ),
    Rule(
        "A608",
        "error",
        "Not applicable is not offered",
        "{id} does not offer 'not-applicable'.",
        "Choose an option, or answer 'dont-know'.",
    ),
    Rule(
        "A609",
        "error",
        "Reason missing",
        "{id} is answered 'not-applicable' without a reason.",
        'Add reason: "…" that says why it does not apply.',
    ),
    Rule(
        "A610",
        "error",
        "Text too long",
        "A text of {id} is longer than {limit} characters.",
        "Shorten it, or name a document instead.",
    ),
    Rule(
        "A611",
        "error",
        "Another questionnaire",
        "The file is for questionnaire {found}, which is not known here: {problem}",
        "Correct 'questionnaire' and 'version'; 'assessment questionnaire list' prints what exists.",
    ),
    Rule("A612", "error", "Not a date", "'{text}' is not a date.", 'Write year-month-day in quotes: "2026-11-23".'),
    Rule(
        "A613",
        "warning",
        "Answer to a hidden question",
        "{id} is answered but not asked, because of the other answers; the answer is kept and not scored.",
        "Remove the answer, or look at the condition: {condition}.",
    ),
    Rule(
        "A614",
        "warning",
        "Answer beyond the depth",
        "{id} is not part of the depth '{depth}'; the answer is kept and not scored.",
        "Remove the answer, or choose a deeper 'depth'.",
    ),
    Rule(
        "A615",
        "warning",
        "Reason without need",
        "{id} gives a reason but is not answered 'not-applicable'.",
        "Move the text to 'note', or answer 'not-applicable'.",
    ),
    Rule(
        "A616",
        "error",
        "Unknown country",
        "'{text}' is not a country code.",
        "Use the two letters of ISO 3166, such as KE, or XK for Kosovo.",
    ),
)
