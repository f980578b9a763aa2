"""From decoded records to the domain's questionnaire, with a source map from every part back to its line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from assessment.domain.questionnaire import (
    Change,
    Consistency,
    Depth,
    Document,
    Effort,
    Exposure,
    Framework,
    JobFunction,
    Kind,
    Option,
    Polarity,
    Question,
    Questionnaire,
    Recommendation,
    Role,
    Row,
    Scale,
    ScaleKind,
    Section,
    SectionKind,
    Severity,
    Source,
    Subsection,
    Tag,
    Term,
)

if TYPE_CHECKING:
    from assessment.content.record import Record

_Part = TypeVar("_Part")


@dataclass(frozen=True)
class Draft:
    """A questionnaire that was read but not yet judged, and where each of its parts stands in the file."""

    questionnaire: Questionnaire
    record: Record
    _records: dict[int, Record] = field(default_factory=dict)

    def at(self, part: object, key: str = "", item: int = -1) -> tuple[int, int]:
        """Return line and column of a part (a question, section, option …), of one of its keys or of a list's item."""
        record = self._records.get(id(part))
        return record.at(key, item) if record is not None else (0, 0)

    def written(self, part: object) -> Record:
        """Return the record a part was built from; keys that were not written are not in its `keys_at`."""
        return self._records.get(id(part), self.record)


def build(record: Record, fingerprint: str) -> Draft:
    """Return the draft; values that could not be read are stood in for, so that every rule can still run."""
    return _Builder().questionnaire(record, fingerprint)


class _Builder:
    """Builds one draft; keeps which record each part came from."""

    def __init__(self) -> None:
        self.records: dict[int, Record] = {}
        self.scales: dict[str, Scale] = {}
        self.tags: dict[str, tuple[Tag, ...]] = {}
        self.section_of: dict[str, str] = {}

    def keep(self, part: _Part, record: Record) -> _Part:
        self.records[id(part)] = record
        return part

    def questionnaire(self, record: Record, fingerprint: str) -> Draft:
        scales = tuple(self.scale(r) for r in record["scales"])
        self.scales = {scale.id: scale for scale in scales}
        sections = tuple(self.section(r) for r in record["sections"])
        built = Questionnaire(
            **{
                key: record[key]
                for key in (
                    "id",
                    "version",
                    "title",
                    "summary",
                    "language",
                    "licence",
                    "scoring_model",
                    "values_status",
                )
            },
            fingerprint=fingerprint,
            languages=record["languages"],
            change=Change(record["change"]) if "change" in record.keys_at else None,
            supersedes=record["supersedes"],
            scales=scales,
            sections=sections,
            questions=tuple(self.question(r) for r in record["questions"]),
            glossary=tuple(self.term(r) for r in record["glossary"]),
            consistency=tuple(self.consistency(r) for r in record["consistency"] if r["when"] is not None),
            documents=tuple(self.keep(Document(**r), r) for r in record["documents"]),
            frameworks=tuple(self.keep(Framework(**r), r) for r in record["frameworks"]),
            functions=tuple(self.keep(JobFunction(**r), r) for r in record["functions"]),
        )
        return Draft(built, record, self.records)

    def scale(self, record: Record) -> Scale:
        options = tuple(self.keep(Option(r["id"], r["text"], r["anchor"], r["value"]), r) for r in record["options"])
        return self.keep(Scale(record["id"], ScaleKind(record["kind"]), record["title"], options), record)

    def section(self, record: Record) -> Section:
        parts = tuple(self.subsection(record["id"], r) for r in record["subsections"])
        kind = SectionKind(record["kind"])
        return self.keep(
            Section(record["id"], record["title"], record["summary"], kind, parts, record["maximum"]), record
        )

    def subsection(self, section: str, record: Record) -> Subsection:
        tags = _tags(record["frameworks"])
        self.tags[record["id"]] = tags
        self.section_of[record["id"]] = section
        return self.keep(Subsection(record["id"], record["title"], record["summary"], tags), record)

    def question(self, record: Record) -> Question:
        where = record["section"]
        question = Question(
            **{
                key: record[key]
                for key in ("id", "text", "help", "example", "answered_by", "scale", "dont_know", "not_applicable")
            },
            **{key: record[key] for key in ("asked_if", "follows", "weight", "critical")},
            section=self.section_of.get(where, ""),
            subsection=where,
            role=Role(record["role"]),
            kind=Kind(record["type"]),
            depth=Depth[record["depth"].upper()],
            source=_source(record["source"]),
            options=self.options(record),
            rows=tuple(self.keep(Row(r["id"], r["text"]), r) for r in record["rows"]),
            polarity=Polarity(record["polarity"]) if "polarity" in record.keys_at else None,
            exposes=tuple(self.exposure(r) for r in record["exposes"]),
            rates=ScaleKind(record["rates"]) if "rates" in record.keys_at else None,
            recommendation=_recommendation(record["recommendation"]),
            tags=_tags(record["frameworks"], self.tags.get(where, ())),
        )
        return self.keep(question, record)

    def options(self, record: Record) -> tuple[Option, ...]:
        scale = self.scales.get(record["scale"])
        if scale is None:
            return tuple(self.keep(Option(**r), r) for r in record["options"])
        anchors = record["anchors"] or {}
        return tuple(replace(option, anchor=anchors.get(option.id, option.anchor)) for option in scale.options)

    def exposure(self, record: Record) -> Exposure:
        severity = Severity[record["severity"].upper()]
        return self.keep(Exposure(record["requirements"], record["options"], severity, record["rows"]), record)

    def term(self, record: Record) -> Term:
        source = _source(record["source"])
        return self.keep(Term(record["id"], record["term"], record["definition"], record["variants"], source), record)

    def consistency(self, record: Record) -> Consistency:
        rule = Consistency(record["id"], record["when"], record["message"], record["contradiction"])
        return self.keep(rule, record)


def _source(record: Record | None) -> Source:
    return Source("", "") if record is None else Source(record["document"], record["place"], record["origins"])


def _recommendation(record: Record | None) -> Recommendation | None:
    if record is None:
        return None
    effort = Effort(record["effort"])
    return Recommendation(record["action"], record["steps"], effort, record["lead"], record["evidence"])


def _tags(record: Record | None, inherited: tuple[Tag, ...] = ()) -> tuple[Tag, ...]:
    """Return the tags of a question: its sub-section's, with its own identifiers added."""
    items = {tag.framework: tag.items for tag in inherited}
    for framework, own in (record or {}).items():
        items[framework] = tuple(dict.fromkeys(items.get(framework, ()) + own))
    return tuple(Tag(framework, identifiers) for framework, identifiers in items.items())
