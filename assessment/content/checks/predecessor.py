"""What a new version may change: a patch nothing that counts, a minor change nothing that was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.content.phrases import phrase
from assessment.domain.questionnaire import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.content.checks.context import Context
    from assessment.domain.questionnaire import Question, Questionnaire

_OTHER = phrase("different")


def check(context: Context, former: Questionnaire) -> None:
    """Run all rules about a version and its predecessor."""
    change = context.questionnaire.change
    if change is None or "change" in context.record(context.questionnaire).bad:
        return
    origins = {origin for question in context.questionnaire.questions for origin in question.source.origins}
    for before in former.questions:
        now = context.by_id.get(before.id)
        if now is not None and now in context.questions:
            _kept(context, former, before, now)
        elif now is None and not context.is_torn("questions"):
            _gone(context, former, before, named=before.id in origins)
    if change is Change.PATCH:
        _added(context, former)


def _gone(context: Context, former: Questionnaire, before: Question, *, named: bool) -> None:
    questionnaire, details = context.questionnaire, {"id": before.id, "supersedes": former.version}
    if questionnaire.change is Change.MAJOR:
        if not named:
            context.add("P814", questionnaire, "supersedes", **details)
    elif questionnaire.change is not None:
        context.add("P813", questionnaire, "change", **details, change=questionnaire.change.value)


def _kept(context: Context, former: Questionnaire, before: Question, now: Question) -> None:
    change = context.questionnaire.change
    if change is None or change is Change.MAJOR:
        return
    details = {"id": now.id, "supersedes": former.version, "change": change.value}
    natures = (("role", before.role.value, now.role.value), ("type", before.kind.value, now.kind.value))
    for key, was, has_become in natures:
        if was != has_become:
            context.add("P808", now, key, **details, before=was, now=has_become)
    for option in before.options:
        if now.option(option.id) is None:
            context.add("P809", now, "options", **details, option=option.id)
    if change is Change.PATCH:
        for what, old, new in _scoring(before, now):
            context.add("P810", now, what, id=now.id, supersedes=former.version, what=what, before=old, now=new)


def _scoring(before: Question, now: Question) -> Iterator[tuple[str, object, object]]:
    """Yield what enters a score or target and differs: (key, before, now)."""
    for key in ("weight", "critical", "depth"):
        old, new = getattr(before, key), getattr(now, key)
        if old != new:
            yield key, getattr(old, "word", old), getattr(new, "word", new)
    for option in before.options:
        same = now.option(option.id)
        if same is not None and same.value != option.value:
            yield "options", f"{option.id}: {option.value}", f"{option.id}: {same.value}"
    if before.exposes != now.exposes or before.polarity is not now.polarity:
        yield "exposes", _OTHER, _OTHER
    if before.asked_if != now.asked_if:
        yield "asked_if", _OTHER, _OTHER


def _added(context: Context, former: Questionnaire) -> None:
    known = {question.id for question in former.questions}
    for question in context.questionnaire.questions:
        if question.id not in known:
            context.add("P815", question, "id", id=question.id)
