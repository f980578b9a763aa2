"""The rendering process: one document as JSON on standard input, its PDF on standard output, remarks on standard error.

``python -m assessment.reports.worker --memory BYTES --seconds S --output BYTES --nice N < document.json > report.pdf``

Every line on standard error that the program writes is a JSON object: ``{"notice": …}`` or, when there is no PDF,
``{"error": code, "reason": …}`` with exit status 1. No line contains text from the document.
"""

import argparse
import gc
import importlib
import json
import logging
import sys
from typing import Final, NoReturn

from assessment.reports import confinement
from assessment.reports.document import Document
from assessment.reports.errors import ReportFailed, ReportTooLarge

#: Memory set aside at the start, to be given back when the limit is met.
MEMORY_SPARE: Final = 8 * 1024**2


class _JsonLines(logging.Handler):
    """Notices of our own modules as JSON lines."""

    def emit(self, record: logging.LogRecord) -> None:
        _say(notice=record.getMessage(), level=record.levelname.lower())


def main() -> None:
    """Read, set, write; or say in one line why not."""
    options = _options()
    confinement.limit(options.memory, options.seconds, options.output, options.nice)
    # Given back when memory runs out, so that there is enough left to say so.
    spare = bytearray(MEMORY_SPARE)
    try:
        content = _work()
    except MemoryError:
        del spare
        _fail(ReportTooLarge.code, "memory")
    except ReportFailed as failure:
        _fail(failure.code, failure.reason)
    except Exception as failure:  # noqa: BLE001 - whatever a strange document breaks ends as a coded line
        _fail(ReportFailed.code, type(failure).__name__)
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError:
        _fail(ReportTooLarge.code, "output")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="assessment.reports.worker", description=__doc__)
    for name in ("memory", "seconds", "output", "nice"):
        parser.add_argument(f"--{name}", type=int, required=True)
    return parser.parse_args()


def _work() -> bytes:
    # The engine is loaded here and not above: under the limits, and before the doors are closed.
    pdf = importlib.import_module("assessment.reports.pdf")
    logging.basicConfig(level=logging.INFO, handlers=[_JsonLines()])
    document = Document.from_json(sys.stdin.buffer.read())
    confinement.confine()
    # One document, then the process ends: collecting cycles in between only costs time.
    gc.freeze()
    gc.disable()
    content: bytes = pdf.render(document)
    return content


def _say(**line: str) -> None:
    sys.stderr.write(json.dumps(line) + "\n")
    sys.stderr.flush()


def _fail(code: str, reason: str) -> NoReturn:
    _say(error=code, reason=reason)
    sys.exit(1)


if __name__ == "__main__":
    main()
