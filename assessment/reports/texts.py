"""The words of a report for bands, risks, grades and the other closed sets, in the language of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.actions import ActionState
from assessment.domain.answers import Evidence
from assessment.domain.questionnaire import Depth, Effort, Severity
from assessment.domain.scorecard import Band

if TYPE_CHECKING:
    from assessment.reports.language import ReportLanguage


def band(language: ReportLanguage, value: Band) -> str:
    """Return how far measures are in place."""
    match value:
        case Band.NOT_YET:
            return language.gettext("Not yet")
        case Band.STARTED:
            return language.gettext("Started")
        case Band.MOSTLY_IN_PLACE:
            return language.gettext("Mostly in place")
        case Band.IN_PLACE:
            return language.gettext("In place")


def risk(language: ReportLanguage, severity: Severity) -> str:
    """Return how grave the risk is."""
    match severity:
        case Severity.LOW:
            return language.gettext("Low risk")
        case Severity.MEDIUM:
            return language.gettext("Medium risk")
        case Severity.HIGH:
            return language.gettext("High risk")


def depth(language: ReportLanguage, value: Depth) -> str:
    """Return how much of the questionnaire was asked."""
    match value:
        case Depth.SCREENING:
            return language.gettext("Screening: the risk questions only")
        case Depth.CORE:
            return language.gettext("Core: risks and the weightiest measures")
        case Depth.FULL:
            return language.gettext("Full: every question")


def effort(language: ReportLanguage, value: Effort | None) -> str:
    """Return how much work something is for one person; nothing when nobody has said."""
    match value:
        case None:
            return ""
        case Effort.S:
            return language.gettext("Days")
        case Effort.M:
            return language.gettext("Weeks")
        case Effort.L:
            return language.gettext("Months")


def evidence(language: ReportLanguage, grade: Evidence) -> str:
    """Return how well an answer is supported."""
    match grade:
        case Evidence.E0:
            return language.gettext("no evidence named")
        case Evidence.E1:
            return language.gettext("described in words")
        case Evidence.E2:
            return language.gettext("document named")
        case Evidence.E3:
            return language.gettext("checked by a second person")
        case Evidence.E4:
            return language.gettext("independent check")


def action_state(language: ReportLanguage, state: ActionState) -> str:
    """Return where an action of the plan stands."""
    match state:
        case ActionState.OPEN:
            return language.gettext("Open")
        case ActionState.IN_PROGRESS:
            return language.gettext("In progress")
        case ActionState.DONE:
            return language.gettext("Done")
        case ActionState.DROPPED:
            return language.gettext("Dropped")


def role(language: ReportLanguage, value: str) -> str:
    """Return what the organisation is to the system; an unknown word as it is."""
    words = {
        "provider": language.gettext("Provider: develops the system"),
        "deployer": language.gettext("Deployer: uses the system"),
        "both": language.gettext("Provider and deployer: develops and uses the system"),
    }
    return words.get(value, value)


def size(language: ReportLanguage, value: str) -> str:
    """Return how large the organisation is; an unknown word as it is."""
    words = {
        "micro": language.gettext("Micro: fewer than 10 people"),
        "small": language.gettext("Small: 10 to 49 people"),
        "medium": language.gettext("Medium: 50 to 249 people"),
        "large": language.gettext("Large: 250 people or more"),
    }
    return words.get(value, value)


def sector(language: ReportLanguage, value: str) -> str:
    """Return the economic section that an ISIC letter stands for, and the letter; an unknown word as it is."""
    words = {
        "A": language.gettext("Agriculture, forestry and fishing"),
        "B": language.gettext("Mining"),
        "C": language.gettext("Manufacturing"),
        "D": language.gettext("Electricity and gas"),
        "E": language.gettext("Water and waste"),
        "F": language.gettext("Construction"),
        "G": language.gettext("Trade and repair"),
        "H": language.gettext("Transport and storage"),
        "I": language.gettext("Hotels and restaurants"),
        "J": language.gettext("Information and communication"),
        "K": language.gettext("Finance and insurance"),
        "L": language.gettext("Real estate"),
        "M": language.gettext("Science, law and other professions"),
        "N": language.gettext("Support services for others"),
        "O": language.gettext("Public administration and defence"),
        "P": language.gettext("Education"),
        "Q": language.gettext("Health and social work"),
        "R": language.gettext("Arts, sports and leisure"),
        "S": language.gettext("Associations and other services"),
        "T": language.gettext("Households"),
        "U": language.gettext("International organisations"),
    }
    return f"{words[value]} ({value})" if value in words else value


def distance(language: ReportLanguage, gap: int) -> str:
    """Return how far a band is from its target, in steps."""
    if gap > 0:
        pattern = language.ngettext("%(number)d step below target", "%(number)d steps below target", gap)
        return pattern % {"number": gap}
    return language.gettext("On target") if gap == 0 else language.gettext("Above target")


def span(language: ReportLanguage, low: str, high: str) -> str:
    """Return both ends in words, which have one order in every direction of lines; one end when they are the same."""
    return low if low == high else language.gettext("%(low)s to %(high)s") % {"low": low, "high": high}
