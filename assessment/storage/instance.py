"""The files of the data folder that are neither the database nor blobs: keys, and the anchors of the trail."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from assessment.config import Settings


def folder() -> Path:
    """Return the data folder of the present application."""
    return Path(current_app.instance_path)


def settings() -> Settings:
    """Return the settings that the present application was started with."""
    return cast("Settings", current_app.config["SETTINGS"])


def keys() -> dict[str, bytes]:
    """Return the secret keys of the installation by name."""
    return {path.name: path.read_bytes() for path in sorted(folder().glob("*-key")) if path.is_file()}


def records() -> dict[str, bytes]:
    """Return what belongs to the keys and is no secret: public keys, and the signed anchors of the trail."""
    found = [*folder().glob("*-key.pub"), *folder().glob("anchors.jsonl")]
    return {path.name: path.read_bytes() for path in sorted(found) if path.is_file()}


def keep(name: str, content: bytes) -> None:
    """Write a file of the data folder, readable by its owner only, whole or not at all."""
    place = folder() / name
    fresh = place.with_name(f".{name}-restored")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(place)


def readable_by_others() -> list[str]:
    """Return the names of keys that others on the machine may read or change."""
    others = stat.S_IRWXG | stat.S_IRWXO
    return [path.name for path in sorted(folder().glob("*-key")) if path.stat().st_mode & others]
