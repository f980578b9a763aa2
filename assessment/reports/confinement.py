"""What the rendering process may do: limited memory, time and output, no network, no files but the program's own.

The kernel's limits hold for everything in the process, the font libraries included. The audit hook holds for Python
code and cannot be taken away again; it is the second door behind the fetcher, should that ever have a hole.
"""

import os
import resource
import sys
from pathlib import Path
from typing import Final

import assessment

#: Beginnings of the audit events that have no place in setting a document.
REFUSED: Final = (
    "socket.",
    "subprocess.",
    "urllib.",
    "ftplib.",
    "http.",
    "smtplib.",
    "os.exec",
    "os.fork",
    "os.kill",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.putenv",
    "os.mkdir",
    "os.link",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
    "pty.",
    "shutil.",
    "tempfile.",
)

WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Confined(PermissionError):
    """The process tried something that setting a document does not need."""


def limit(memory: int, seconds: int, output: int, niceness: int) -> None:
    """Ask the kernel to hold this process to ``memory`` and ``output`` bytes and ``seconds`` of processor time.

    Memory counts what the process allocates for itself (RLIMIT_DATA); fonts that are only mapped for reading do not
    count, because their size says nothing about the document.
    """
    os.nice(niceness)
    for kind, value in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))


def confine() -> None:
    """From now on refuse network, other programs, writing, and reading anything but installed program files."""
    roots = tuple(f"{root}{os.sep}" for root in _readable())

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            _judge_opening(arguments, roots)
        elif event.startswith(REFUSED):
            raise Confined(event)

    sys.addaudithook(audit)


def _readable() -> set[str]:
    """List the folders that hold the program: the interpreter, its libraries and this package."""
    folders = {sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(assessment.__file__).parent)}
    folders |= {entry for entry in sys.path if Path(entry).name in {"site-packages", "dist-packages"}}
    return {os.path.realpath(folder) for folder in folders} | folders


def _judge_opening(arguments: tuple[object, ...], roots: tuple[str, ...]) -> None:
    path, _, flags = arguments
    if isinstance(path, int):
        return
    name = os.path.normpath(os.fsdecode(path) if isinstance(path, str | bytes) else str(path))
    if not name.startswith(roots) or (isinstance(flags, int) and flags & WRITING):
        # The event's name is enough to find the fault; the path could be part of a document.
        raise Confined("open")
