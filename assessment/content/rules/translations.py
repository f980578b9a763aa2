"""Codes of catalogues and of files that translators send back (M)."""

from __future__ import annotations

from assessment.content.rules.rule import Rule

FILES = (
    Rule(
        "M101",
        "error",
        "File cannot be read",
        "The file cannot be read: {problem}.",
        "Check that the path is right and that you may read the file.",
    ),
    Rule(
        "M102",
        "error",
        "File too large",
        "The file is larger than {limit} bytes, or unpacks to more.",
        "A catalogue of twenty thousand texts needs less: send only what was exported.",
    ),
    Rule("M103", "error", "Not UTF-8", "The file is not UTF-8 text (byte {position}).", "Save it as UTF-8."),
    Rule(
        "M104",
        "error",
        "Broken file",
        "The file cannot be understood from here on: {problem}.",
        "Mend this place, or save the file anew in a translation editor.",
    ),
    Rule(
        "M105",
        "error",
        "Too many texts",
        "The file has more than {limit} texts.",
        "Send only what was exported.",
    ),
    Rule(
        "M106",
        "error",
        "Text twice",
        "The text ‘{source}’ stands twice under the same key.",
        "Keep one of the two.",
    ),
    Rule(
        "M107",
        "error",
        "Entities in a file",
        "The file has a document type or an entity, with which a small file can grow without bounds.",
        "Take the lines with <!DOCTYPE or <!ENTITY out: no file that was exported has them.",
    ),
    Rule(
        "M108",
        "error",
        "File of another catalogue",
        "The file is for {found}, but {wanted} is wanted.",
        "Give the language and the domain that the file was exported for.",
    ),
    Rule(
        "M109",
        "error",
        "Plural rule is not CLDR’s",
        "The line Plural-Forms chooses other forms than the language has ({forms}).",
        "Write: Plural-Forms: {line}",
    ),
    Rule(
        "M110",
        "error",
        "Column missing",
        "The sheet has no column ‘{column}’.",
        "Put it back as it was exported; columns may change places, but not names.",
    ),
    Rule(
        "M111",
        "error",
        "Formula in a cell",
        "The cell {cell} holds a formula.",
        "Write the text itself.",
    ),
    Rule(
        "M112",
        "error",
        "Term base cannot be read",
        "The term base terms.yaml cannot be read: {problem}.",
        "Write a list of groups with source, target and note.",
    ),
    Rule(
        "M113",
        "error",
        "Review of what is not there",
        "{count} lines of the reviewed texts fit no translation of the catalogue.",
        "Run the command translation extract: it takes out what was changed after its review.",
    ),
)

TEXTS = (
    Rule(
        "M201",
        "error",
        "Unknown key",
        "No text of today has this key and this source: ‘{source}’.",
        "Bring the catalogue up to date with translation extract, or leave the text out with --skip-unknown.",
    ),
    Rule(
        "M202",
        "error",
        "Changed by somebody else",
        "Since the file was written somebody else has changed this translation to ‘{theirs}’; the file says ‘{yours}’.",
        "Look at both texts, and write the right one into a file that is exported anew.",
    ),
    Rule(
        "M203",
        "error",
        "Wrong number of plural forms",
        "The translation has {found} forms; the language has {wanted} ({forms}).",
        "Give one text for each form, in this order.",
    ),
    Rule(
        "M204",
        "error",
        "Placeholders differ",
        "The translation has {found}, the source has {wanted}.",
        "Keep every placeholder exactly as in the source; its place in the sentence is yours.",
    ),
    Rule(
        "M205",
        "error",
        "Marks differ",
        "The translation has {found}, the source has {wanted}.",
        "Keep the glossary marks [[…]] and every tag of the source, and add none.",
    ),
    Rule(
        "M206",
        "error",
        "Invisible character",
        "The translation has a character that nobody can see ({found}).",
        "Delete it. The pages set the direction of names, numbers and foreign words themselves.",
    ),
    Rule(
        "M207",
        "warning",
        "Numbers differ",
        "The translation has the numbers {found}, the source has {wanted}.",
        "Check the numbers; write them with digits where the source does.",
    ),
    Rule(
        "M208",
        "advice",
        "Established term not used",
        "For ‘{term}’ the term base has ‘{target}’.",
        "Use the established term, or extend the term base if another one is right here.",
    ),
    Rule(
        "M209",
        "advice",
        "Translation equals the source",
        "The translation reads the same as the source.",
        "Translate it, unless both languages share the words.",
    ),
    Rule(
        "M210",
        "advice",
        "Unusual length",
        "The translation has {found} characters, the source has {wanted}.",
        "Check that nothing is missing and nothing is said twice; pages leave room for longer texts.",
    ),
    Rule(
        "M211",
        "error",
        "Translation too long",
        "The translation has {found} characters; at most {limit} are allowed here.",
        "Shorten it.",
    ),
    Rule(
        "M212",
        "warning",
        "Blanks differ",
        "The translation does not begin and end with the same blanks and line breaks as the source.",
        "Put them as in the source: other words or lines follow.",
    ),
    Rule(
        "M213",
        "warning",
        "Forms of a plural missing",
        "Some forms of the plural are empty ({forms}); the source text is shown instead.",
        "Give one text for each form.",
    ),
    Rule(
        "M214",
        "error",
        "Reviewed by its translator",
        "{name} has translated this text and cannot review it.",
        "Let a second person compare it with its source.",
    ),
    Rule(
        "M215",
        "error",
        "Markup inside a translation",
        "The file has the element <{found}> inside a text.",
        "Keep texts plain; placeholders are written as in the source.",
    ),
)
MESSAGES = (*FILES, *TEXTS)
TRANSLATION_FAMILIES: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("M1: files", FILES),
    ("M2: texts", TEXTS),
)
