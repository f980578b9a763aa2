"""A section's questions as one text with slots, made by Jinja once and filled without it ever after.

Rendering twenty questions through templates costs twenty times what filling prepared text costs. What is prepared
depends only on the questionnaire version, the depth, the section, the two languages and whether it can be changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from flask import current_app, render_template
from flask_babel import gettext
from markupsafe import Markup, escape

from assessment.domain.answer_words import grade
from assessment.domain.answers import Evidence
from assessment.domain.marks import plain, segments
from assessment.web import language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assessment.domain.questionnaire import Question, Term
    from assessment.services.sections import Asked

# Control characters mark a slot: no text of a questionnaire or of the interface can hold them.
_SLOT = re.compile("\x02([^\x03]*)\x03")
_INDENT = re.compile(r"\s*\n\s*")


class Key(NamedTuple):
    """What a compiled section depends on; `spoken` is the questionnaire's language, `shown_in` that of the page."""

    fingerprint: str
    spoken: str
    depth: int
    section: str
    shown_in: str
    editable: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """HTML with named slots; what is filled in must be escaped already."""

    text: str
    blank: Mapping[str, str]

    def fill(self, values: Mapping[str, object]) -> Markup:
        """Return the HTML with every slot filled."""
        return Markup(self.text % values)  # noqa: S704 - the pattern is our template, the values are escaped


def slot(name: str) -> Markup:
    """Return the mark of a slot, to stand in a template that is compiled."""
    return Markup(f"\x02{name}\x03")  # noqa: S704 - a name that the template chose


def pattern(html: str) -> Pattern:
    """Return a rendered template as a pattern, without the indentation of its source."""
    pieces = _SLOT.split(_INDENT.sub("\n", html).strip())
    names = pieces[1::2]
    text = "".join(f"%({piece})s" if place % 2 else piece.replace("%", "%%") for place, piece in enumerate(pieces))
    return Pattern(text, dict.fromkeys(names, ""))


_compiled: dict[Key, Pattern] = {}
_MOST = 400


def section_pattern(key: Key, asked: Asked) -> Pattern:
    """Return the compiled questions of a section; compile them when nobody has asked for them yet."""
    found = _compiled.get(key)
    if found is None:
        if len(_compiled) >= _MOST:
            _compiled.clear()
        found = _compiled[key] = pattern(_render(asked, editable=key.editable))
    return found


def _render(asked: Asked, *, editable: bool) -> str:
    questionnaire, questions = asked.questionnaire, tuple(asked.part.questions.values())
    terms = {form.lower(): term for term in questionnaire.glossary for form in (term.term, *term.variants)}
    own = _tongue(questionnaire.language)
    titles = {function.id: function.title for function in questionnaire.functions}
    return render_template(
        "respondent/questions.html",
        slot=slot,
        section=asked.section,
        asked={s.id: [q for q in questions if q.subsection == s.id] for s in asked.section.subsections},
        editable=editable,
        functions={q.id: ", ".join(titles[id_] for id_ in q.answered_by) for q in questions},
        grades=[(int(value), grade(value, gettext)) for value in Evidence],
        own=own,
        marked=lambda text: own(_marked(text, terms)),
        plain=plain,
        terms=_used(questions, terms),
        conditional={q.id: {option.id for option in q.options if option.asked_if} for q in questions},
    )


def _tongue(spoken: str) -> Callable[[str], Markup]:
    """Return a function that marks a text as being in this language, where the page is in another one."""
    if spoken == language.chosen():
        return escape
    direction = language.direction_of(spoken)
    return lambda text: Markup('<span lang="{}" dir="{}">{}</span>').format(spoken, direction, text)


def _marked(text: str, terms: Mapping[str, Term]) -> Markup:
    """Return a text whose glossary terms lead to their definitions on the page."""
    pieces = [(words, terms.get(name.lower()) if name else None) for words, name in segments(text)]
    return Markup("").join(
        Markup('<a class="term" href="#term-{}">{}</a>').format(term.id, words) if term else words
        for words, term in pieces
    )


def _used(questions: tuple[Question, ...], terms: Mapping[str, Term]) -> list[Term]:
    """Return the glossary terms that the texts of these questions mention, in the order of the alphabet."""
    texts = [text for question in questions for text in (question.text, question.help, question.example)]
    names = {name.lower() for text in texts for _, name in segments(text) if name}
    found = {terms[name].id: terms[name] for name in names if name in terms}
    return sorted(found.values(), key=lambda term: term.term.casefold())


@lru_cache(maxsize=32)
def fragments(shown_in: str) -> Mapping[str, Pattern]:  # noqa: ARG001 - the key: words are those of the request's language
    """Return what stands below answers as patterns by name, in the language of the request."""
    module = current_app.jinja_env.get_template("components/beneath.html").make_module({"slot": slot})
    names = [name for name in dir(module) if not name.startswith("_")]
    return {name: pattern(str(getattr(module, name)())) for name in names if callable(getattr(module, name))}
