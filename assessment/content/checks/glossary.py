"""The glossary and its marks: each mark well formed, leading to exactly one term, each term used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assessment.content.checks.texts import report
from assessment.content.phrases import guess

if TYPE_CHECKING:
    from assessment.content.checks.context import Context
    from assessment.content.checks.written import Written

_MARKED = {("questions", "text"), ("questions", "help"), ("questions", "example")}
_GOOD = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]+))?\]\]")
_PIECE = re.compile(r"\[\[.{0,40}|.{0,20}\]\]")


def check(context: Context) -> None:
    """Run all rules of this family."""
    forms = _forms(context)
    used: set[str] = set()
    for written in context.texts:
        if "[[" in written.text or "]]" in written.text:
            if written.path in _MARKED:
                _marks(context, written, forms, used)
            else:
                report(context, "T625", written, key=written.key)
    for term in context.questionnaire.glossary:
        if term.id not in used and not context.is_torn("questions"):
            context.add("T623", term, "id", id=term.id)


def _forms(context: Context) -> dict[str, str]:
    """Return the term that each surface form leads to; report forms that lead to two."""
    forms: dict[str, str] = {}
    for term in context.questionnaire.glossary:
        for key, form in (("term", term.term), *(("variants", variant) for variant in term.variants)):
            plain = form.casefold().strip()
            owner = forms.setdefault(plain, term.id)
            if owner != term.id:
                context.add("T624", term, key, found=form, id=owner, other=term.id)
    return forms


def _marks(context: Context, written: Written, forms: dict[str, str], used: set[str]) -> None:
    rest = _GOOD.sub("", written.text)
    broken = _PIECE.search(rest)
    if broken:
        report(context, "T621", written, found=broken[0])
    for match in _GOOD.finditer(written.text):
        form = match[1].casefold()
        if match[1] != match[1].strip() or (match[2] or "x") != (match[2] or "x").strip():
            report(context, "T621", written, found=match[0])
        elif form in forms:
            used.add(forms[form])
        elif not context.is_torn("glossary"):
            report(context, "T622", written, found=match[1], guess=guess(form, tuple(forms)))
