"""Codes of languages (L) and of publication and versions (P)."""

from __future__ import annotations

from assessment.content.rules.rule import Rule

LANGUAGES = (
    Rule(
        "L701",
        "error",
        "Source language not first",
        "The texts are in '{language}', but 'languages' does not begin with it.",
        "Put the language of this file first.",
    ),
    Rule(
        "L702", "error", "Language stands twice", "The language '{language}' is listed twice.", "Remove one of the two."
    ),
    Rule(
        "L703",
        "error",
        "Translation missing",
        "'{language}' is on offer, but there is no catalogue {file}.",
        "Add the catalogue, or take the language off the list.",
    ),
    Rule(
        "L704",
        "warning",
        "Translation incomplete",
        "The catalogue of '{language}' translates {done} of {total} texts; the others appear in the source language.",
        "Translate the missing ones, or accept that they are shown in the source language and marked.",
    ),
    Rule(
        "L705",
        "error",
        "Marks or placeholders lost in translation",
        "In '{language}', the translation of '{key}' has {found}, the source has {wanted}.",
        "Keep the number of glossary marks and every placeholder in braces as in the source.",
    ),
    Rule(
        "L706",
        "advice",
        "Translation equals the source",
        "In '{language}', '{key}' reads the same as the source.",
        "Translate it, unless the two languages share the words.",
    ),
    Rule(
        "L707",
        "warning",
        "Translation of an old text",
        "In '{language}', the entry '{key}' translates a text that is no longer there.",
        "Update the catalogue from the questionnaire; the translation may still help.",
    ),
    Rule(
        "L708",
        "error",
        "Catalogue cannot be read",
        "The catalogue {file} cannot be read: {problem}.",
        "Open it in a translation editor and mend it.",
    ),
    Rule(
        "L709",
        "error",
        "Unfit translation",
        "In '{language}', the translation of '{key}' has {found}.",
        "Remove it: translations are plain text too.",
    ),
    Rule(
        "L710",
        "error",
        "Language unknown",
        "'{language}' is not a language this program knows.",
        "Use a language tag such as en, fr, pt-BR or sr-Latn.",
    ),
)
PUBLICATION = (
    Rule(
        "P801",
        "error",
        "File name differs from version",
        "The file is called '{found}', but holds the version {version}.",
        "Call it {version}.yaml.",
    ),
    Rule(
        "P802",
        "error",
        "Folder differs from id",
        "The folder is called '{found}', but the questionnaire is '{id}'.",
        "Move the file to the folder {id}.",
    ),
    Rule(
        "P803",
        "error",
        "Change without predecessor",
        "'change' and 'supersedes' belong together, but '{missing}' is missing.",
        "Write both, or neither when there is no predecessor.",
    ),
    Rule(
        "P804",
        "error",
        "Supersedes itself",
        "The version {version} says that it supersedes {supersedes}.",
        "Name the version that came before.",
    ),
    Rule(
        "P805",
        "error",
        "Predecessor unknown",
        "The version {supersedes}, which this one supersedes, is not there.",
        "Correct the version, or add the file of the predecessor.",
    ),
    Rule(
        "P806",
        "error",
        "Scoring model unknown",
        "The scoring model '{model}' is not known; this program has {known}.",
        "Name a scoring model that exists.",
    ),
    Rule(
        "P807",
        "error",
        "Changed after publication",
        "This version was published with another content: its fingerprint is {found}, the published one {published}.",
        "Restore the published file, and make a new version for changes.",
    ),
    Rule(
        "P808",
        "error",
        "Question changed its nature",
        "'{id}' was {before} in version {supersedes} and is {now} now, which a {change} change must not do.",
        "Declare 'change: major', or give the new question a new id.",
    ),
    Rule(
        "P809",
        "error",
        "Option removed",
        "'{id}' had the option '{option}' in version {supersedes}; a {change} change must not remove it.",
        "Keep the option, or declare 'change: major'.",
    ),
    Rule(
        "P810",
        "error",
        "Scoring changed in a patch",
        "The {what} of '{id}' was {before} in version {supersedes} and is {now} now; a patch must leave every "
        "score as it was.",
        "Declare 'change: minor' or 'major'.",
    ),
    Rule(
        "P811",
        "error",
        "Licence unknown",
        "'{licence}' is not a licence id this program knows.",
        "Use an SPDX id such as CC-BY-4.0, CC0-1.0 or EUPL-1.2; own terms begin with LicenseRef-.",
    ),
    Rule(
        "P812",
        "advice",
        "Values not confirmed",
        "Weights, severities, critical items and bands are marked as proposed.",
        "Set 'values_status: confirmed' once a content owner has confirmed them.",
    ),
    Rule(
        "P813",
        "error",
        "Question removed",
        "'{id}' of version {supersedes} is gone; a {change} change must not remove it.",
        "Keep the question, or declare 'change: major'.",
    ),
    Rule(
        "P814",
        "warning",
        "Former question has no successor",
        "'{id}' of version {supersedes} is neither kept nor named as an origin of a question here.",
        "Name it in 'origins' of the question that takes its place; a deliberate removal can stay.",
    ),
    Rule(
        "P815",
        "error",
        "Question added in a patch",
        "'{id}' is new; a patch must not add questions.",
        "Declare 'change: minor' or 'major'.",
    ),
)
