"""The wording of each purpose in each of its editions: what was agreed to stays readable for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext

from assessment.domain.purposes import Purpose

if TYPE_CHECKING:
    from flask_babel import LazyString


@dataclass(frozen=True, slots=True)
class Wording:
    """A purpose in words: its title, what is agreed to, and what withdrawing does."""

    title: LazyString
    text: LazyString
    withdrawal: LazyString


WORDINGS: dict[tuple[Purpose, int], Wording] = {
    (Purpose.OWN_REPORT, 1): Wording(
        lazy_gettext("Our own report"),
        lazy_gettext(
            "The service computes our results from our answers and makes our report. Nobody outside our organisation sees "
            "them unless we hand them over."
        ),
        lazy_gettext("No new reports are made. Answers, and reports that were made before, stay."),
    ),
    (Purpose.AGGREGATE, 1): Wording(
        lazy_gettext("Part of anonymous figures"),
        lazy_gettext(
            "Our submitted results become part of figures about many organisations together. Such figures are published "
            "only where enough organisations stand behind them, rounded, and checked so that nobody can work out ours. "
            "Answers, notes, evidence and names are never part of them."
        ),
        lazy_gettext(
            "Your organisation is left out of every new figure. Figures that were released before stay as they are, and "
            "the record of how they were made keeps your contribution under a pseudonym."
        ),
    ),
    (Purpose.NAMED, 1): Wording(
        lazy_gettext("Named in the list of participants"),
        lazy_gettext(
            "The name and country of our organisation may stand in a public list of those who took part. No result stands "
            "beside it."
        ),
        lazy_gettext(
            "The name is left out of the list from now on. Copies that others made before cannot be called back."
        ),
    ),
    (Purpose.FACILITATOR, 1): Wording(
        lazy_gettext("Share with our facilitator"),
        lazy_gettext(
            "The facilitator who supports us may see where our assessments stand and read our results and reports, in order "
            "to help us with them."
        ),
        lazy_gettext("The facilitator no longer sees anything of your organisation, from the next page on."),
    ),
    (Purpose.FACILITATOR, 2): Wording(
        lazy_gettext("Share our answers with the programme"),
        lazy_gettext(
            "The facilitator who supports us and the programme officers who run our rounds may read the answers and notes "
            "that we have submitted, to check whether they are complete and coherent, and hold workshops with us, in which "
            "they see our answers and write down what we agree on. Without this they see only how far our assessments are "
            "and which questions the automatic check points at. Evidence files, results and reports are not shown to them."
        ),
        lazy_gettext(
            "From the next page on nobody of the programme sees an answer, and workshops that go on end. What they read "
            "before cannot be called back."
        ),
    ),
}
