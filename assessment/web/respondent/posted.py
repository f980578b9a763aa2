"""From what a page or its script posted to saves; `web.respondent.sections` documents the fields."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, request

from assessment.domain.answer_form import NotOnTheForm, read_answer
from assessment.services.answering import Save
from assessment.web.respondent.blueprint import blueprint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessment.services.sections import Asked

    Fields = Mapping[str, Sequence[str]]

# A section of 40 questions whose texts are all of the greatest length, in a script of three bytes a letter.
MOST = 12_000_000
# An answers file comes back in its confirmation, where a letter of another script takes up to nine bytes.
_LONG = frozenset({"respondent.save_section", "respondent.import_answers"})
_SAVE_ID = re.compile(r"[A-Za-z0-9-]{8,36}")
DIGITS = 9
_VERSION = re.compile(rf"[0-9]{{1,{DIGITS}}}")
_MERGED = ("text", "note", "reason")


@blueprint.url_value_preprocessor
def _take_long_forms(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let answers be longer than other forms: this runs before anything reads the form."""
    if endpoint in _LONG:
        request.max_content_length = request.max_form_memory_size = MOST


def save_id() -> str:
    """Return the posted id of a save; 422 when there is none."""
    found = request.form.get("save_id", "")
    if not _SAVE_ID.fullmatch(found):
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    return found


def saves(asked: Asked) -> list[Save]:
    """Return what is to be saved, in the order of the section; 422 for what no form of ours could have sent."""
    fields: dict[str, list[str]] = request.form.to_dict(flat=False)
    named = {name.removesuffix(".version") for name in fields if name.endswith(".version")}
    if not named <= asked.part.questions.keys():
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        found = [_save(fields, asked, id_) for id_ in asked.part.questions if id_ in named]
    except NotOnTheForm:
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    return [save for save in found if save is not None]


def _save(fields: Fields, asked: Asked, id_: str) -> Save | None:
    version = fields[f"{id_}.version"][0]
    if not _VERSION.fullmatch(version):
        raise NotOnTheForm(f"{id_} has no version")
    question = asked.part.questions[id_]
    match fields.get(f"{id_}.keep", ("mine",))[-1]:
        case "theirs":
            return None
        case "mine":
            return Save(id_, int(version), read_answer(question, fields))
        case "together":
            merged = {f"{id_}.{part}": fields.get(f"{id_}.merged.{part}") for part in _MERGED}
            texts = {name: text for name, text in merged.items() if text is not None}
            return Save(id_, int(version), read_answer(question, {**fields, **texts}))
        case _:
            # Nobody has decided yet: against the oldest version it stays a conflict, and is shown again.
            return Save(id_, 0, read_answer(question, fields))
