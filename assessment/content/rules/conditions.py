"""Codes of conditions and references (C)."""

from __future__ import annotations

from assessment.content.rules.rule import Rule

CONDITIONS = (
    Rule(
        "C401",
        "error",
        "Condition cannot be read",
        "The condition '{text}' cannot be read at its character {column}: {problem}.",
        "See 'Conditions' in docs/questionnaire-format.md for the statements that exist.",
    ),
    Rule(
        "C402",
        "error",
        "Condition too large",
        "The condition '{text}' is too large: {problem}.",
        "Split the question, or ask about the combination in a question of its own.",
    ),
    Rule(
        "C403",
        "error",
        "Condition names an unknown question",
        "The condition names the question '{id}', which does not exist.",
        "Correct the id. A question that hangs on a missing one could never be asked.",
    ),
    Rule(
        "C404",
        "error",
        "Condition names an unknown option",
        "The condition names the option '{option}', but '{id}' has {options}.",
        "Use one of the options of that question.",
    ),
    Rule(
        "C405",
        "error",
        "Condition names an unknown row",
        "The condition names the row '{row}', but '{id}' has {rows}.",
        "Use one of the rows of that question.",
    ),
    Rule(
        "C406",
        "error",
        "Condition names a later question",
        "The condition names '{id}', which stands later in the file (line {line}).",
        "Move this question behind '{id}', or ask the other one first.",
    ),
    Rule(
        "C407",
        "error",
        "Condition names its own question",
        "The condition of '{id}' names '{id}' itself.",
        "Name the earlier question that decides whether this one is asked.",
    ),
    Rule(
        "C408",
        "error",
        "Statement does not fit the question",
        "'{statement}' cannot be said of '{id}', which is {kind}.",
        "Use 'is' for a single choice, 'includes' for a tick list, 'ID.row is' for a matrix and 'is answered' "
        "for a text.",
    ),
    Rule(
        "C409",
        "error",
        "No order to compare by",
        "'{statement}' compares by order, but the options of '{id}' have none.",
        "Use 'is any of (…)'; only named scales of kind maturity, adequacy or risk are ordered.",
    ),
    Rule(
        "C410",
        "error",
        "Row missing in the condition",
        "'{id}' is a matrix, but the condition names none of its rows.",
        "Write '{id}.row', with one of {rows}.",
    ),
    Rule(
        "C411",
        "error",
        "Row of a question that has none",
        "The condition names the row '{row}' of '{id}', which is not a matrix.",
        "Leave the row out.",
    ),
    Rule(
        "C412",
        "error",
        "Measure decides what else is asked",
        "'{measure}' is a measure, and its answer decides whether '{id}' is asked. Whoever lacks the measure "
        "would not even be asked about the rest.",
        "Only follow-ups may hang on their own measure: give '{id}' the role follow_up and 'follows: {measure}', "
        "or hang it on a risk question.",
    ),
    Rule(
        "C413",
        "error",
        "Self-rating decides what else is asked",
        "'{rating}' is a self-rating, and its answer decides whether '{id}' is asked.",
        "Hang the question on a fact or a risk.",
    ),
    Rule(
        "C414",
        "error",
        "Condition on a question that may not apply",
        "'{gate}' may be answered 'not applicable', which says neither yes nor no to the condition of '{id}'.",
        "Set 'not_applicable: false' for '{gate}' and offer an option for this case.",
    ),
    Rule(
        "C415",
        "error",
        "Condition names a deeper question",
        "'{id}' belongs to the depth {depth}, but '{gate}', which its condition names, is only asked at the "
        "depth {deeper}.",
        "Move '{gate}' to the depth {depth}, or '{id}' to {deeper}.",
    ),
    Rule(
        "C416",
        "warning",
        "Condition names another requirement",
        "The condition of '{id}' names '{gate}' of the section '{section}'. Such references are often slips "
        "between similar ids.",
        "Check that '{gate}' is meant. Facts that several sections need belong in the system profile.",
    ),
    Rule("C417", "warning", "Value stands twice", "The condition lists '{option}' twice.", "Remove one of the two."),
)
FOLLOW_UPS = (
    Rule(
        "C421",
        "error",
        "Follow-up without its measure",
        "'{id}' is a follow-up, but 'follows' does not say of which measure.",
        "Add 'follows: ' and the id of the measure.",
    ),
    Rule(
        "C422",
        "error",
        "Follows something without being a follow-up",
        "'{id}' has 'follows', but its role is {role}.",
        "Remove 'follows', or set 'role: follow_up'.",
    ),
    Rule(
        "C423",
        "error",
        "Follows an unknown question",
        "'{id}' follows '{parent}', which does not exist.",
        "Correct the id.",
    ),
    Rule(
        "C424",
        "error",
        "Follows something that is not a measure",
        "'{id}' follows '{parent}', whose role is {role}.",
        "A follow-up is a detail of a measure. For a question that hangs on a risk, use the role measure and "
        "'asked_if'.",
    ),
    Rule(
        "C425",
        "error",
        "Follow-up does not begin with its measure",
        "The condition of '{id}' does not begin with a statement about '{parent}', which it follows.",
        "Begin it with '{parent} is not no' or '{parent} is yes'.",
    ),
    Rule(
        "C426",
        "error",
        "Follow-up in another section",
        "'{id}' follows '{parent}', which stands in the section '{section}'.",
        "A follow-up stands in the section of its measure: check the id of the measure.",
    ),
    Rule(
        "C427",
        "error",
        "Follow-up before its measure",
        "'{id}' stands before '{parent}', which it follows (line {line}).",
        "Move it behind its measure.",
    ),
)
DECIDED = (
    Rule(
        "C431",
        "error",
        "Question can never be asked",
        "No answers lead to '{id}': {reason}.",
        "Correct the condition, or delete the question.",
    ),
    Rule(
        "C432",
        "error",
        "Condition is always met",
        "Whatever is answered, '{id}' is asked: its condition '{text}' changes nothing.",
        "Remove the condition, or correct it. Don't know and no answer never hide a question, so they need no mention.",
    ),
    Rule(
        "C433",
        "warning",
        "Part of a condition changes nothing",
        "The part '{statement}' never makes a difference to '{id}'.",
        "Remove the part, or correct it: another part already settles it.",
    ),
    Rule(
        "C434",
        "error",
        "Too complicated to decide",
        "Whether every question can be asked could not be decided within the limits ({what}).",
        "Simplify the conditions: fewer tick lists with many options in conditions, shorter chains.",
    ),
    Rule(
        "C435",
        "error",
        "Option can never be offered",
        "No answers lead to the option '{option}': {reason}.",
        "Correct the option's condition, or delete the option.",
    ),
    Rule(
        "C436",
        "error",
        "Option is always offered",
        "Whatever is answered, the option '{option}' is offered: its condition '{text}' changes nothing.",
        "Remove the condition, or correct it.",
    ),
    Rule(
        "C441",
        "warning",
        "Consistency rule about one question only",
        "The rule '{id}' names only the question '{question}', so there is nothing it could be inconsistent with.",
        "Name the two answers that do not go together, or delete the rule.",
    ),
    Rule(
        "C442",
        "error",
        "Consistency rule can never speak",
        "No answers make the rule '{id}' speak: {reason}.",
        "Correct its condition, or delete the rule.",
    ),
    Rule(
        "C443",
        "warning",
        "Consistency rule stands twice",
        "The rule '{id}' has the same condition as '{other}'.",
        "Delete one of the two.",
    ),
)
