"""Finds the texts of the coded rules for the template of the interface: what is wrong, and how to mend it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

# Where they stand among the values of a rule, after code, level and title.
_TEXTS = slice(3, 5)


def extract(
    fileobj: BinaryIO, keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Yield each text of a file with its line; Babel calls this with these names."""
    del keywords, comment_tags, options
    for node in ast.walk(ast.parse(fileobj.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rule":
            for text in node.args[_TEXTS]:
                yield text.lineno, None, str(ast.literal_eval(text)), []
