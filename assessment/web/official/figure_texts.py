"""What each kind of figure means, how it is made, and why it may be withheld, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext

from assessment.domain.disclosure.cells import Measure, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping


def meaning(measure: Measure, statistic: str) -> str:
    """Return what a figure tells."""
    if measure is Measure.SCORE:
        return _score_meaning(statistic)
    meanings = {
        Measure.ORGANISATIONS: gettext("How many organisations these figures are made from."),
        Measure.INVITED: gettext("How many organisations were invited to take part."),
        Measure.STARTED: gettext("How many organisations have started an assessment."),
        Measure.SUBMITTED: gettext("How many organisations have signed and submitted an assessment."),
        Measure.BAND: gettext("The share of organisations whose measures for this requirement have come this far."),
        Measure.GAP: gettext("The share of organisations that this question concerns and that have nothing in place."),
        Measure.ACTION: gettext(
            "The share of organisations that this question concerns and whose improvement plan has an action for it."
        ),
        Measure.TREND: gettext("How the mean score has changed among organisations that are in both releases."),
    }
    return str(meanings[measure])


def formula(measure: Measure, statistic: str) -> list[str]:
    """Return how a figure is made, step by step."""
    match measure:
        case Measure.SCORE:
            return [_organisation(), _score_formula(statistic)]
        case Measure.BAND:
            return [
                _organisation(),
                str(gettext("The score decides the band; the two upper bands are counted together.")),
                str(
                    gettext(
                        "The number of organisations in each band and in all is rounded to five, then divided: per cent."
                    )
                ),
            ]
        case Measure.GAP | Measure.ACTION:
            return [
                str(gettext("Organisations to which the question does not apply are left out.")),
                str(gettext("Both numbers are rounded to five, then divided: per cent.")),
            ]
        case Measure.TREND:
            return _trend_formula(statistic)
        case Measure.ORGANISATIONS | Measure.INVITED | Measure.STARTED | Measure.SUBMITTED:
            return [
                str(
                    gettext(
                        "Organisations under one owner count as one. The number is rounded to five; fewer than five are withheld."
                    )
                )
            ]


def withheld(reason: Reason) -> list[str]:
    """Return why a figure is withheld, in plain words; nothing in them tells a number."""
    reasons: Mapping[Reason, list[str]] = {
        Reason.FEW: [
            str(gettext("Too few organisations stand behind this figure, or their answers are too much alike.")),
            str(gettext("Shown, it would tell something about a single organisation. Withheld does not mean zero.")),
        ],
        Reason.PROTECTS: [
            str(
                gettext(
                    "Enough organisations stand behind this figure, but with it somebody could work out another one that is withheld, by taking one from the other."
                )
            ),
            str(
                gettext(
                    "Which figures are withheld for this reason is decided by a calculation over all tables of this and all former releases."
                )
            ),
        ],
    }
    return reasons[reason]


def _organisation() -> str:
    return str(
        gettext("Each organisation counts once, with the mean of its systems that were submitted by the cut-off.")
    )


def _score_meaning(statistic: str) -> str:
    match statistic:
        case "median":
            return str(gettext("Half of the organisations score at least this, half at most."))
        case "lower-quartile":
            return str(gettext("A quarter of the organisations score at most this."))
        case "upper-quartile":
            return str(gettext("A quarter of the organisations score at least this."))
        case _:
            return str(
                gettext(
                    "How far measures are in place on average: 0 is nothing, 100 is everything in place and checked."
                )
            )


def _score_formula(statistic: str) -> str:
    if statistic == "mean":
        return str(
            gettext(
                "The scores are added up exactly, divided by the number of organisations and rounded to a whole point."
            )
        )
    return str(
        gettext(
            "The scores are put in order; shown is the lower edge of the ten-point band in which the wanted one lies."
        )
    )


def _trend_formula(statistic: str) -> list[str]:
    same = str(
        gettext("Only organisations that are in both releases count, and only questions whose meaning did not change.")
    )
    match statistic:
        case "before":
            return [same, str(gettext("This is the mean of their scores in the former release, as a whole point."))]
        case "after":
            return [same, str(gettext("This is the mean of their scores in this release, as a whole point."))]
        case _:
            return [same, str(gettext("The change is the difference between both means as they are shown."))]
