"""What libraries say to readers is said in every language: their own words, or ours."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import textwrap
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import wtforms
from flask_babel import force_locale
from flask_wtf import FlaskForm

from assessment import web
from assessment.content.translations import plurals
from assessment.web import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

SHIPPED = ("fr", "es", "pt", "ar")
PROGRAM = Path(web.__file__).parent.parent
# What is called of Flask-Security: none of it shows a page, a form or a message to anybody.
ENGINE = {
    "MailUtil", "Security", "Totp", "hash_password", "verify_password", "_security", "generate_reset_password_token",
    "check_and_get_token_status", "UserMixin", "RoleMixin", "WebAuthnMixin", "UserDatastore", "SQLAlchemyUserDatastore",
    "AsaList", "login_user", "logout_user",
}  # fmt: skip


def _forms() -> Iterator[type[FlaskForm]]:
    for module in pkgutil.walk_packages(web.__path__, "assessment.web."):
        import_module(module.name)
    waiting = [FlaskForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        yield form


def _speakers() -> set[type]:
    """Return the fields and validators of WTForms that our forms use, with all they are made of."""
    used: set[type] = set()
    for form in _forms():
        for name in dir(form):
            field = getattr(form, name)
            if hasattr(field, "field_class"):
                validators = [*field.kwargs.get("validators", ()), *(field.args[1] if len(field.args) > 1 else ())]
                used |= {base for one in (field.field_class, *map(type, validators)) for base in one.__mro__}
    return {one for one in used if one.__module__.startswith(("wtforms.fields", "wtforms.validators"))}


def _messages() -> set[tuple[str, ...]]:
    """Return every message that these can give: one text, or both forms of one with a number."""
    found: set[tuple[str, ...]] = set()
    for one in _speakers():
        for call in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(one)))):
            name = getattr(call.func, "attr", "") if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and name in {"gettext", "ngettext"}:
                words = [a.value for a in call.args[: 1 + (name == "ngettext")] if isinstance(a, ast.Constant)]
                found |= {tuple(map(str, words))} if words else set()
    # A mistake of the program, which no reader meets.
    return found - {("Choices cannot be None.",)}


def test_the_messages_of_forms_are_found() -> None:
    assert ("This field is required.",) in _messages()
    assert len(_messages()) > 8


@pytest.mark.parametrize("language", SHIPPED)
def test_every_message_of_a_form_is_there_in_every_language(app: Flask, language: str) -> None:
    said, english = texts.FormTexts(), []
    numbers = [numbers[0] for numbers in plurals.numbers(language).values() if numbers]
    with app.test_request_context(), force_locale(language):
        for first, *others in _messages():
            forms = [said.ungettext(first, others[0], n) for n in numbers] if others else [said.ugettext(first)]
            english += [form for form in forms if form in {first, *others}]

    assert english == []


def test_what_is_translated_here_is_what_the_library_says() -> None:
    assert set(texts.ALSO_OURS) <= _messages(), wtforms.__version__


def test_nothing_of_flask_security_speaks_to_readers(app: Flask) -> None:
    used: set[str] = set()
    for path in PROGRAM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("flask_security"):
                used |= {alias.name for alias in node.names}

    assert used <= ENGINE
    assert "security" not in app.blueprints
    assert not [view for view in app.view_functions.values() if view.__module__.startswith("flask_security")]
