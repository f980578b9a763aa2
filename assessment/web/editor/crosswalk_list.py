"""The crosswalk of a draft as a list in pages: what is decided about every question, and what is to be decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from assessment.domain.access import Permission
from assessment.domain.crosswalk import Summary
from assessment.domain.marks import plain
from assessment.languages import interface
from assessment.services.conflicts import Stale
from assessment.services.drafting import deciding_walk, walking
from assessment.services.drafting.editing import Closed
from assessment.services.drafting.walking import Standing
from assessment.services.places import NotFound
from assessment.web import language
from assessment.web.editor import crosswalk_words, words
from assessment.web.editor.blueprint import CONFLICT, blueprint, found
from assessment.web.editor.lines import clean
from assessment.web.editor.saving import Theirs
from assessment.web.guards import guarded, now, who
from assessment.web.operator.paging import part_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.domain.questionnaire import Question
    from assessment.services.drafting.reading import Whole
    from assessment.services.drafting.walking import Item, Walk
    from assessment.web.operator.paging import Page

_LONGEST_SUMMARY = 1500
_ON_A_PAGE = 40
_DIGITS = 10
# Which items one list shows; what was decided and has changed since is to be decided again.
_STATES = {
    "open": (Standing.OPEN, Standing.CHANGED),
    "decided": (Standing.DECIDED,),
    "settled": (Standing.SETTLED,),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of a list of items: those of a state, of a section or with some words."""

    state: str
    section: str
    sought: str
    page: Page[Item]

    @property
    def asked(self) -> dict[str, str]:
        """What the addresses of the pages of the same list say."""
        named = {"state": self.state, "section": self.section, "q": self.sought}
        return {name: value for name, value in named.items() if value}


@blueprint.get("/drafts/<draft_id>/crosswalk")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def crosswalk(draft_id: str) -> str:
    """Show what is decided about every question, and what is to be decided."""
    whole = found(draft_id)
    return _list(whole, walking.walk_of(whole))


@blueprint.post("/drafts/<draft_id>/crosswalk")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def confirm_proposals(draft_id: str) -> ResponseReturnValue:
    """Confirm the proposals that are ticked."""
    found(draft_id)
    try:
        number = deciding_walk.confirm(draft_id, request.form.getlist("key"), typed_number("revision"), who().id, now())
    except Stale:
        flash(gettext("The draft has been changed meanwhile. Look at the proposals again before you confirm them."))
    except (Closed, NotFound):
        abort(404)
    else:
        flash(ngettext("%(num)s question is decided.", "%(num)s questions are decided.", number))
    return redirect(url_for(".crosswalk", draft_id=draft_id), 303)


@blueprint.post("/drafts/<draft_id>/crosswalk/summary")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def summarise(draft_id: str) -> ResponseReturnValue:
    """Keep what changed on the whole, and the language of all that is said about changes."""
    whole, walk = walk_found(draft_id)
    spoken = request.form.get("language", "")
    text = clean(request.form.get("summary", ""))[:_LONGEST_SUMMARY]
    summary = Summary(text, spoken if spoken in _languages(walk) else walk.summary.language)
    try:
        deciding_walk.summarise(draft_id, summary, typed_number("version"), who().id, now())
    except deciding_walk.Summarised as conflict:
        theirs = _differing(summary, conflict.theirs)
        return _list(whole, walk, typed=(summary, conflict.version), theirs=theirs), CONFLICT
    except (Closed, NotFound):
        abort(404)
    flash(gettext("Saved."))
    return redirect(url_for(".crosswalk", draft_id=draft_id), 303)


def typed_number(name: str) -> int:
    """Return a number that a form sends, 0 when it is none."""
    typed = request.form.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < _DIGITS else 0


def walk_found(draft_id: str) -> tuple[Whole, Walk]:
    """Return a draft with its crosswalk; 404 when it needs none."""
    whole = found(draft_id)
    walk = walking.walk_of(whole)
    if walk is None:
        abort(404)
    return whole, walk


def address_of(draft_id: str, walk: Walk, key: str) -> str:
    """Return where an item stands in the list of its state."""
    standing = walk.item(key).standing
    state = next(name for name, inside in _STATES.items() if standing in inside)
    place = [item.key for item in walk.items if item.standing in _STATES[state]].index(key)
    page = place // _ON_A_PAGE + 1
    return str(url_for(".crosswalk", draft_id=draft_id, state=state, page=page, _anchor=key.replace("/", "-")))


def _differing(mine: Summary, theirs: Summary) -> list[Theirs]:
    both = [Theirs(gettext("What changed on the whole"), theirs.text, "summary")] if mine.text != theirs.text else []
    if mine.language != theirs.language:
        both.append(Theirs(_language_label(), interface.own_name(theirs.language), "language"))
    return both


def _language_label() -> str:
    return str(gettext("Language of this and of all notes on questions"))


def _languages(walk: Walk) -> dict[str, str]:
    """Return the languages in which editors can say what changed."""
    return language.named(dict.fromkeys((*walk.new.languages, *interface.offered(), walk.summary.language)))


def _asked(walk: Walk, item: Item) -> Question | None:
    """Return the question that an item is about: the former one, else the new one."""
    return walk.old.by_id.get(item.line.old) or walk.new.by_id.get(item.line.new[0] if item.line.new else "")


def _fits(walk: Walk, item: Item, section: str, sought: str) -> bool:
    asked = _asked(walk, item)
    if section and (asked is None or asked.section != section):
        return False
    said = (item.key, plain(asked.text) if asked else "", item.line.note)
    return not sought or any(sought in one.casefold() for one in said)


def _sections(walk: Walk) -> dict[str, str]:
    return {one.id: one.title for version in (walk.new, walk.old) for one in version.sections}


def _shown(walk: Walk) -> Shown:
    """Return the page of the list that the address asks for; what is to be decided when it asks for none."""
    asked = request.args.get("state", "")
    state = asked if asked in _STATES else "open" if walk.missing else "decided"
    section, sought = request.args.get("section", ""), request.args.get("q", "").strip()
    section = section if section in _sections(walk) else ""
    items = [item for item in walk.items if item.standing in _STATES[state]]
    items = [item for item in items if _fits(walk, item, section, sought.casefold())]
    return Shown(state, section, sought, part_of(items, _ON_A_PAGE))


def _list(
    whole: Whole, walk: Walk | None, typed: tuple[Summary, int] | None = None, theirs: list[Theirs] | None = None
) -> str:
    if walk is None:
        return render_template("editor/crosswalk.html", whole=whole, walk=None)
    summary, version = typed or (walk.summary, walk.summary_version)
    shown = _shown(walk)
    names = crosswalk_words.STANDINGS
    return render_template(
        "editor/crosswalk.html", whole=whole, walk=walk, names=crosswalk_words, words=words, theirs=theirs,
        summary=summary, version=version, shown=shown, sections=_sections(walk), languages_here=_languages(walk),
        language_label=_language_label(),
        states={state: names[standings[0]] for state, standings in _STATES.items()},
        counts={state: sum(item.standing in inside for item in walk.items) for state, inside in _STATES.items()},
        confirmable={item.key for item in shown.page.rows if deciding_walk.is_plain(item)},
    )  # fmt: skip
