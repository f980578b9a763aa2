"""A questionnaire or a crosswalk as canonical JSON and back: what the cache holds and other programs can read."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from enum import Enum
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from assessment.domain import conditions, crosswalk, questionnaire

if TYPE_CHECKING:
    from collections.abc import Callable

_CONDITION_TYPES = (conditions.Atom, conditions.All, conditions.AnyOf)


def to_json(value: questionnaire.Questionnaire | crosswalk.Crosswalk) -> str:
    """Return the value as JSON with a fixed order of keys; equal values give equal text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> questionnaire.Questionnaire:
    """Return the questionnaire; raise ValueError, KeyError or TypeError when the text is not one."""
    built = _decoder(questionnaire.Questionnaire)(json.loads(text))
    if not isinstance(built, questionnaire.Questionnaire):
        raise TypeError(text[:80])
    return built


def crosswalk_from_json(text: str) -> crosswalk.Crosswalk:
    """Return the crosswalk; raise ValueError, KeyError or TypeError when the text is not one."""
    built = _decoder(crosswalk.Crosswalk)(json.loads(text))
    if not isinstance(built, crosswalk.Crosswalk):
        raise TypeError(text[:80])
    return built


def _plain(value: object) -> object:
    if isinstance(value, _CONDITION_TYPES):
        return conditions.unparse(value)
    if dataclasses.is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Fraction) else value


def _same(value: Any) -> Any:  # noqa: ANN401 - JSON values have no narrower type
    return value


def _tuple_decoder(item: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return tuple if item is _same else lambda values: tuple(map(item, values))


def _optional(inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else inner(value)


@lru_cache(maxsize=2000)
def _condition(text: str) -> conditions.Condition:
    return conditions.parse(text)


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a type expression
    """Return the function that turns JSON back into a value of this type, worked out once per type."""
    if kind == conditions.Condition:
        return _condition
    if isinstance(kind, types.UnionType):
        return _union_decoder(kind)
    if typing.get_origin(kind) is tuple:
        return _tuple_decoder(_decoder(typing.get_args(kind)[0]))
    if dataclasses.is_dataclass(kind):
        return _record_decoder(kind)
    if isinstance(kind, type) and issubclass(kind, (Enum, Fraction)):
        return lru_cache(maxsize=1000)(kind)
    return _same


def _union_decoder(kind: types.UnionType) -> Callable[[Any], Any]:
    members = [member for member in typing.get_args(kind) if member is not types.NoneType]
    inner = _condition if set(members) <= set(_CONDITION_TYPES) else _decoder(members[0])
    return _optional(inner) if types.NoneType in typing.get_args(kind) else inner


def _record_decoder(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a dataclass
    hints = typing.get_type_hints(kind)
    decoders = [_decoder(hints[field.name]) for field in dataclasses.fields(kind)]
    return lambda values: kind(
        *[decode(value) if decode is not _same else value for decode, value in zip(decoders, values, strict=True)]
    )
