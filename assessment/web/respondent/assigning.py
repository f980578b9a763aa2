"""Who answers which section: asking members, and links for colleagues without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from wtforms.fields.choices import SelectChoice

from assessment.domain.access import Permission, Role
from assessment.domain.states import AssessmentState
from assessment.services import assigning, guest_links, people, places
from assessment.services.guest_links import LinkState
from assessment.web import guards, language
from assessment.web.account.letters import public_address
from assessment.web.guards import guarded
from assessment.web.respondent import letters
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.teamwork_forms import AskForm, GuestForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.assigning import Part
    from assessment.services.mail import Letter

ADDRESS = "/assessments/<assessment_id>/assigning"
SECTION = f"{ADDRESS}/<section_id>"


@blueprint.get(ADDRESS, endpoint="assigning")
@guarded(Permission.SEE_ASSESSMENT)
def show_assigning(**ids: str) -> str:
    """Show who answers which section; a contributor sees their own sections."""
    del ids
    scope = g.place.scope
    parts = assigning.parts_of(g.place.assessment, guards.now(), language.content_language())
    if scope.role is Role.CONTRIBUTOR:
        parts = tuple(part for part in parts if part.section.id in scope.sections)
    return render_template("respondent/assigning.html", parts=parts)


@blueprint.get(SECTION)
@guarded(Permission.ASSIGN)
def assign_section(**ids: str) -> str:
    """Show who is asked for one section, and ways to ask others."""
    return show_part(find_part(ids), AskForm(formdata=None, prefix="ask"), _guest_form())


def _guest_form() -> GuestForm:
    chosen = g.place.organisation.language
    return GuestForm(formdata=None, prefix="guest", language=chosen if chosen in language.offered() else "en")


def find_part(ids: dict[str, str]) -> Part:
    """Return the section that an address names; 404 when nothing is asked in it."""
    parts = assigning.parts_of(g.place.assessment, guards.now(), language.content_language())
    found = next((part for part in parts if part.section.id == ids["section_id"]), None)
    if found is None:
        abort(404)
    return found


def show_part(part: Part, ask: AskForm, guest: GuestForm) -> str:
    """Render the page of a section with its forms, as they were typed."""
    asked = {member.id for member in part.members}
    free = [member for member in assigning.members_to_ask(g.place.organisation.id) if member.id not in asked]
    _offer(ask, free)
    links = [one for one in guest_links.links_of(g.place.assessment.id, guards.now()) if _is_of(one, part)]
    return render_template(
        "respondent/assign_section.html",
        part=part,
        ask=ask,
        guest=guest,
        links=links,
        names=people.names_of({one.created_by for one in links}, gettext("a former member")),
        states=LinkState,
        is_open=AssessmentState(g.place.assessment.state).is_open,
    )


def _is_of(link: guest_links.Listed, part: Part) -> bool:
    return link.section_id == part.section.id


def _offer(form: AskForm, members: list[people.Member]) -> None:
    form.members.choices = [SelectChoice(member.id, member.name) for member in members]


@blueprint.post(f"{SECTION}/members")
@guarded(Permission.ASSIGN)
def ask_members(**ids: str) -> ResponseReturnValue:
    """Ask members to answer the section."""
    part, form = find_part(ids), AskForm(prefix="ask")
    _offer(form, list(assigning.members_to_ask(g.place.organisation.id)))
    if not form.validate_on_submit():
        return show_part(part, form, _guest_form()), 422
    row = g.place.assessment
    address = public_address("respondent.section", assessment_id=row.id, section_id=part.section.id)

    def letter(to: str) -> Letter:
        return letters.asked(to, part.section.title, address)

    fresh = assigning.ask_members((row, part.section.id), form.members.data, guards.who(), guards.now(), letter)
    flash(ngettext("%(num)s member was asked.", "%(num)s members were asked.", len(fresh)))
    return back(ids)


@blueprint.post(f"{SECTION}/members/<account_id>/release")
@guarded(Permission.ASSIGN)
def release_member(**ids: str) -> ResponseReturnValue:
    """Take back that a member is asked."""
    where = (find_part(ids).section.id, ids["account_id"])
    try:
        assigning.release_member((g.place.assessment.id, where[0]), where[1], guards.who(), guards.now())
    except places.NotFound:
        abort(404)
    flash(gettext("The member is no longer asked for this section. All answers stay."))
    return back(ids)


def back(ids: dict[str, str]) -> ResponseReturnValue:
    """Lead back to the section after something was done."""
    where = {"assessment_id": ids["assessment_id"], "section_id": ids["section_id"]}
    return redirect(url_for("respondent.assign_section", **where), 303)  # type: ignore[arg-type] # ids only
