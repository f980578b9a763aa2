"""What the writers of files are given: a release's imprint, its cells, and the words for their codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.disclosure.publishable import PublishableTable
    from assessment.reports.aggregates.words import Words


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a file says about the release that its figures come from.

    Days are ISO dates. `versions` are those of the questionnaire whose answers are in it. `stages` are the numbers of
    organisations at each stage, None where fewer than may be shown. `digest` is the SHA-256 over all cells of the
    release, `countries` those that the file is limited to; none means all. `service` is who publishes it, `address`
    where it lies for good.
    """

    number: int
    title: str
    period: str
    cutoff: str
    approved: str
    questionnaire: str
    questionnaire_title: str
    versions: tuple[str, ...]
    depth: str
    scoring_model: str
    policy: int
    policy_fingerprint: str
    software: str
    basis: str
    digest: str
    licence: str
    stages: Mapping[str, int | None] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    service: str = ""
    address: str = ""
    is_demo: bool = False

    @property
    def stem(self) -> str:
        """How the names of its files begin, the same in every language."""
        return f"release-{self.number}"


@dataclass(frozen=True, slots=True)
class Former:
    """An earlier release to compare with."""

    number: int
    period: str
    table: PublishableTable


@dataclass(frozen=True, slots=True)
class Given:
    """A release for a writer: `table` is what may be shown, already limited to the countries of the imprint.

    `targets` are the numbers of submissions that the round aimed at, by country; `former` is the release before it.
    `country` is the one that the file is about, for kinds of file that are about one.
    """

    imprint: Imprint
    table: PublishableTable
    words: Words
    targets: Mapping[str, int] = field(default_factory=dict)
    former: Former | None = None
    country: str = ""
