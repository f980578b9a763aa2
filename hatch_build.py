"""Puts compiled translations into the wheel, so that .mo files are never committed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Compiles every catalogue and includes it beside its source."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the hook's interface
        """Add each .po file and its compiled .mo file to the wheel."""
        root = Path(self.root)
        target = root / "build" / "translations"
        for source in sorted((root / "translations").rglob("*.po")):
            place = source.relative_to(root / "translations")
            compiled = target / place.with_suffix(".mo")
            compiled.parent.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as file:
                catalogue = read_po(file)
            with compiled.open("wb") as file:
                write_mo(file, catalogue)
            build_data["force_include"][str(source)] = f"assessment/_data/translations/{place}"
            build_data["force_include"][str(compiled)] = f"assessment/_data/translations/{place.with_suffix('.mo')}"
