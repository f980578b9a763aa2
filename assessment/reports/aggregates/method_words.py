"""The sentences of the methodology note, the same in every release that was made by the same rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.purposes import Basis

if TYPE_CHECKING:
    from collections.abc import Callable

    Translate = Callable[[str], str]


def stages(_: Translate) -> dict[str, str]:
    """Return what each stage on the way into a release is called, in their order."""
    return {
        "invited": _("invited"),
        "started": _("have started"),
        "submitted": _("have submitted until the cut-off"),
        "eligible": _("with answers that can be compared"),
        "consented": _("may be counted"),
        "contributed": _("are in the figures"),
    }


def counted(_: Translate, basis: str) -> tuple[str, ...]:
    """Return what a release counts."""
    agreed = _("Only organisations that agreed to be counted without being named are in the figures.")
    task = _("Organisations are counted on the ground of a public task of the operator, without being named.")
    return (
        _(
            "The unit is the organisation. Its contribution is the mean of the exact scores of its submitted "
            "systems at "
            "the cut-off; drafts and reopened submissions do not count."
        ),
        _("Organisations that belong to one owner or one supervising ministry count as one in every threshold."),
        task if basis == Basis.PUBLIC_TASK.value else agreed,
        _("Submissions were checked for completeness and coherence. What they state was not verified."),
        _(
            "Answers in different languages are answers to the same questions, which keep their number in each "
            "language."
        ),
    )


def scored(_: Translate) -> tuple[str, ...]:
    """Return how answers become figures."""
    return (
        _("Scores run from 0 to 100 points, one for each requirement; there is no overall score."),
        _(
            "“Don’t know” counts as not in place. Questions left open count as nothing; with too many of them "
            "there is none."
        ),
        _("“Not applicable” needs a reason and leaves the sum, so that it neither raises nor lowers a score."),
        _("Not applicable as a whole: the organisation is not in that figure, and n is smaller."),
        _(
            "Change is shown only for organisations that are in both releases, and on questions whose meaning is the "
            "same in both; everything else is not comparable."
        ),
    )


def withheld(_: Translate) -> tuple[str, ...]:
    """Return the rules that keep organisations from being recognised."""
    return (
        _(
            "Counts and means are shown from 5 organisations on, distributions from 10, quartiles, gaps and "
            "actions from 20."
        ),
        _("Counts are rounded to 5, means to whole points, shares are worked out from rounded counts."),
        _(
            "Further figures are withheld so that nobody who knows all releases and some of the organisations "
            "can work "
            "out another’s score to within 20 points."
        ),
        _(
            "A figure stands until at least five organisations have joined or left it; it then says of which "
            "release it is."
        ),
        _(
            "C: withheld for itself. D: withheld to protect another figure. Neither tells how many organisations "
            "there are."
        ),
        _("Each figure has one value in every file and on every page. A release never changes."),
    )


def caveats(_: Translate) -> tuple[str, ...]:
    """Return what a reader must not take the figures for."""
    return (
        _(
            "Organisations took part by their own choice: the figures stand for those that did, not for a "
            "country or sector."
        ),
        _("They assessed themselves, and people tend to claim more than is in place."),
        _("Do not rank countries: who took part differs from one to the next more than what they do."),
        _("A score says what an organisation states about its measures, not that they work or that a law is kept."),
    )
