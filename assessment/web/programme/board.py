"""The status board of a round: who is how far, on a page and as a file; and who helps whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.domain.standing_in_round import Stage
from assessment.services.rounds import binding, board, helping, reach
from assessment.services.rounds.board import Order, Wish
from assessment.web import countries
from assessment.web.formats import ngettext
from assessment.web.guards import guarded, now, who
from assessment.web.programme import standing_words
from assessment.web.programme.blueprint import blueprint

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.rounds.board import Board, Line

SIZE = 100
# A page that is asked for again by itself comes so often, in seconds; only for who has switched that on.
EVERY = 60


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of a board; `number` counts pages from 1."""

    lines: tuple[Line, ...]
    number: int
    last: int


@blueprint.get("/rounds/<round_id>/board")
@guarded(Permission.FOLLOW_ROUNDS)
def show_board(round_id: str) -> str:
    """Show who is how far."""
    wish = wish_here()
    found = board.show_board(who(), round_id, wish)
    return render_template(
        "programme/board.html",
        board=found,
        page=_page(found),
        wish=wish,
        asked=asked_here(),
        refreshes=EVERY if "refresh" in request.args else 0,
        facilitators=binding.facilitators(),
        by_country=sorted(found.countries, key=lambda one: countries.sort_key(countries.name(one.key))),
        words=standing_words,
        at=now(),
    )


@blueprint.post("/rounds/<round_id>/facilitator")
@guarded(Permission.RUN_ROUNDS)
def bind_facilitator(round_id: str) -> ResponseReturnValue:
    """Bind those who were ticked, or all that were found, to a facilitator."""
    chosen = request.form.getlist("participant")
    if "all" in request.form:
        chosen = [line.id for line in board.show_board(who(), round_id, wish_here()).lines]
    if not chosen or "facilitator" not in request.form:
        reach.find_round(who(), round_id)
        flash(gettext("Tick at least one participant first."))
    else:
        number = binding.bind(who(), round_id, chosen, request.form["facilitator"], now())
        flash(
            ngettext(
                "%(num)s participant has another facilitator now.",
                "%(num)s participants have another facilitator now.",
                number,
            )
        )
    return redirect(url_for("programme.show_board", round_id=round_id, **asked_here()), 303)


@blueprint.get("/rounds/<round_id>/undelivered")
@guarded(Permission.FOLLOW_ROUNDS)
def undelivered(round_id: str) -> str:
    """List whom mail does not reach, and say how to hand the invitation over."""
    return render_template(
        "programme/undelivered.html", round=reach.find_round(who(), round_id),
        lines=helping.undelivered(who(), round_id),
    )  # fmt: skip


def wish_here() -> Wish:
    """Return what of the board the address asks for; what makes no sense is passed over."""
    stages = {stage.value: stage for stage in Stage}
    orders = {order.value: order for order in Order}
    return Wish(
        country=request.args.get("country", "")[:2],
        facilitator=request.args.get("facilitator", "")[:26],
        stage=stages.get(request.args.get("stage", "")),
        words=request.args.get("q", "").strip()[:100],
        order=orders.get(request.args.get("order", ""), Order.NAME),
    )


def asked_here() -> dict[str, Any]:
    """Return the filters of the address, to be kept in links."""
    names = ("country", "facilitator", "stage", "q", "order", "refresh")
    return {name: request.args[name] for name in names if request.args.get(name)}


def _page(found: Board) -> Page:
    last = max(1, -(-len(found.lines) // SIZE))
    asked = request.args.get("page", "1")
    number = min(int(asked[:6]), last) if asked.isascii() and asked.isdigit() and asked.strip("0") else 1
    return Page(found.lines[(number - 1) * SIZE : number * SIZE], number, last)
