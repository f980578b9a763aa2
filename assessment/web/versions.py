"""What differs between a version of a questionnaire and the one before it, for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template, request
from flask_babel import lazy_gettext

from assessment.domain import marks
from assessment.domain.lineage import Sort
from assessment.services import version_changes, version_ends
from assessment.services.places import NotFound
from assessment.web import language
from assessment.web.editor import difference_values, difference_words
from assessment.web.guards import now, public
from assessment.web.operator.paging import part_of
from assessment.web.public import blueprint

if TYPE_CHECKING:
    from flask_babel import LazyString

# So many of a sort are told on the page of the whole; a page of its own has all of them.
FIRST = 10
# What is told apart; what is unchanged is only counted.
SORTS: dict[Sort, LazyString] = {
    Sort.NEW: lazy_gettext("New"),
    Sort.REWORDED: lazy_gettext("Worded anew"),
    Sort.WIDENED: lazy_gettext("Asks about more"),
    Sort.NARROWED: lazy_gettext("Asks about less"),
    Sort.MERGED: lazy_gettext("Joined with others"),
    Sort.SPLIT: lazy_gettext("Cut into several"),
    Sort.MOVED: lazy_gettext("Asked elsewhere"),
    Sort.BECAME_OPTION: lazy_gettext("Became an option of a list"),
    Sort.DROPPED: lazy_gettext("Not asked any more"),
    Sort.SET: lazy_gettext("Same meaning, asked or counted otherwise"),
    Sort.MENDED: lazy_gettext("Better words or help, same meaning"),
}


@blueprint.get("/questionnaires/<questionnaire_id>/<version>/changes")
@public
def version_changes_page(questionnaire_id: str, version: str) -> str:
    """Tell what became of every question since the version before, or of those of one sort, in pages."""
    try:
        found = version_changes.changes_of(questionnaire_id, version, language.content_language())
        standing = version_ends.standing_of(questionnaire_id, version)
    except NotFound:
        abort(404)
    sort = next((one for one in SORTS if one.value == request.args.get("sort") and found and one in found.told), None)
    return render_template(
        "public/changes.html",
        found=found,
        standing=standing,
        today=now().date(),
        sorts=SORTS,
        Sort=Sort,
        sort=sort,
        page=part_of(found.told[sort]) if found and sort else None,
        first=FIRST,
        plain=marks.plain,
        words=difference_words,
        lines=difference_values.lines,
    )
