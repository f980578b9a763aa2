"""The words that pages use for states, depths, roles and the like: one table for each closed set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext

from assessment.domain.next_step import NextStep
from assessment.domain.questionnaire import Depth
from assessment.domain.sectors import Size
from assessment.domain.states import AssessmentState
from assessment.web import roles

if TYPE_CHECKING:
    from flask_babel import LazyString

STATES: dict[AssessmentState, LazyString] = {
    AssessmentState.DRAFT: lazy_gettext("Being answered"),
    AssessmentState.IN_REVIEW: lazy_gettext("In review"),
    AssessmentState.RETURNED: lazy_gettext("Returned with remarks"),
    AssessmentState.SIGNED: lazy_gettext("Signed off"),
    AssessmentState.SUBMITTED: lazy_gettext("Submitted"),
}
# The look of each state; the words say the same, so that nothing depends on colour.
STATE_LOOKS = {
    AssessmentState.DRAFT: "busy",
    AssessmentState.IN_REVIEW: "busy",
    AssessmentState.RETURNED: "warn",
    AssessmentState.SIGNED: "good",
    AssessmentState.SUBMITTED: "good",
}
DEPTHS: dict[Depth, LazyString] = {
    Depth.SCREENING: lazy_gettext("Screening"),
    Depth.CORE: lazy_gettext("Core"),
    Depth.FULL: lazy_gettext("Full"),
}
DEPTH_MEANINGS: dict[Depth, LazyString] = {
    Depth.SCREENING: lazy_gettext("Only facts and risks: shows which targets the risks set. Gives no score."),
    Depth.CORE: lazy_gettext("Adds the most important measures and every critical one. Gives a score."),
    Depth.FULL: lazy_gettext("Everything the questionnaire asks. Gives the most complete picture."),
}
STEPS: dict[NextStep, LazyString] = {
    NextStep.ANSWER: lazy_gettext("Answer questions"),
    NextStep.SEND: lazy_gettext("Send for review"),
    NextStep.MEND: lazy_gettext("Deal with the remarks"),
    NextStep.DECIDE: lazy_gettext("Review and decide"),
    NextStep.SUBMIT: lazy_gettext("Submit"),
    NextStep.SEE_RESULT: lazy_gettext("See the result"),
    NextStep.READ: lazy_gettext("Read the answers"),
    NextStep.WAIT: lazy_gettext("Look at it"),
}
ROLES = roles.NAMES
SIZES: dict[Size, LazyString] = {
    Size.MICRO: lazy_gettext("Micro: up to 9 people"),
    Size.SMALL: lazy_gettext("Small: 10 to 49 people"),
    Size.MEDIUM: lazy_gettext("Medium: 50 to 249 people"),
    Size.LARGE: lazy_gettext("Large: 250 people or more"),
}
SYSTEM_ROLES: dict[str, LazyString] = {
    "deployer": lazy_gettext("We use it"),
    "provider": lazy_gettext("We make it for others"),
    "both": lazy_gettext("Both: we make it and use it"),
}
STAGES: dict[str, LazyString] = {
    "idea": lazy_gettext("An idea or a plan"),
    "development": lazy_gettext("Being built or bought"),
    "pilot": lazy_gettext("Tried out with some users"),
    "in-use": lazy_gettext("In everyday use"),
    "ending": lazy_gettext("Being replaced or ended"),
}
