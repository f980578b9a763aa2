"""What all applications of a test process share, because making it again for each test proves nothing.

An application compiles 200 addresses and each template that it shows; a test that fetches one page spent three quarters
of its time on that. What is kept depends on nothing but the source of a template and the parts of an address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask
from jinja2 import BytecodeCache
from werkzeug.routing import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.bccache import Bucket


class _Templates(BytecodeCache):
    """Keeps compiled templates in memory; Jinja compiles a template anew when its source has changed."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


def share_templates() -> None:
    """Let every application made from now on use what another one has compiled."""
    Flask.jinja_options = {"bytecode_cache": _Templates()}


def share_addresses() -> None:
    """Let equal rules of several applications share the function that builds their address: it takes the rule."""
    compile_builder = Rule._compile_builder  # noqa: SLF001 - Werkzeug offers no other place
    kept: dict[object, Callable[..., Any]] = {}

    def compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:  # noqa: FBT001, FBT002 - its interface
        if rule.defaults:
            return compile_builder(rule, append_unknown)
        key = (tuple(rule._trace), append_unknown)  # noqa: SLF001 - all that it reads besides defaults
        if key not in kept:
            kept[key] = compile_builder(rule, append_unknown)
        return kept[key]

    Rule._compile_builder = compile_once  # type: ignore[method-assign, assignment] # noqa: SLF001
