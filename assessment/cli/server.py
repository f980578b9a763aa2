"""Settings of the web server gunicorn: several processes serve pages, and one of those it looks after does the jobs.

gunicorn starts the worker again when it ends, and stops it together with the server. All of them are forks of one
process that has loaded the program, so that they share its memory.
"""

from __future__ import annotations

import gc
import os
import threading
from typing import TYPE_CHECKING, Any

from gunicorn.workers.gthread import ThreadWorker

from assessment.cli.working import Loop
from assessment.config import Settings
from assessment.services import durability

if TYPE_CHECKING:
    from types import FrameType

    from gunicorn.arbiter import Arbiter

# Where the processes keep their figures for /metrics; told before the library that counts is loaded.
_SETTINGS = Settings.from_env()
_FIGURES = _SETTINGS.instance / "metrics"
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(_FIGURES))
# What one request may take: a line, its headers, and time. Slow senders are the proxy's business (deploy/nginx.conf).
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
timeout = 60
graceful_timeout = 30
keepalive = 5
worker_class = "assessment.cli.server.PageOrJobWorker"
threads = 4
preload_app = True
loglevel = "warning"
control_socket_disable = True
# Between proxy and program, where they stand on two machines; Python offers TLS 1.2 and 1.3 and nothing older.
certfile = _SETTINGS.tls_certificate_file or None
keyfile = _SETTINGS.tls_key_file or None
# How often a process that does a job says that it is alive, in seconds.
_BEAT = 5.0


class PageOrJobWorker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types
    """Serves pages, unless it is the one of its generation that does the jobs."""

    does_jobs = False
    _loop: Loop | None = None

    def run(self) -> None:
        """Serve pages until told to stop; or do jobs, and leave requests to the others."""
        if not self.does_jobs:
            super().run()
            return
        self._loop = Loop(self.wsgi)
        threading.Thread(target=self._beat, daemon=True).start()
        self._loop.run()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; a job in hand is given back."""
        if self._loop is None:
            super().handle_exit(sig, frame)
            return
        self.alive = False
        self._loop.stop()

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        """Stop at once, like Ctrl+C."""
        if self._loop is None:
            super().handle_quit(sig, frame)
        else:
            self.handle_exit(sig, frame)

    def _beat(self) -> None:
        """Tell gunicorn that this process is alive: a report may take longer than a page ever should."""
        stopped = threading.Event()
        while not stopped.wait(_BEAT) and self.alive:
            self.notify()


def on_starting(_server: Arbiter) -> None:
    """Begin with new figures: those of processes that are gone would count for ever."""
    _FIGURES.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in _FIGURES.glob("*.db"):
        file.unlink(missing_ok=True)


def pre_fork(server: Arbiter, worker: Any) -> None:  # noqa: ANN401 - gunicorn has no types
    """Let the next process do the jobs when none of this generation does; after a reload the settings are new ones."""
    wants_worker = "NO_WORKER" not in server.cfg.env
    has_worker = any(one.does_jobs and one.cfg is worker.cfg for one in server.WORKERS.values())
    worker.does_jobs = wants_worker and not has_worker


def when_ready(server: Arbiter) -> None:
    """Serve one page, and keep all that it loaded out of the collector's way, so that the forks go on sharing it.

    What each process loads at its first page is 10 MB that would be there once in each. Nothing of the database may
    stay open over a fork.
    """
    app = server.app.wsgi()
    app.test_client().get("/", base_url=Settings.from_env().public_url)
    with app.app_context():
        durability.let_go()
    gc.collect()
    gc.freeze()
