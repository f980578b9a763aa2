"""For monitoring: whether the service answers, and figures for Prometheus."""

from __future__ import annotations

import hmac
import os
import time
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from assessment.services import mail
from assessment.services.operating import health as service
from assessment.web.guards import public

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

blueprint = Blueprint("health", __name__)
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
REQUESTS = Counter("assessment_requests_total", "Requests answered.", ["endpoint", "method", "status"])
SECONDS = Histogram(
    "assessment_request_seconds", "Time to answer.", ["endpoint"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip


def attach(app: Flask) -> None:
    """Count requests."""
    app.after_request(_count)
    app.register_blueprint(blueprint)


@blueprint.get("/health")
@public
def health() -> Response:
    """Say "ok" when the service can answer from its database, and nothing else."""
    is_well = service.answers()
    return Response(
        "ok\n" if is_well else "not ok\n", 200 if is_well else 503, content_type="text/plain; charset=utf-8"
    )


@blueprint.get("/metrics")
@public
def metrics() -> Response:
    """Give the figures to whoever has the token, or asks from this machine itself; to others there is no such page."""
    if not _is_allowed():
        abort(404)
    registry = CollectorRegistry()
    if os.environ.get(_FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call] # the library has no types here
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
    registry.register(_Present())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Present(Collector):
    """What waits now, read from the database; a gauge would leave the last reading of every process behind."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Read and give the figures."""
        waiting, given_up = mail.outbox_counts()
        yield GaugeMetricFamily("assessment_mail_waiting", "Messages that wait to be sent.", waiting)
        yield GaugeMetricFamily("assessment_mail_given_up", "Messages that were given up.", given_up)
        for state, count in service.jobs_by_state().items():
            yield GaugeMetricFamily(f"assessment_jobs_{state}", f"Jobs that are {state}.", count)


def _is_allowed() -> bool:
    """Whether the caller holds the token, or is on this machine and no proxy has handed the request on."""
    file = current_app.config["SETTINGS"].metrics_token_file
    if file:
        token = Path(file).read_text("utf-8").strip()
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return bool(token) and hmac.compare_digest(token.encode(), given.encode())
    is_handed_on = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via"))
    return not is_handed_on and ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104 - stands for nobody


def _count(response: Response) -> Response:
    endpoint = request.endpoint or "none"
    # Anybody can make methods up; each would be another figure to be kept for ever.
    method = request.method if request.method in _METHODS else "other"
    REQUESTS.labels(endpoint, method, response.status_code).inc()
    if "begun" in g:
        SECONDS.labels(endpoint).observe(time.perf_counter() - g.begun)
    return response
