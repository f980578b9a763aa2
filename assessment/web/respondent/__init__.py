"""What an organisation does: describe itself, answer together, sign off, take its results home.

Each module of this package adds its pages to the one blueprint; `web.attach` imports them all.
"""

from __future__ import annotations

from assessment.web.respondent import (  # noqa: F401 - each adds its pages
    again,
    assessment_deletion,
    assigning,
    comments,
    data,
    deciding,
    deletion,
    everything,
    evidence,
    guest_links,
    guests,
    history,
    home,
    importing,
    leaving_round,
    members,
    mentions,
    moving,
    organisation_report,
    organisations,
    plan,
    plan_files,
    progress,
    questions,
    report,
    result,
    review,
    rounds,
    saving,
    sections,
    starting,
    submissions,
    systems,
    undoing,
    what_if,
    workshops,
)
from assessment.web.respondent.blueprint import blueprint

__all__ = ["blueprint"]
