"""The section page as one text with slots, made by Jinja once and filled without it ever after.

Rendering twenty questions through templates costs twenty times what filling prepared text costs, and the frame of the
page as much as its questions. What is prepared is the same for everybody with the same rights; nothing that belongs to
a person, an organisation or a request may be in it. So it is rendered from the values named here and from no others:
a template that asks for more fails instead of keeping what it saw.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from flask import current_app, render_template
from flask_babel import gettext
from markupsafe import Markup, escape

from assessment.domain.access import Permission, Person
from assessment.domain.answer_words import grade
from assessment.domain.answers import Evidence
from assessment.domain.marks import plain, segments
from assessment.languages.collation import sort_key
from assessment.services import questionnaires
from assessment.web import guards, language, navigation
from assessment.web.formats import comma
from assessment.web.nodes import nodes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assessment.domain.access import Role
    from assessment.domain.questionnaire import Question, Term
    from assessment.services.sections import Asked
    from assessment.web.nodes import Node

# Control characters mark a slot in a text: no questionnaire and no translation holds them. In addresses a word does.
_SLOT = re.compile("\x02([^\x03]*)\x03|SLOT0([a-z]+)0SLOT")
_INDENT = re.compile(r"\s*\n\s*")
_MOST = 400


class Key(NamedTuple):
    """All that a compiled page depends on; `spoken` is the questionnaire's language, `shown_in` that of the page.

    What a page offers depends on what people may do, never on who they are: on `role` and `offices`, and on whether
    they may see the sections before and after this one.
    """

    fingerprint: str
    spoken: str
    shown_in: str
    depth: int
    section: str
    editable: bool
    is_open: bool
    has_undo: bool
    role: Role | None
    offices: frozenset[Role]
    neighbours: tuple[bool, bool]
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """HTML with named slots; what is filled in must be escaped already."""

    text: str
    blank: Mapping[str, str]

    def fill(self, values: Mapping[str, object]) -> str:
        """Return the HTML with every slot filled."""
        return self.text % values


def slot(name: str) -> Markup:
    """Return the mark of a slot, to stand in a template that is compiled."""
    return Markup(f"\x02{name}\x03")  # noqa: S704 - a name that the template chose


def pattern(html: str) -> Pattern:
    """Return a rendered template as a pattern, without the indentation of its source."""
    names: dict[str, str] = {}
    pieces, position, source = [], 0, _INDENT.sub("\n", html).strip()
    for mark in _SLOT.finditer(source):
        name = mark[1] or mark[2]
        names[name] = ""
        pieces += [source[position : mark.start()].replace("%", "%%"), f"%({name})s"]
        position = mark.end()
    return Pattern("".join([*pieces, source[position:].replace("%", "%%")]), names)


_compiled: dict[Key, Pattern] = {}


def page_pattern(key: Key, asked: Asked) -> Pattern:
    """Return the compiled page of a section; compile it when nobody has asked for it yet."""
    found = _compiled.get(key)
    if found is None:
        if len(_compiled) >= _MOST:
            _compiled.clear()
        found = _compiled[key] = pattern(_render(key, asked))
    return found


@dataclass(frozen=True)
class _Thing:
    """Stands for an organisation, a system or an assessment. Its id is a word, because it goes into addresses."""

    id: str
    name: str = ""
    is_demo: bool = False


class _Place:
    """Stands for the place of a page."""

    system = _Thing("", slot("system"))
    assessment = _Thing("SLOT0assessment0SLOT")

    def __init__(self, *, is_demo: bool) -> None:
        """Stand for a place of an invented organisation, or of a real one."""
        self.organisation = _Thing("SLOT0organisation0SLOT", slot("organisationname"), is_demo)


class _Request:
    """Stands for the request."""

    path = "SLOT0path0SLOT"


def _render(key: Key, asked: Asked) -> str:
    frame = language.context() | navigation.context()
    frame |= {
        "may": guards.allows,
        "Permission": Permission,
        "place": _Place(is_demo=key.is_demo),
        "person": Person(id="someone", name=slot("person"), is_guest=guards.who().is_guest),
        "csrf_token": lambda: slot("csrf"),
        "get_flashed_messages": lambda **_: [],
        "request": _Request,
    }
    # Whatever else Flask offers to every template belongs to one request.
    frame |= dict.fromkeys(("session", "g", "config"))
    template = current_app.jinja_env.get_template("respondent/section.html")
    questions = Markup(_questions(asked, editable=key.editable))  # noqa: S704 - rendered by Jinja
    frame |= {"own": _tongue(key.spoken), "source": questionnaires.original_of(asked.questionnaire)}
    coverage = questionnaires.coverage_of(asked.questionnaire)
    return template.render(frame, asked=asked, key=key, questions=questions, slot=slot, coverage=coverage)


def questions_pattern(asked: Asked, *, editable: bool) -> Pattern:
    """Return the questions of a section alone, for a page that is about no assessment."""
    return pattern(_questions(asked, editable=editable))


def _questions(asked: Asked, *, editable: bool) -> str:
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
        functions={q.id: comma().join(titles[id_] for id_ in q.answered_by) for q in questions},
        grades=[(int(value), grade(value, gettext)) for value in Evidence],
        own=own,
        marked=lambda text: own(_marked(text, terms)),
        plain=plain,
        terms=_used(questions, terms, questionnaire.language),
        source=questionnaires.original_of(questionnaire),
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


def _used(questions: tuple[Question, ...], terms: Mapping[str, Term], spoken: str) -> list[Term]:
    """Return the glossary terms that the texts of these questions mention, in the order of the alphabet."""
    texts = [text for question in questions for text in (question.text, question.help, question.example)]
    names = {name.lower() for text in texts for _, name in segments(text) if name}
    found = {terms[name].id: terms[name] for name in names if name in terms}
    return sorted(found.values(), key=lambda term: sort_key(term.term, spoken))


@lru_cache(maxsize=32)
def fragments(shown_in: str) -> Mapping[str, str]:  # noqa: ARG001 - the key: words are those of the request's language
    """Return what stands beneath answers as patterns by name, in the language of the request."""
    module = current_app.jinja_env.get_template("components/beneath.html").make_module({"slot": slot})
    macros = {name: getattr(module, name) for name in dir(module) if not name.startswith("_")}
    return {name: pattern(str(macro())).text for name, macro in macros.items() if callable(macro)}


@lru_cache(maxsize=32)
def nodes(shown_in: str) -> Mapping[str, list[Node]]:
    """Return what stands beneath answers as nodes with places for texts, for the script."""
    return {name: nodes_of(text) for name, text in fragments(shown_in).items()}
