"""The operator's first page, and the health of the service."""

from __future__ import annotations

from flask import render_template

from assessment.domain.access import Permission
from assessment.domain.settings import Group
from assessment.services import mail, notices
from assessment.services.doctor import checking
from assessment.services.operating import work
from assessment.web import guards
from assessment.web.guards import guarded
from assessment.web.operator.blueprint import blueprint
from assessment.web.operator.page_texts import CHECKS
from assessment.web.operator.setting_texts import GROUPS, WORDS

# What reads everything is left to the command line: a page has to come soon.
_SLOW = frozenset({"trail", "files", "scores"})


@blueprint.get("/")
@guarded(Permission.OPERATE)
def home() -> str:
    """Show what needs attention, and how much there is."""
    checked = checking.examine(guards.now(), checking.quick_checks())
    waiting, given_up = mail.outbox_counts()
    return render_template(
        "operator/home.html",
        checked=checked,
        titles=CHECKS,
        totals=work.totals(),
        waiting=waiting,
        given_up=given_up,
        details=GROUPS[Group.OPERATOR],
        not_given=[WORDS[name][0] for name in notices.not_given()],
    )


@blueprint.get("/health")
@guarded(Permission.OPERATE)
def health() -> str:
    """Show every check that can be made while a page is waited for."""
    checks = [check for check in checking.CHECKS if check.name not in _SLOW]
    return render_template(
        "operator/health.html", checked=checking.examine(guards.now(), checks), titles=CHECKS, slow=sorted(_SLOW)
    )
