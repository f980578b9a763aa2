"""The page for a director with two minutes: targets met, weak and strong points, what must not wait and comes first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assessment.domain.advice import foremost, next_month, weakest
from assessment.domain.questionnaire import Depth, Severity
from assessment.reports import texts
from assessment.reports.actions import Action, actions
from assessment.reports.figures import State, totals
from assessment.reports.typed import clip

if TYPE_CHECKING:
    from assessment.reports.edition import Edition
    from assessment.reports.figures import Row

_TITLE, _TASK, _LEAD, _POINT, _POINTS = 60, 190, 40, 150, 4


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of the summary with its name and one line about it."""

    name: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything on the summary's one page; texts are cut so that it stays one page."""

    met: str
    of: str
    meaning: str
    facts: tuple[Fact, ...]
    strengths: tuple[tuple[str, str], ...]
    gaps: tuple[tuple[str, str], ...]
    more_gaps: str
    first: tuple[Action, ...]
    rows: tuple[Row, ...]


def summary(edition: Edition, rows: tuple[Row, ...]) -> Summary:
    """Return the summary; a screening has no targets met and no actions."""
    questions, card = edition.report.questionnaire, edition.report.scorecard
    gaps = [name for figures in card.requirements for name in figures.critical_gaps]
    return Summary(
        met="" if card.targets_met is None else str(card.targets_met),
        of=str(card.targets_of),
        meaning=_meaning(edition, rows, len(gaps)),
        facts=tuple(_facts(edition, rows, len(gaps))),
        strengths=tuple((name, clip(edition.wording(name), _POINT)) for name in foremost(questions, card)),
        gaps=tuple((name, clip(edition.wording(name), _POINT)) for name in gaps[:_POINTS]),
        more_gaps=_more(edition, len(gaps) - _POINTS),
        first=_first(edition),
        rows=tuple(row for row in rows if row.number),
    )


def _first(edition: Edition) -> tuple[Action, ...]:
    places = {one.question: str(place) for place, one in enumerate(edition.report.advice, 1)}
    found = actions(edition, next_month(edition.report.advice))
    return tuple(
        replace(one, number=places[one.id], task=clip(one.task, _TASK), lead=clip(one.lead, _LEAD)) for one in found
    )


def _more(edition: Edition, number: int) -> str:
    if number <= 0:
        return ""
    pattern = edition.language.ngettext(
        "and %(number)d more, named in the chapters", "and %(number)d more, named in the chapters", number
    )
    return pattern % {"number": number}


def _facts(edition: Edition, rows: tuple[Row, ...], gaps: int) -> list[Fact]:
    if edition.report.scorecard.depth is Depth.SCREENING:
        return _screening_facts(edition, rows)
    weakest_id = weakest(edition.report.questionnaire, edition.report.scorecard)
    weak = next((row for row in rows if row.id == weakest_id), None)
    answered, documented = totals(edition)
    nothing = edition.gettext("none")
    weakness = Fact(
        edition.gettext("Weakest requirement"),
        clip(weak.title, _TITLE) if weak else nothing,
        _against(edition, weak) if weak else "",
    )
    return [
        *([weakness] if sum(bool(row.number) for row in rows) > 1 else []),
        Fact(
            edition.gettext("Critical gaps"),
            str(gaps) if gaps else nothing,
            edition.gettext("measures that must not be missing"),
        ),
        Fact(
            edition.gettext("Answered"),
            edition.coverage(answered) or nothing,
            edition.gettext("of the questions that count, by weight"),
        ),
        Fact(
            edition.gettext("Documented"),
            edition.percent(documented) or nothing,
            edition.gettext("of what is in place has a document or check"),
        ),
    ]


def _against(edition: Edition, row: Row) -> str:
    return edition.gettext("%(band)s, target %(target)s") % {"band": row.verdict, "target": row.target}


def _screening_facts(edition: Edition, rows: tuple[Row, ...]) -> list[Fact]:
    raised = {one.question for one in edition.report.scorecard.raised}
    found = [
        Fact(edition.gettext("Risks raised"), str(len(raised)), edition.gettext("questions whose answer shows a risk"))
    ]
    for severity in sorted(Severity, reverse=True):
        word = texts.risk(edition.language, severity)
        number = sum(row.risk == word for row in rows if row.number)
        detail = edition.language.ngettext("requirement", "requirements", number)
        found.append(Fact(word, str(number), detail))
    return found


def _meaning(edition: Edition, rows: tuple[Row, ...], gaps: int) -> str:
    """Return one plain sentence that says what the figures mean."""
    card = edition.report.scorecard
    if card.depth is Depth.SCREENING:
        return edition.gettext(
            "This screening looked at risks only: it says how much is expected. "
            "What is in place is asked in the core or full questionnaire."
        )
    if card.targets_of == 0:
        return edition.gettext(
            "No requirement applies to the system, so there is nothing to judge; please check that this is right."
        )
    withheld = sum(row.state is State.WITHHELD for row in rows if row.number)
    if withheld * 2 > card.targets_of:
        return edition.gettext(
            "Too few questions have been answered to say where the system stands: answer the open ones first."
        )
    if gaps:
        pattern = edition.language.ngettext(
            "One measure that must not be missing is missing or not known: "
            "close this gap before the system is used more widely.",
            "%(number)d measures that must not be missing are missing or not known: "
            "close these gaps before the system is used more widely.",
            gaps,
        )
        return pattern % {"number": gaps}
    if card.targets_met == card.targets_of:
        return edition.gettext(
            "What is in place matches the risks of the system: keep it so, and check it once a year."
        )
    return edition.gettext(
        "Nothing critical is missing, but not every requirement has reached the level that its risks call for."
    )
