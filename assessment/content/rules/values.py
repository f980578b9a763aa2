"""Codes of exposures and scales (V)."""

from __future__ import annotations

from assessment.content.rules.rule import Rule

EXPOSURES = (
    Rule(
        "V501",
        "error",
        "Direction of a risk question missing",
        "The risk question '{id}' does not say which answer means risk.",
        "Add 'polarity: yes_is_risk' or 'polarity: yes_is_good'.",
    ),
    Rule(
        "V502",
        "error",
        "Direction on another question",
        "'{id}' has 'polarity', but its role is {role}.",
        "Remove 'polarity': only risk questions (role gate) have it.",
    ),
    Rule(
        "V503",
        "error",
        "Risk question exposes nothing",
        "The risk question '{id}' does not say which requirements it exposes.",
        "Add 'exposes', with requirements, options and severity.",
    ),
    Rule(
        "V504",
        "error",
        "Exposes an unknown requirement",
        "'{id}' exposes '{section}', which is not a requirement or preamble of this questionnaire.",
        "Use the id of a section that has a row in the profile.",
    ),
    Rule(
        "V505",
        "error",
        "Exposing option unknown",
        "'{id}' exposes by the option '{option}', but has {options}.",
        "Use one of the options of this question.",
    ),
    Rule(
        "V506",
        "error",
        "Exposing row unknown",
        "'{id}' exposes by the row '{row}', but has {rows}.",
        "Use one of the rows of this question, or leave 'rows' out.",
    ),
    Rule(
        "V507",
        "error",
        "Exposing option contradicts the direction",
        "By its direction ({polarity}) the answer '{option}' to '{id}' is the safest one, yet it exposes.",
        "Turn the direction round, or name the risky options.",
    ),
    Rule(
        "V508",
        "error",
        "Riskiest answer exposes nothing",
        "The answer '{option}' to '{id}' is the riskiest one by its direction ({polarity}), but it exposes nothing.",
        "Add the option to 'exposes'.",
    ),
    Rule(
        "V509",
        "error",
        "Exposes without being about risk",
        "'{id}' has 'exposes', but its role is {role}.",
        "Remove 'exposes': only risk and context questions raise targets.",
    ),
    Rule(
        "V510",
        "error",
        "Requirement exposed by nothing",
        "No risk or context question exposes the requirement '{id}', so its target is always the lowest.",
        "Let at least one risk question expose it.",
    ),
    Rule(
        "V511",
        "warning",
        "Milder answer exposes more",
        "To '{id}', the milder answer '{milder}' exposes {section} more gravely than '{worse}'.",
        "Make the severity rise with the risk.",
    ),
    Rule(
        "V512",
        "warning",
        "Exposure stands twice",
        "'{id}' exposes {section} by '{option}' in two entries.",
        "Keep one of the two.",
    ),
)
SCALES = (
    Rule(
        "V521",
        "error",
        "Measure on a scale without levels",
        "'{id}' is scored, but its scale '{scale}' is of the kind {kind}: a risk or a fact would be scored like "
        "a measure.",
        "Use a scale of kind maturity.",
    ),
    Rule(
        "V522",
        "error",
        "Risk question on a scale of levels",
        "'{id}' is not scored, but its scale '{scale}' is of the kind {kind}: a risk cannot be rated by how "
        "adequate it is.",
        "Use a scale of kind risk or fact.",
    ),
    Rule(
        "V523",
        "error",
        "Self-rating on the wrong scale",
        "'{id}' rates {rates} on the scale '{scale}', which is of the kind {kind}.",
        "Rate a risk on a risk scale and adequacy on an adequacy scale.",
    ),
    Rule(
        "V524",
        "error",
        "Self-rating does not say what it rates",
        "The self-rating '{id}' has no 'rates'.",
        "Add 'rates: risk' or 'rates: adequacy'.",
    ),
    Rule(
        "V525",
        "error",
        "'rates' on another question",
        "'{id}' has 'rates', but its role is {role}.",
        "Remove 'rates': only self-ratings (role reflection) have it.",
    ),
    Rule(
        "V526",
        "error",
        "Value above 1",
        "The option '{option}' has the value {value}; values lie between 0 and 1.",
        "Write a fraction between 0 and 1.",
    ),
    Rule(
        "V527",
        "error",
        "Highest value is not 1",
        "The highest value is {value}, so full credit can never be reached.",
        "Give the best option the value 1.",
    ),
    Rule(
        "V528",
        "error",
        "Lowest value is not 0",
        "The lowest value is {value}, so having nothing in place earns credit.",
        "Give the option for 'nothing' the value 0.",
    ),
    Rule(
        "V529",
        "error",
        "Values do not rise",
        "The option '{option}' has the value {value}, which is not more than the one before ({before}).",
        "Order the options from least to most, each worth more than the one before.",
    ),
    Rule(
        "V530",
        "error",
        "All values are equal",
        "All options have the value {value}, so the answer makes no difference.",
        "Let the values rise from 0 to 1.",
    ),
    Rule(
        "V531", "error", "Value without score", "The option '{option}' has a value, but {reason}.", "Remove the value."
    ),
    Rule(
        "V532",
        "error",
        "Value missing",
        "The option '{option}' has no value, but its question is scored.",
        "Add 'value', from 0 to 1.",
    ),
    Rule("V533", "advice", "Scale never used", "No question uses the scale '{id}'.", "Delete it if it is a leftover."),
)
