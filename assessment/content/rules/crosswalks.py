"""Codes of crosswalks between versions (X)."""

from __future__ import annotations

from assessment.content.rules.rule import Rule

VERSIONS = (
    Rule(
        "X101",
        "error",
        "File name differs from the versions",
        "The file is called '{found}', but leads from version {old} to {new}.",
        "Call it {old}--{new}.yaml.",
    ),
    Rule(
        "X102",
        "error",
        "Crosswalk of another questionnaire",
        "The crosswalk is of '{id}', but lies in the folder '{found}'.",
        "Move it to the folder of its questionnaire, or correct 'questionnaire'.",
    ),
    Rule(
        "X103",
        "error",
        "Version cannot be read",
        "The version {version} is not beside this file, has errors of its own or is of another questionnaire.",
        "Correct the version, or check its file first.",
    ),
    Rule(
        "X104",
        "error",
        "Versions in the wrong order",
        "The crosswalk leads from version {old} to {new}, which is not newer.",
        "Put the older version into 'from'; going back needs no crosswalk.",
    ),
    Rule(
        "X105",
        "error",
        "Crosswalk changed after publication",
        "This crosswalk was published with another content: its fingerprint is {found}, the published one {published}.",
        "Restore the published file: assessments were moved by it.",
    ),
)
TOTALITY = (
    Rule(
        "X111",
        "error",
        "Former question not mentioned",
        "Nothing says what became of '{id}' of version {version}.",
        "Add a line for it, if only to say that it was dropped.",
    ),
    Rule(
        "X112",
        "error",
        "New question not mentioned",
        "Nothing says where '{id}' of version {version} comes from.",
        "Name it in 'to' of its predecessor, or in a line with 'relation: new'.",
    ),
    Rule(
        "X113",
        "error",
        "Former question unknown",
        "'{id}' is not a question of version {version}.",
        "Correct the id.",
    ),
    Rule(
        "X114",
        "error",
        "New question unknown",
        "'{id}' is not a question of version {version}.",
        "Correct the id.",
    ),
    Rule(
        "X115",
        "error",
        "Former question mentioned twice",
        "'{id}' stands in two lines, the first time in line {first}.",
        "Say in one line what became of it; 'to' can name several questions.",
    ),
    Rule(
        "X116",
        "error",
        "New question mentioned twice",
        "'{id}' is said to be new, but line {first} mentions it already.",
        "A question is new once, and has no predecessor.",
    ),
    Rule(
        "X117",
        "error",
        "Successor stands twice",
        "'{id}' stands twice in 'to' of '{old}'.",
        "Remove one of the two.",
    ),
)
RELATIONS = (
    Rule(
        "X121",
        "error",
        "Relation unknown",
        "'{text}' is not a relation between questions; there are: {allowed}.",
        "Use one of these words.",
    ),
    Rule(
        "X122",
        "error",
        "Relation does not fit what it joins",
        "A line with 'relation: {relation}' has {wanted}; this one has {found}.",
        "Correct the relation, 'from' or 'to'.",
    ),
    Rule(
        "X123",
        "error",
        "Merged with nothing",
        "'{id}' is said to be merged into '{new}', but no other question leads there.",
        "Name the others it was merged with, or use another relation.",
    ),
    Rule(
        "X124",
        "warning",
        "Change without a word",
        "'{id}' is {relation}, but nothing says what changed.",
        "Add a 'note': it is shown to those who look through their answers.",
    ),
    Rule(
        "X125",
        "error",
        "Reviewed without new words",
        "'{id}' is marked as reviewed, but its relation is {relation}.",
        "Remove 'reviewed': only of reworded questions it is judged whether they still ask the same.",
    ),
    Rule(
        "X126",
        "error",
        "Option missing or out of place",
        "'{id}' is {relation} and {found}.",
        "A line with 'relation: became-option' names an option of the question in 'to'; no other line has one.",
    ),
)
CARRYING = (
    Rule(
        "X131",
        "error",
        "Map unknown",
        "'{map}' is not one of the maps of this crosswalk.",
        "Use an id of the list 'maps', or add it there.",
    ),
    Rule(
        "X132",
        "error",
        "Map stands twice",
        "The map '{map}' is there twice.",
        "Give one of the two another id.",
    ),
    Rule(
        "X133",
        "error",
        "Former option unknown",
        "The map '{map}' speaks of the option '{option}', but '{id}' has {options}.",
        "Correct the map, or use another one for this question.",
    ),
    Rule(
        "X134",
        "error",
        "New option unknown",
        "The map '{map}' leads to the option '{option}', but '{id}' has {options}.",
        "Correct the map, or use another one for this question.",
    ),
    Rule(
        "X135",
        "error",
        "Option leads nowhere",
        "The answer to '{id}' is carried over, but '{new}' has no option for '{option}'.",
        "Map the option, or let the line carry a suggestion.",
    ),
    Rule(
        "X136",
        "error",
        "Answer carried although the meaning changed",
        "'{id}' is {relation}, yet its answer is carried over as if nothing had changed.",
        "Write 'carries: suggestion'. Only kept questions and reworded ones that were reviewed carry an answer.",
    ),
    Rule(
        "X137",
        "error",
        "Nothing to carry",
        "The line is {relation}, so there is nobody to carry '{carries}' from or to.",
        "Write 'carries: nothing'.",
    ),
    Rule(
        "X138",
        "error",
        "Two answers for one question",
        "'{id}' and '{other}' both carry their answer over to '{new}'.",
        "Let one of the two carry a suggestion.",
    ),
    Rule(
        "X139",
        "error",
        "Answer of another kind",
        "'{id}' is {before}, '{new}' is {now}: an answer to the one says nothing about the other.",
        "Write 'carries: suggestion', or 'carries: nothing'.",
    ),
    Rule(
        "X140",
        "warning",
        "Map never used",
        "No line uses the map '{map}'.",
        "Delete it if it is a leftover.",
    ),
)
