"""The questionnaire as one frozen, already translated value: sections, questions, options, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntEnum
from fractions import Fraction
from functools import cached_property

from assessment.domain.conditions import Condition

DONT_KNOW = "dont-know"
NOT_APPLICABLE = "not-applicable"
RESERVED_ANSWERS = frozenset({DONT_KNOW, NOT_APPLICABLE})


class Role(Enum):
    """What a question is for; only measures and follow-ups are scored."""

    CONTEXT = "context"
    GATE = "gate"
    MEASURE = "measure"
    FOLLOW_UP = "follow_up"
    REFLECTION = "reflection"

    @property
    def is_scored(self) -> bool:
        """Whether answers to questions of this role enter a score."""
        return self in {Role.MEASURE, Role.FOLLOW_UP}


class Kind(Enum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    MATRIX = "matrix"
    TEXT = "text"


class Depth(IntEnum):
    """How much of a questionnaire is asked; each depth contains the ones before it."""

    SCREENING = 1
    CORE = 2
    FULL = 3

    @property
    def word(self) -> str:
        """The word used in files and interfaces: screening, core or full."""
        return self.name.lower()


class Polarity(Enum):
    """Which answer of a gate means exposure to a risk."""

    YES_IS_RISK = "yes_is_risk"
    YES_IS_GOOD = "yes_is_good"


class ScaleKind(Enum):
    """What the options of a scale speak about; a measure is never asked on a risk scale, nor a risk on another."""

    MATURITY = "maturity"
    RISK = "risk"
    ADEQUACY = "adequacy"
    FACT = "fact"


class Severity(IntEnum):
    """How grave an exposure is, by scale, scope, probability and reversibility."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def word(self) -> str:
        """The word used in files and interfaces: low, medium or high."""
        return self.name.lower()


class SectionKind(Enum):
    """A requirement is one of the rows that targets count; a preamble is a row of its own; a profile has no row."""

    REQUIREMENT = "requirement"
    PREAMBLE = "preamble"
    PROFILE = "profile"


class Effort(Enum):
    """How much work a recommendation is: days, weeks or months of one person."""

    S = "S"
    M = "M"
    L = "L"


class Change(Enum):
    """How a version differs from its predecessor."""

    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; `value` is the credit in [0, 1] of a scored single choice, otherwise None.

    A `counted` option of a scored tick list is one of those divided by; an `exclusive` one cannot be
    ticked beside others; a `critical` one is a critical item of its own when it is not ticked.
    """

    id: str
    text: str
    anchor: str = ""
    value: Fraction | None = None
    exclusive: bool = False
    counted: bool = True
    critical: bool = False
    asked_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a matrix, answered with one option of the question's scale."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A named, ordered list of options that several questions share."""

    id: str
    kind: ScaleKind
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """Answers of a gate or context question that expose requirements to a risk of this severity.

    `rows` limits it to these rows of a matrix; empty means the whole question.
    """

    requirements: tuple[str, ...]
    options: tuple[str, ...]
    severity: Severity
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to do about one question, in which order, how much work it is, who leads, and what would show it."""

    action: str
    steps: tuple[str, ...]
    effort: Effort
    lead: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the questionnaire's source list and the place in it; `origins` are ids of a former version."""

    document: str
    place: str
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """Identifiers of one legal or standards framework that a section or question relates to."""

    framework: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One item; its id is permanent, never reused and never a position."""

    id: str
    section: str
    subsection: str
    role: Role
    kind: Kind
    depth: Depth
    text: str
    help: str
    example: str
    source: Source
    answered_by: tuple[str, ...]
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    scale: str = ""
    dont_know: bool = False
    not_applicable: bool = False
    asked_if: Condition | None = None
    follows: str = ""
    polarity: Polarity | None = None
    exposes: tuple[Exposure, ...] = ()
    weight: int = 1
    critical: bool = False
    rates: ScaleKind | None = None
    recommendation: Recommendation | None = None
    tags: tuple[Tag, ...] = ()

    @property
    def is_scored(self) -> bool:
        """Whether answers enter a score."""
        return self.role.is_scored

    def option(self, option_id: str) -> Option | None:
        """Return the option with this id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, slots=True)
class Subsection:
    """A part of a section with figures of its own."""

    id: str
    title: str
    summary: str
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A requirement, the preamble or the system profile; `maximum` is the declared total weight of its scored items."""

    id: str
    title: str
    summary: str
    kind: SectionKind
    subsections: tuple[Subsection, ...]
    maximum: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry; `variants` are the other surface forms under which texts mention it."""

    id: str
    term: str
    definition: str
    variants: tuple[str, ...] = ()
    source: Source = Source("", "")


@dataclass(frozen=True, slots=True)
class Consistency:
    """A combination of answers that contradicts itself or deserves a second look, and the question to ask about it."""

    id: str
    when: Condition
    message: str
    contradiction: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A source document."""

    id: str
    title: str
    publisher: str
    year: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Framework:
    """A legal or standards framework whose identifiers tag sections and questions."""

    id: str
    title: str
    note: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class JobFunction:
    """Who in an organisation can usually answer."""

    id: str
    title: str
    description: str


@dataclass(frozen=True)
class Questionnaire:
    """One published version in one language; nothing behind it knows files or languages."""

    id: str
    version: str
    title: str
    summary: str
    language: str
    licence: str
    scoring_model: str
    values_status: str
    fingerprint: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    scales: tuple[Scale, ...] = ()
    glossary: tuple[Term, ...] = ()
    consistency: tuple[Consistency, ...] = ()
    documents: tuple[Document, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    functions: tuple[JobFunction, ...] = ()
    change: Change | None = None
    supersedes: str = ""
    languages: tuple[str, ...] = field(default=("en",))

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Questions by id, in questionnaire order."""
        return {question.id: question for question in self.questions}

    @cached_property
    def section_by_id(self) -> dict[str, Section]:
        """Sections by id, in questionnaire order."""
        return {section.id: section for section in self.sections}

    @cached_property
    def rows(self) -> tuple[Section, ...]:
        """The sections that have a row in the profile: requirements first, then preambles, each in file order."""
        requirements = tuple(s for s in self.sections if s.kind is SectionKind.REQUIREMENT)
        return requirements + tuple(s for s in self.sections if s.kind is SectionKind.PREAMBLE)

    def at_depth(self, depth: Depth) -> tuple[Question, ...]:
        """Return the questions asked at this depth, in questionnaire order."""
        return tuple(question for question in self.questions if question.depth <= depth)
