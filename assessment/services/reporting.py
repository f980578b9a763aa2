"""From a score to the organisation's report: HTML for a screen, or a PDF made in a process of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.content import answers_writer, files, languages
from assessment.content.phrases import Wording
from assessment.domain import advice, scoring_json
from assessment.languages import folders, interface
from assessment.reports import process
from assessment.reports.bilingual import bilingual_html
from assessment.reports.document import Attachment, Document
from assessment.reports.edition import Edition, Options, Report
from assessment.reports.errors import ReportError, ReportFailed
from assessment.reports.joint import JointReport, joint_bilingual_html, joint_html
from assessment.reports.language import ReportLanguage
from assessment.reports.organisation import report_html
from assessment.reports.overview import Overview, overview
from assessment.reports.typed import isolated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assessment.domain.questionnaire import Questionnaire
    from assessment.services.results import Subject
    from assessment.services.scoring import Scored

__all__ = ["Options", "ReportError", "make_report", "report_of"]

# The date of a file whose assessment has none: a fixed one, so that equal answers give equal bytes.
_NO_DATE = "1970-01-01"


# So many results of submissions are kept in words, in each process.
_KEPT = 16
WHOLE = Options()
#: What stands between the languages of a report that is in two.
AND = "+"


class LanguageNotOffered(ReportError):
    """The report was asked for in a language that the questionnaire is not available in."""


def make_report(
    scored: Scored, language: str = "", *, html: bool = False, seconds: int = 60, options: Options = WHOLE
) -> bytes:
    """Return the report in a language (the questionnaire's own by default) as PDF, or as one HTML file.

    "fr+en" is the report in French and in English, which may take twice the `seconds`. Raises ReportError with a
    sentence for the reader when the language is not offered or a limit is passed.
    """
    if scored.assessment is None or scored.questionnaire is None or scored.scorecard is None:
        raise ReportFailed("there is no score")
    first, both, second = language.partition(AND)
    report = report_of(scored, first, options)
    code = report.questionnaire.language
    country = report.assessment.organisation.country
    edition = Edition(report, ReportLanguage.of(code, country))
    if both:
        page = bilingual_html(edition, _second(scored, code, second, options))
    else:
        page = report_html(report, edition.language)
    if html:
        return page.encode("utf-8")
    document = Document(page, code, report.assessment.date or _NO_DATE, attachments(scored, options))
    return process.render(document, process.Limits(seconds=seconds * (2 if both else 1)))


def _second(scored: Scored, first: str, second: str, options: Options) -> Edition:
    """Return the other half of a report in two languages, which is always English."""
    if second != interface.SOURCE or first == second:
        text = f"A report in two languages is in {interface.SOURCE!r} and another one, such as 'fr{AND}en'."
        raise LanguageNotOffered(text)
    report = report_of(scored, second, options)
    return Edition(report, ReportLanguage.of(second, report.assessment.organisation.country))


def make_joint_report(reports: Mapping[str, JointReport], *, seconds: int = 300) -> bytes:
    """Return the report of an organisation about all its systems as PDF; raise ReportError when a limit is passed.

    `reports` is the report by language: in one, or in two, which may take twice the `seconds`.
    """
    pairs = [(report, ReportLanguage.of(code, report.organisation.country)) for code, report in reports.items()]
    report, language = pairs[0]
    page = joint_html(report, language) if len(pairs) == 1 else joint_bilingual_html(pairs[0], pairs[1])
    limits = process.Limits(seconds=seconds * len(pairs))
    return process.render(Document(page, language.code, report.date or _NO_DATE), limits)


def edition_of(scored: Scored, code: str, language: ReportLanguage) -> Edition:
    """Return a result for a page, with the questionnaire in the language of `code` if there is one."""
    offered = languages.of(scored.questionnaire) if scored.questionnaire else ()
    return Edition(report_of(scored, code if code in offered else ""), language)


def languages_of(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the languages of reports about a version: those in which it and the words around it are complete."""
    return tuple(code for code in languages.of(questionnaire) if code in interface.offered())


def choices_of(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return in what a report about a version can be: in one language, or in one and in English, such as fr+en."""
    codes = languages_of(questionnaire)
    both = [f"{code}{AND}{interface.SOURCE}" for code in codes if code != interface.SOURCE]
    return (*codes, *both) if interface.SOURCE in codes else codes


def overview_of(subject: Subject, code: str, language: ReportLanguage) -> Overview:
    """Return the figures of a report for a page, with the questionnaire in the language of `code` if there is one.

    A submission never changes: what it says in a language is kept for whoever looks next. Present answers are not.
    """
    if subject.submission is None:
        return overview(edition_of(subject.scored, code, language))
    about, locale = subject.submission, (language.code, language.country, str(language.locale))
    return _kept(_Frozen(about.id, about.digest, code, locale, folders.roots(), subject.scored, language))


@dataclass(frozen=True, slots=True)
class _Frozen:
    """A submission in a language, with the state of the translations; these tell one from another."""

    submission: str
    digest: str
    code: str
    locale: tuple[str, str, str]
    translations: tuple[Path, ...]
    scored: Scored = field(compare=False)
    language: ReportLanguage = field(compare=False)


@lru_cache(maxsize=_KEPT)
def _kept(asked: _Frozen) -> Overview:
    return overview(edition_of(asked.scored, asked.code, asked.language))


def report_of(scored: Scored, language: str = "", options: Options = WHOLE) -> Report:
    """Return everything a report or a result page is made from."""
    source = scored.questionnaire
    if source is None or scored.assessment is None or scored.scorecard is None:
        raise ReportFailed("there is no score")
    if language and language not in languages.of(source):
        offered = ", ".join(languages.of(source))
        text = f"{source.id} {source.version} is not available in {language!r}; it is available in: {offered}."
        raise LanguageNotOffered(text)
    shown = files.load(source.id, source.version, language, drafts=True) if language else source
    answers, depth = scored.assessment.answers, scored.assessment.depth
    return Report(
        questionnaire=shown,
        assessment=scored.assessment,
        scorecard=scored.scorecard,
        advice=advice.recommendations(shown, scored.scorecard),
        contradictions=advice.contradictions(shown, answers, depth),
        problems=tuple(finding.message_in(_wording(language or source.language)) for finding in scored.findings),
        options=options,
    )


def _wording(language: str) -> Wording:
    return Wording(interface.spoken(language).gettext, isolated, isolated)


def attachments(scored: Scored, options: Options = WHOLE) -> tuple[Attachment, ...]:
    """Return the answers, unless they are left out, and the score as files that travel inside the PDF."""
    if scored.assessment is None or scored.questionnaire is None or scored.scorecard is None:
        return ()
    figures = scoring_json.to_json(scored.scorecard)
    score = json.dumps(figures, ensure_ascii=False, indent=2).encode("utf-8")
    attached = Attachment("score.json", "application/json", "The score, with exact fractions", score)
    if not options.with_answers:
        return (attached,)
    answers = answers_writer.to_json(scored.assessment, scored.questionnaire).encode("utf-8")
    return (Attachment("answers.json", "application/json", "The answers, as an answers file", answers), attached)
