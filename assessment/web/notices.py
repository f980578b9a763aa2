"""What every reader is owed: the privacy notice, the accessibility statement, and where to ask."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

from flask import render_template
from flask_babel import gettext

from assessment.services import notices
from assessment.web import formats, language, texts
from assessment.web.guards import public
from assessment.web.public import blueprint


@blueprint.get("/privacy")
@public
def privacy() -> str:
    """Say what happens to personal data."""
    return _page(notices.PRIVACY, gettext("Privacy"))


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    """Say how accessible the service is, and whom to tell about barriers."""
    return _page(notices.ACCESSIBILITY, gettext("Accessibility"))


@blueprint.get("/help")
@public
def help() -> str:  # noqa: A001 - the name of the page
    """Say how to begin, what to do when something does not work, and whom to ask."""
    return render_template("public/help.html", contact=notices.contact())


def _page(name: str, title: str) -> str:
    own = notices.written_in(name)
    with language.speaking(own) if own else nullcontext():
        page = notices.show_notice(name, notices.Words(texts.present().ugettext, formats.period))
    titled = page if page.title else replace(page, title=title)
    return render_template("public/method.html", page=titled, written_in=own)
