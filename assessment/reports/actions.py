"""The recommendations in words: what to do and why, in which steps, who leads, the effort and what would show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from assessment.domain.advice import Reason
from assessment.domain.answers import Evidence
from assessment.domain.questionnaire import Kind
from assessment.reports import texts
from assessment.reports.typed import Typed, clip, first_sentence
from assessment.reports.written import brief

if TYPE_CHECKING:
    from assessment.domain.advice import Advice
    from assessment.domain.answers import Answer
    from assessment.domain.questionnaire import Option, Question
    from assessment.reports.edition import Edition

_AREA = 60
_NEARLY_THERE = Fraction(2, 3)


class Form(Enum):
    """What kind of work an action is: build something, have it checked, find out, or answer."""

    BUILD = "build"
    CHECK = "check"
    FIND_OUT = "find-out"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Action:
    """One recommendation, numbered by its place in the plan; `wording` is the question it answers."""

    number: str
    id: str
    requirement: str
    area: str
    form: Form
    task: str
    brief: str
    wording: str
    now: str
    next: str
    levels: str
    anchor: str
    steps: tuple[str, ...]
    lead: str
    asked: str
    effort: str
    evidence: tuple[str, ...]
    is_critical: bool
    then: tuple[tuple[str, str], ...]
    note: Typed
    grade: str


def actions(edition: Edition, advice: tuple[Advice, ...]) -> tuple[Action, ...]:
    """Return the recommendations in the order of the plan."""
    return tuple(_action(edition, one, str(number)) for number, one in enumerate(advice, 1))


def _action(edition: Edition, advice: Advice, number: str) -> Action:
    question, answer = edition.question(advice.question), edition.answer(advice.question)
    recommendation = question.recommendation
    form = _form(edition, advice)
    task = _task(edition, question, form)
    now, following = _now(edition, question, answer, advice), _next(edition, question, answer, form)
    return Action(
        number=number,
        id=question.id,
        requirement=advice.requirement,
        area=clip(edition.titles[advice.requirement], _AREA),
        form=form,
        task=task,
        brief=first_sentence(task) if form is Form.BUILD else task,
        wording=edition.wording(question.id),
        now=now,
        next=following.text if following else "",
        levels=_levels(edition, now, following if question.kind is Kind.SINGLE else None),
        anchor=following.anchor if following else "",
        steps=recommendation.steps if recommendation else (),
        lead=edition.functions((recommendation.lead,)) if recommendation else "",
        asked=edition.functions(question.answered_by),
        effort=texts.effort(edition.language, advice.effort),
        evidence=recommendation.evidence if recommendation else (),
        is_critical=advice.critical,
        then=tuple((name, edition.wording(name)) for name in advice.then),
        note=brief(edition, answer),
        grade=texts.evidence(edition.language, answer.evidence) if answer and answer.evidence > Evidence.E0 else "",
    )


def _levels(edition: Edition, now: str, following: Option | None) -> str:
    """Return the step that the plan shows; the missing parts of a tick list would be too long for it."""
    if following is None:
        return now
    return edition.gettext("%(now)s, next: %(next)s") % {"now": now, "next": following.text}


def _form(edition: Edition, advice: Advice) -> Form:
    match advice.reason:
        case Reason.FIND_OUT:
            return Form.FIND_OUT
        case Reason.ANSWER:
            return Form.ANSWER
        case Reason.RAISE:
            value = edition.items[advice.question].value
            is_leveled = edition.question(advice.question).kind is Kind.SINGLE
            return Form.CHECK if is_leveled and value is not None and value >= _NEARLY_THERE else Form.BUILD


def _task(edition: Edition, question: Question, form: Form) -> str:
    match form:
        case Form.FIND_OUT:
            return edition.gettext("Find out: %(question)s") % {"question": edition.wording(question.id)}
        case Form.ANSWER:
            return edition.gettext("Answer: %(question)s") % {"question": edition.wording(question.id)}
        case Form.CHECK:
            return edition.gettext("Have it checked: %(question)s") % {"question": edition.wording(question.id)}
        case Form.BUILD:
            return question.recommendation.action if question.recommendation else edition.wording(question.id)


def _now(edition: Edition, question: Question, answer: Answer | None, advice: Advice) -> str:
    match advice.reason:
        case Reason.FIND_OUT:
            return edition.gettext("Don’t know")
        case Reason.ANSWER:
            return edition.gettext("Not answered")
        case Reason.RAISE:
            chosen = answer.options if answer else ()
            if question.kind is Kind.MULTIPLE:
                offered = _parts(edition, question)
                words = {"ticked": sum(option.id in chosen for option in offered), "total": len(offered)}
                return edition.gettext("%(ticked)d of %(total)d in place") % words
            option = question.option(chosen[0]) if chosen else None
            return option.text if option else ""


def _next(edition: Edition, question: Question, answer: Answer | None, form: Form) -> Option | None:
    """Return the level after the present one, of a tick list the first missing part; None when nothing is known."""
    if form in {Form.FIND_OUT, Form.ANSWER} or answer is None:
        return None
    if question.kind is Kind.MULTIPLE:
        missing = (o for o in _parts(edition, question) if o.id not in answer.options)
        return min(missing, key=lambda option: not option.critical, default=None)
    value = edition.items[question.id].value
    higher = (o for o in question.options if o.value is not None and value is not None and o.value > value)
    return min(higher, key=lambda option: option.value or 0, default=None)


def _parts(edition: Edition, question: Question) -> tuple[Option, ...]:
    """Return the parts of a tick list that are on offer and count."""
    on_offer = edition.statuses[question.id].options
    return tuple(o for o in question.options if o.id in on_offer and o.counted and not o.exclusive)
