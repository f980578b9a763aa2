"""What the writers of files are given of a release: its imprint, its cells as one reader may see them, its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.content import files, languages
from assessment.domain.comparable import age
from assessment.domain.questionnaire import Depth
from assessment.reports.aggregates import methodology
from assessment.reports.aggregates.given import Former, Given, Imprint
from assessment.reports.aggregates.region_names import region_names
from assessment.reports.aggregates.words import Words
from assessment.reports.language import ReportLanguage
from assessment.services import settings
from assessment.services.places import NotFound
from assessment.services.releases import reading
from assessment.storage import db, instance, rounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessment.domain.disclosure.cells import Cell
    from assessment.domain.questionnaire import Questionnaire
    from assessment.reports.aggregates.methodology import Note
    from assessment.services.releases.reading import Released, ReleaseHead


def licence() -> str:
    """Return the licence under which figures are given now."""
    return settings.text("figures-licence")


def give(released: Released, language: str, country: str = "", *, with_former: bool = True) -> Given:
    """Return a release for a writer, in a language; `country` for files that are about one."""
    head = released.head
    versions = _versions(released.table.cells)
    words = words_of(head.questionnaire, released.table.cells, language)
    shown = words.questionnaire
    targets = (
        {row.country: row.target for row in rounds.countries(db.session, [head.round_id])} if head.round_id else {}
    )
    if released.countries:
        targets = {code: target for code, target in targets.items() if code in released.countries}
    return Given(
        imprint=_imprint(released, shown, versions or (shown.version,), words),
        table=released.table,
        words=words,
        targets=targets,
        former=_former(released) if with_former else None,
        country=country,
    )


def note(number: int, language: str, countries: frozenset[str]) -> Note:
    """Return the methodology note of a release, for a page; NotFound when there is no such release."""
    return methodology.note(give(reading.read(number, countries), language, with_former=False))


def words_of(questionnaire: str, cells: Iterable[Cell], language: str) -> Words:
    """Return the words for the codes of cells, in a language; the newest version that is in them names the items."""
    report_language = ReportLanguage.of(language)
    shown = _questionnaire(questionnaire, _versions(cells), language)
    return Words(report_language, shown, region_names(report_language))


def _versions(cells: Iterable[Cell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.first for cell in cells if cell.table == "version"))


def _questionnaire(id_: str, versions: tuple[str, ...], language: str) -> Questionnaire:
    """Return the newest version whose answers are in the release: it names the items."""
    named = [one.version for one in files.versions() if one.questionnaire == id_ and one.is_published]
    published = sorted(named, key=age)
    found = [version for version in published if version in versions] or published
    if not found:
        raise NotFound
    return languages.shown(id_, found[-1], language)


def _imprint(released: Released, shown: Questionnaire, versions: tuple[str, ...], words: Words) -> Imprint:
    head = released.head
    return Imprint(
        number=head.number,
        title=head.title,
        period=head.period,
        cutoff=f"{head.cutoff:%Y-%m-%d}",
        approved=f"{head.approved_at:%Y-%m-%d}",
        questionnaire=head.questionnaire,
        questionnaire_title=shown.title,
        versions=versions,
        depth=Depth(head.depth).word,
        scoring_model=head.scoring_model,
        policy=head.policy,
        policy_fingerprint=head.policy_fingerprint,
        software=head.software,
        basis=head.basis,
        digest=head.tables_digest,
        licence=licence(),
        stages=head.stages,
        languages=shown.languages,
        countries=tuple(sorted(released.countries)),
        service=settings.text("operator-name") or words.gettext("Trustworthy-AI self-assessment"),
        address=f"{instance.settings().public_url}/figures/{head.number}",
        is_demo=head.is_demo,
    )


def _former(released: Released) -> Former | None:
    """Return the release before this one that can be compared with it."""
    before = former_of(released.head)
    if before is None:
        return None
    return Former(before.number, before.period, reading.read(before.number, released.countries).table)


def former_of(head: ReleaseHead) -> ReleaseHead | None:
    """Return the head of the last release before one, of the same questionnaire, depth and kind of organisations."""
    same = (head.questionnaire, head.depth, head.scoring_model, head.is_demo)
    for one in reading.released():
        if one.number < head.number and (one.questionnaire, one.depth, one.scoring_model, one.is_demo) == same:
            return one
    return None
