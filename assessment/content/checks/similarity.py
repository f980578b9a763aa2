"""Texts that say the same: found by shared words, comparing only texts that share a rare one."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from assessment.content.checks.texts import shown_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessment.content.checks.context import Context

SAME = 0.92
NEAR = 0.75
REPEATS = 0.8
_WORD = re.compile(r"\w+")


def check(context: Context) -> None:
    """Run all rules of this family."""
    _questions(context)
    _recommendations(context)
    for question in context.questionnaire.questions:
        own = _words(question.text)
        if question.recommendation and _share(own, _words(question.recommendation.action)) >= REPEATS:
            context.add("T613", question, "recommendation", id=question.id)
        if _share(own, _words(question.help)) >= REPEATS:
            context.add("T616", question, "help", id=question.id)


def _questions(context: Context) -> None:
    sound = [q for q in context.by_id_in_order if "text" not in context.record(q).bad]
    words = {question.id: _words(question.text) for question in sound}
    for first, second, share in pairs(words, NEAR):
        question = context.by_id[second]
        if share >= SAME:
            context.add("T601", question, "text", id=second, other=first)
        else:
            context.add("T602", question, "text", id=second, other=first, percent=int(share * 100))


def _recommendations(context: Context) -> None:
    advised = [q for q in context.by_id_in_order if "recommendation" not in context.record(q).bad]
    words = {q.id: _words(q.recommendation.action) for q in advised if q.recommendation}
    for first, second, _ in pairs(words, SAME):
        context.add("T603", context.by_id[second], "recommendation", id=second, other=first)


def pairs(words: Mapping[str, frozenset[str]], least: float) -> Iterator[tuple[str, str, float]]:
    """Yield (earlier, later, share) for texts that share at least this part of their words.

    Two sets that share the part t have a common member among the rarest (1 - t) of each, so only those are looked up.
    """
    frequency = Counter(word for text in words.values() for word in text)
    shelf: dict[str, list[str]] = {}
    for own, text in words.items():
        rarest = sorted(text, key=lambda word: (frequency[word], word))
        prefix = rarest[: len(rarest) - math.ceil(least * len(rarest)) + 1]
        for other in sorted({name for word in prefix for name in shelf.get(word, ())}):
            share = _share(text, words[other])
            if share >= least:
                yield other, own, share
        for word in prefix:
            shelf.setdefault(word, []).append(own)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(shown_text(text).casefold()))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the part of all words of two texts that both have."""
    return len(one & other) / len(one | other) if one and other else 0.0
