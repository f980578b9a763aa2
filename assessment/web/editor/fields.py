"""Forms over parts of a draft: which field holds which key, and how a part becomes a form and a form a part again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from assessment.web.editor.lines import Column, Lines, clean, number, words
from assessment.web.found import mend, wrong

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask_babel import LazyString
    from wtforms import Field

    from assessment.content.judging import Placed


class Key:
    """One key of a part and its field in the form; a path such as `recommendation.action` leads into groups."""

    def __init__(self, path: str, label: LazyString, kind: str = "text", hint: LazyString | str = "") -> None:
        self.path = path
        self.label = label
        self.kind = kind
        self.hint = hint

    @property
    def field(self) -> str:
        """The name of the field."""
        return self.path.replace(".", "_")

    def make(self) -> Field:
        """Return the unbound field."""
        match self.kind:
            case "long" | "lines" | "pairs" | "glosses":
                return TextAreaField(self.label)
            case "check":
                return BooleanField(self.label)
            case "choice" | "choice-number":
                return SelectField(self.label, validate_choice=False)
            case "several":
                return SelectMultipleField(self.label, validate_choice=False)
            case _:
                return StringField(self.label)

    def show(self, value: object) -> object:
        """Return what stands in the field for a stored value."""
        match self.kind:
            case "check":
                return bool(value)
            case "several":
                return list(map(str, value)) if isinstance(value, list) else []
            case "lines":
                return "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")
            case "words":
                return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
            case "glosses":
                groups = value.items() if isinstance(value, dict) else ()
                return "\n".join(f"{name}: {text}" for name, text in groups)
            case "pairs":
                groups = value.items() if isinstance(value, dict) else ()
                return "\n".join(f"{name}: {', '.join(map(str, items))}" for name, items in groups)
            case _:
                return "" if value is None else str(value)

    def read(self, typed: Any) -> object:  # noqa: ANN401 - what the field holds
        """Return the value of what was typed; None when it was left empty."""
        match self.kind:
            case "check":
                return bool(typed)
            case "several":
                return list(typed or ()) or None
            case "lines":
                return [line.strip() for line in clean(typed or "").split("\n") if line.strip()] or None
            case "words":
                return words(typed or "") or None
            case "pairs":
                return _pairs(typed or "")
            case "glosses":
                return _glosses(typed or "")
            case "number" | "choice-number":
                return number(typed or "")
            case _:
                return clean(typed or "") or None


def _as_before(chosen: list[str], stored: object) -> list[str]:
    """Return what was ticked with what was there before in its former order: boxes stand in an order of their own."""
    before = [value for value in stored if value in chosen] if isinstance(stored, list) else []
    return before + [value for value in chosen if value not in before]


def _pairs(typed: str) -> dict[str, list[str]] | None:
    found = {}
    for line in clean(typed).split("\n"):
        name, _, items = line.partition(":")
        if name.strip() and (several := words(items)):
            found[name.strip()] = several
    return found or None


def _glosses(typed: str) -> dict[str, str] | None:
    lines = (line.partition(":") for line in clean(typed).split("\n"))
    return {name.strip(): text.strip() for name, _, text in lines if name.strip() and text.strip()} or None


class PartForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A form over one part; subclasses are made by `form_of`."""

    keys: Sequence[Key] = ()
    needed: frozenset[str] = frozenset()
    columns: Mapping[str, Sequence[Column]] = {}
    version = HiddenField()

    def fill(self, part: Mapping[str, Any], version: int) -> None:
        """Show what is stored."""
        self.version.data = str(version)
        for key in self.keys:
            self[key.field].data = key.show(get(part, key.path))
        self.lines = {name: Lines.of(name, columns, _list(part, name)) for name, columns in self.columns.items()}

    def take(self, part: Mapping[str, Any]) -> None:
        """Read the lines that were sent; the fields have read themselves."""
        sent = self.columns.items()
        self.lines = {name: Lines.sent(name, columns, len(_list(part, name))) for name, columns in sent}

    @property
    def based_on(self) -> int:
        """The version of the part that the form was made from."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() else 0

    def changed(self, part: Mapping[str, Any]) -> dict[str, Any]:
        """Return the part with what was typed; what the form does not show stays."""
        made = {**part}
        for key in self.keys:
            value = key.read(self[key.field].data)
            if value == key.read(key.show(get(part, key.path))):
                # What nobody touched stays to the letter, also what a field cannot show as it is.
                continue
            if isinstance(value, list) and key.kind == "several":
                value = _as_before(value, get(part, key.path))
            if value is False and get(part, key.path) is None and key.path not in self.needed:
                value = None
            if value is None and key.path in self.needed:
                value = [] if key.kind in {"lines", "several", "words"} else ""
            put(made, key.path, value)
        for name, lines in self.lines.items():
            put(made, name, lines.items(_list(part, name)) or None)
        return made

    def offer(self, field: str, choices: Mapping[str, LazyString | str]) -> None:
        """Give a field its choices; a stored value that is none of them stays among them."""
        data = self[field].data
        stored = data if isinstance(data, list) else [data or ""]
        lost = {value: value for value in stored if value not in choices and value}
        self[field].choices = [SelectChoice(value, str(words)) for value, words in {**choices, **lost}.items()]

    def tell(self, findings: Sequence[Placed]) -> None:
        """Put each finding at its field; what is at no field stays in the summary."""
        for one in findings:
            name = self.field_of(one)
            if name and one.is_error:
                text = Markup("{} {}").format(wrong(one.finding), mend(one.finding))
                self[name].errors = [*self[name].errors, text]

    def field_of(self, one: Placed) -> str:
        """Return the field that a finding is about, empty when the form has none."""
        paths = {key.path: key.field for key in self.keys}
        return paths.get(".".join(one.field[:2])) or paths.get(one.key, "")


def get(part: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - a stored value
    """Return the value at a path, None when there is none."""
    value: Any = part
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def put(part: dict[str, Any], path: str, value: object) -> None:
    """Put a value at a path; None takes the key away, and a group that is empty then with it."""
    name, _, rest = path.partition(".")
    if rest:
        inner = dict(part.get(name) or {}) if isinstance(part.get(name), dict) else {}
        put(inner, rest, value)
        value = inner or None
    if value is None:
        part.pop(name, None)
    else:
        part[name] = value


def form_of(
    keys: Sequence[Key], needed: frozenset[str] = frozenset(), columns: Mapping[str, Sequence[Column]] | None = None
) -> type[PartForm]:
    """Return the class of a form with these fields; `needed` are written down even when they are empty."""
    fields = {key.field: key.make() for key in keys}
    return type("Made", (PartForm,), {**fields, "keys": keys, "needed": needed, "columns": columns or {}})


def _list(part: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = get(part, name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
