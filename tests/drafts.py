"""Drafts for tests, made as editors make them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from assessment.config import DOCS
from assessment.content import writing
from assessment.domain.access import Role
from assessment.services.drafting import deciding, editing, making, reading
from assessment.services.drafting.deciding import Decision
from tests import factories
from tests.factories import NOW

if TYPE_CHECKING:
    from assessment.services.drafting.reading import Whole

_count = itertools.count(500)


def number() -> str:
    """Return a version that no other test has used: what is read once is remembered by its name."""
    return f"2026.{next(_count)}"


def editor(name: str = "Edna Editor") -> str:
    return factories.account(name, Role.QUESTIONNAIRE_EDITOR).id


def draft(version: str = "", by: str = "") -> Whole:
    """Return a draft that was made from altai/2020.1."""
    return reading.find(making.make_draft("altai", "2020.1", version or number(), by or editor(), NOW))


def edition() -> Whole:
    """Return a draft that calls itself a new edition, so that it needs a crosswalk."""
    whole = draft()
    about = whole.about
    editing.save_part(
        whole.row.id, about.name, {**about.content, "change": "major"}, about.version, whole.row.made_by, NOW
    )
    return reading.find(whole.row.id)


def published(whole: Whole) -> str:
    """Publish a draft and return its fingerprint."""
    sent = reading.find(whole.row.id)
    deciding.send(sent.row.id, Decision(sent.row.revision, whole.row.made_by, NOW))
    sent = reading.find(whole.row.id)
    return deciding.publish(sent.row.id, Decision(sent.row.revision, editor("Otto Other"), NOW))


def small(id_: str = "", version: str = "2026.1") -> dict[str, object]:
    """Return the small questionnaire of the format's documentation as a tree, under a name of its own."""
    text = (DOCS / "questionnaire-format.md").read_text("utf-8").split("```yaml")[-1].split("```")[0]
    tree = making.read_tree(text.encode())
    return tree | {"id": id_ or f"chatbot-{next(_count)}", "version": version}


def yaml(tree: dict[str, object]) -> bytes:
    return writing.to_yaml(tree)
