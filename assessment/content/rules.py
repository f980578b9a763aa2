"""The rules of the questionnaire compiler as data: one stable code each, never reused."""

from __future__ import annotations

from assessment.content.rule import Rule
from assessment.content.rules_answers import ANSWER_RULES

# R: reading the file · S: its structure
_READING = (
    Rule(
        "R101",
        "error",
        "File cannot be read",
        "The file cannot be read: {problem}.",
        "Check that the path is right and that you may read the file.",
    ),
    Rule(
        "R102",
        "error",
        "File too large",
        "The file is larger than {limit} bytes.",
        "A questionnaire of 500 questions needs less than 1 MB: remove what does not belong there.",
    ),
    Rule(
        "R103",
        "error",
        "Not UTF-8",
        "The file is not UTF-8 text (byte {position}).",
        "Save it as UTF-8 in your editor.",
    ),
    Rule(
        "R104",
        "error",
        "Not YAML",
        "The file stops being valid YAML here: {problem}.",
        "Look at this line and the one above: a missing quote, a tab or a wrong indentation.",
    ),
    Rule(
        "R105",
        "error",
        "Nested too deeply",
        "Groups are nested deeper than {limit} levels.",
        "The format never needs more: check the indentation.",
    ),
    Rule(
        "R106",
        "error",
        "Key stands twice",
        "The key '{key}' stands twice in this group; the first time in line {first}.",
        "Keep one of the two.",
    ),
    Rule(
        "R107",
        "error",
        "YAML anchor or alias",
        "'{name}' is a YAML anchor or alias.",
        "Write the text out where it is needed.",
    ),
    Rule("R108", "error", "YAML tag", "'{tag}' is a YAML tag.", "Remove it: types are known from the format."),
    Rule("R109", "error", "Merge key", "The YAML merge key '<<' is not allowed.", "Write the keys out."),
    Rule(
        "R110",
        "error",
        "Several documents",
        "The file holds more than one YAML document.",
        "Remove the line '---' or '...' here, or put the rest into a file of its own.",
    ),
    Rule(
        "R111",
        "error",
        "Key is not a word",
        "A key must be a single word.",
        "Remove the list or group that is used as a key.",
    ),
    Rule(
        "R112",
        "error",
        "Text that YAML would change",
        "'{text}' is written without quotes and would be read as {kind}.",
        'Put it in double quotes: "{text}".'.replace("{text}", "…"),
    ),
    Rule(
        "R113",
        "error",
        "Control character",
        "The file holds a character that text may not contain ({problem}).",
        "Delete the character; it is usually invisible and came with copied text.",
    ),
    Rule(
        "R114",
        "error",
        "Empty file",
        "The file is empty.",
        "Start from docs/questionnaire-format.md or copy an existing questionnaire.",
    ),
    Rule(
        "R115",
        "error",
        "Too many parts",
        "The file has more than {limit} entries.",
        "Split it into several questionnaires.",
    ),
)
_STRUCTURE = (
    Rule(
        "S201",
        "error",
        "Unknown key",
        "The key '{key}' is not known here.{guess}",
        "See docs/questionnaire-format.md for the keys of this group.",
    ),
    Rule(
        "S202",
        "error",
        "Key missing",
        "The key '{key}' is missing.",
        "Add it; docs/questionnaire-format.md says what it means.",
    ),
    Rule(
        "S203",
        "error",
        "A group is expected",
        "A group of keys is expected here, not {found}.",
        "Write 'key: value' lines, indented by two spaces.",
    ),
    Rule(
        "S204",
        "error",
        "A list is expected",
        "A list is expected here, not {found}.",
        "Write one '- ' line for each entry, or [a, b].",
    ),
    Rule(
        "S205",
        "error",
        "A text is expected",
        "A text is expected here, not {found}.",
        "Write the text after the key, in double quotes if it holds special characters.",
    ),
    Rule("S206", "error", "Text is empty", "The text is empty.", "Write it, or leave the key out if it is optional."),
    Rule(
        "S207",
        "error",
        "Not a whole number",
        "'{text}' is not a whole number from {low} to {high}.",
        "Write a whole number without quotes.",
    ),
    Rule(
        "S208",
        "error",
        "Not true or false",
        "'{text}' is neither true nor false.",
        "Write true or false, without quotes.",
    ),
    Rule(
        "S209",
        "error",
        "Not a fraction",
        "'{text}' is not a whole number or a fraction such as 2/3.",
        "Write a fraction, never a decimal: 1/3 is exact, 0.33 is not.",
    ),
    Rule(
        "S210",
        "error",
        "Word not known here",
        "'{text}' is not one of {allowed}.{guess}",
        "Use one of the words listed.",
    ),
    Rule(
        "S211",
        "error",
        "Malformed id",
        "'{text}' is not an id of the right form ({form}).",
        "Question ids: capitals and digits such as HAO-A1.2. Other ids: small letters, digits and hyphens.",
    ),
    Rule(
        "S212",
        "error",
        "Text too long",
        "The text has {length} characters; at most {limit} are allowed here.",
        "Shorten it.",
    ),
    Rule("S213", "error", "List is empty", "The list is empty.", "Add an entry or remove the key."),
    Rule(
        "S214",
        "error",
        "Unknown format",
        "This is format {text}; this program reads format 1.",
        "Set 'format: 1', or use a newer program.",
    ),
)

ALL_RULES: tuple[Rule, ...] = (*_READING, *_STRUCTURE, *ANSWER_RULES)
RULES: dict[str, Rule] = {rule.code: rule for rule in ALL_RULES}
