"""Makes a release: draws up all cells, attacks them, withholds what would give anybody away, or refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Measure, Reason, Status
from assessment.domain.disclosure.drafting import Drafting
from assessment.domain.disclosure.errors import Refused
from assessment.domain.disclosure.history import History
from assessment.domain.disclosure.knowing import Figures, figure, insiders, people
from assessment.domain.disclosure.ledger import NEW, Former, Ledger
from assessment.domain.disclosure.parts import protecting, with_siblings
from assessment.domain.disclosure.profile import Profile
from assessment.domain.disclosure.proofs import Proofs
from assessment.domain.disclosure.proving import Prover
from assessment.domain.disclosure.publishable import PublishableTable
from assessment.domain.disclosure.sharing import Shown
from assessment.domain.disclosure.suppression import Suppression
from assessment.domain.solver import SolverFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assessment.domain.disclosure.cells import Cell
    from assessment.domain.disclosure.contribution import Contribution
    from assessment.domain.disclosure.history import Key
    from assessment.domain.disclosure.policy import Policy
    from assessment.domain.solver import Solver

__all__ = ["Audit", "Former", "Published", "Refused", "Told", "publish"]


@dataclass(frozen=True, slots=True)
class Told:
    """What else a release has to be told: countries whose government coordinates, questions in their order, rows."""

    coordinated: frozenset[str] = frozenset()
    questions: tuple[str, ...] = ()
    profile: Profile = field(default_factory=Profile)


@dataclass(frozen=True, slots=True)
class Audit:
    """What the check did: how many scores it proved safe, with how many pairs of worlds and programmes solved.

    The rest counts cells: shown (among them those that stand since an earlier release), and withheld by reason.
    """

    contributions: int
    scores: int
    worlds: int
    programmes: int
    width: int
    shown: int
    standing: int
    few: int
    protects: int


@dataclass(frozen=True, slots=True)
class Published:
    """What may be published, and the figures of the check that says so."""

    table: PublishableTable
    audit: Audit


@dataclass(slots=True)
class _Tally:
    scores: int = 0
    worlds: int = 0
    programmes: int = 0
    withheld: set[Key] = field(default_factory=set)


def publish(  # noqa: PLR0913, PLR0917 - everything that a release depends on, and nothing else
    contributions: Sequence[Contribution],
    former: Sequence[Former],
    policy: Policy,
    solver: Solver,
    progress: Callable[[float], None],
    counts: Mapping[tuple[str, str], int],
    told: Told | None = None,
) -> Published:
    """Return the release that the policy allows; the same input gives the same cells.

    `former` are all earlier approved releases of the same questionnaire and depth, `counts` how many are invited,
    started and submitted by (measure, country), "" for all. `progress` is called often with the share that is done.
    Raises Refused when nothing may be published.
    """
    told = told or Told()
    policy = policy.applied(told.profile)
    ordered = sorted(contributions, key=lambda c: c.organisation)
    if not ordered:
        raise Refused(Refused.NOBODY)
    if len({c.organisation for c in ordered}) < len(ordered):
        raise Refused(Refused.TWICE)
    ledger = Ledger(policy, ordered, former)
    history = History(ledger.pasts(), policy.change)
    drafting = Drafting(ledger, history, counts, _order(ordered, told), coordinated=told.coordinated)
    cells = list(drafting.cells())
    progress(0.1)
    tally = _Tally()
    try:
        _protect_scores(ledger, cells, told.coordinated, solver, progress, tally)
        _protect_shares(ledger, cells, told.coordinated, progress, tally)
    except SolverFailed as failed:
        raise Refused(Refused.SOLVER) from failed
    withheld = with_siblings(tally.withheld, cells, policy)
    final = tuple(protecting(cell) if figure(cell) in withheld and cell.as_of == 0 else cell for cell in cells)
    progress(1.0)
    return Published(PublishableTable(final), _audit(final, len(ordered), policy.width, tally))


def _order(contributions: Sequence[Contribution], told: Told) -> dict[str, int]:
    """Return the order of questions: as told, others by id after them."""
    others = sorted({item for c in contributions for item in c.asked} - set(told.questions))
    return {item: number for number, item in enumerate((*told.questions, *others))}


def _protect_scores(  # noqa: PLR0913, PLR0917 - the steps of one act, cut out of it
    ledger: Ledger,
    cells: Sequence[Cell],
    coordinated: frozenset[str],
    solver: Solver,
    progress: Callable[[float], None],
    tally: _Tally,
) -> None:
    """Find the figures about scores that have to be withheld, item by item."""
    everybody = people(ledger)
    who = insiders(ledger, everybody, coordinated)
    by_item: dict[str, list[tuple[int, Cell]]] = {}
    releases = [(one.number, one.cells) for one in ledger.former]
    for release, listed in (*releases, (NEW, cells)):
        for cell in listed:
            if cell.measure in (Measure.SCORE, Measure.TREND):
                by_item.setdefault(cell.item, []).append((release, cell))
    for done, item in enumerate(sorted(by_item)):
        figures = Figures(ledger, item, everybody, who)
        for release, cell in by_item[item]:
            figures.add(release, cell)
        if not figures.new:
            continue
        share = 0.1 + 0.8 * done / len(by_item)
        proofs = Proofs(figures.knowledge, who, ledger.policy.width)
        prover = Prover(figures.knowledge, proofs, solver, lambda share=share: progress(share))  # type: ignore[misc] # a default keeps the share
        tally.withheld |= Suppression(figures.knowledge, prover, figures.new).run()
        tally.scores += len(figures.knowledge.concerned())
        tally.worlds += len(proofs.worlds)
        tally.programmes += prover.solved


def _protect_shares(
    ledger: Ledger, cells: Sequence[Cell], coordinated: frozenset[str], progress: Callable[[float], None], tally: _Tally
) -> None:
    """Find the shares that have to be withheld, item by item."""
    by_item: dict[tuple[str, str], dict[tuple[int, Key], list[Cell]]] = {}
    releases = [(one.number, one.cells) for one in ledger.former]
    for release, listed in (*releases, (NEW, cells)):
        for cell in listed:
            if cell.measure in (Measure.BAND, Measure.GAP, Measure.ACTION) and cell.item:
                figures = by_item.setdefault((cell.measure.value, cell.item), {})
                figures.setdefault((release, figure(cell)), []).append(cell)
    for done, (measure, item) in enumerate(sorted(by_item)):
        shares = Shown(ledger, Measure(measure), item, coordinated)
        for (release, _), group in by_item[measure, item].items():
            shares.add(release, group)
        tally.withheld |= shares.protect()
        progress(0.9 + 0.1 * done / len(by_item))


def _audit(cells: Sequence[Cell], contributions: int, width: int, tally: _Tally) -> Audit:
    reasons = [cell.reason for cell in cells]
    shown = [cell for cell in cells if cell.status is Status.SHOWN]
    return Audit(
        contributions=contributions,
        scores=tally.scores,
        worlds=tally.worlds,
        programmes=tally.programmes,
        width=width,
        shown=len(shown),
        standing=sum(1 for cell in shown if cell.as_of),
        few=reasons.count(Reason.FEW),
        protects=reasons.count(Reason.PROTECTS),
    )
