"""The worker: does one job after the other, wakes for periodic tasks, and stops at once when it is told to."""

from __future__ import annotations

import logging
import signal
import time
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from assessment.cli.serving import prepare, read_settings
from assessment.services import work
from assessment.services.jobs import Stop

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, TracebackType

    from flask import Flask

    from assessment.cli.serving import Factory

    _ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

LOGGER = logging.getLogger(__name__)
# Seconds between two looks at the queue when it is empty, and at most after errors.
PAUSE = 1.0
LONGEST_PAUSE = 60.0


class Brief(logging.Formatter):
    """Tells of an exception its type and where it happened: in its text a database repeats what was stored."""

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802 - the interface
        """Return the type and the lines."""
        kind, _, trace = ei
        lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([kind.__name__ if kind else "", *lines])


class Loop:
    """Takes jobs until it is stopped; `beat` is called whenever it looks at the queue."""

    def __init__(self, app: Flask, beat: Callable[[], None] = lambda: None) -> None:
        """Work for this application."""
        self._app = app
        self._beat = beat
        self._is_stopped = False
        self._pause = PAUSE

    def run(self) -> None:
        """Work until `stop` is called by a signal. An error of the database is waited out, longer each time."""
        try:
            while not self._is_stopped:
                self._beat()
                self._turn()
        except Stop:
            return

    def stop(self) -> None:
        """Stop now: a job in hand is given back, its report process ended. For signal handlers of the main thread."""
        if not self._is_stopped:
            self._is_stopped = True
            raise Stop

    def _turn(self) -> None:
        try:
            with self._app.app_context():
                work.schedule_tasks(now())
                has_worked = work.work_once(now)
            self._pause = PAUSE
        except Exception:
            LOGGER.exception("the worker could not look at its queue; it tries again in %g seconds", self._pause)
            has_worked, self._pause = False, min(self._pause * 2, LONGEST_PAUSE)
        if not has_worked:
            time.sleep(self._pause)


def now() -> datetime:
    """Return the time: the worker's jobs get it from here."""
    return datetime.now(UTC)


@click.command()
@click.pass_obj
def worker(create_app: Factory) -> None:
    """Make reports, send mail and tidy up, beside a server that runs with --no-worker; any number may run."""
    settings = read_settings()
    prepare(create_app, settings)
    handler = logging.StreamHandler()
    handler.setFormatter(Brief("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    loop = Loop(create_app(settings))

    def stop(_number: int, _frame: FrameType | None) -> None:
        loop.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    click.echo("The worker waits for jobs (Ctrl+C stops it).")
    loop.run()
