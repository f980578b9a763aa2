"""Listening with TLS, for a proxy on another machine."""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.serving import ROOT, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask


@pytest.fixture
def certificate(tmp_path: Path) -> dict[str, str]:
    """Give a key and a certificate of its own for this machine, as the guide makes them."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string("CN=assessment")
    begun = datetime.now(UTC) - timedelta(minutes=1)
    where = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begun)
        .not_valid_after(begun + timedelta(days=1))
        .add_extension(where, critical=False)
        .sign(key, SHA256())
    )
    (tmp_path / "tls.crt").write_bytes(made.public_bytes(Encoding.PEM))
    (tmp_path / "tls.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return {"TLS_CERTIFICATE_FILE": str(tmp_path / "tls.crt"), "TLS_KEY_FILE": str(tmp_path / "tls.key")}


@pytest.fixture
def port(app: Flask, certificate: dict[str, str]) -> Iterator[int]:
    """Give the port of `serve`, which answers with this certificate."""
    chosen = free_port()
    environment = os.environ | certificate | {"INSTANCE": app.instance_path, "PORT": str(chosen)}
    command = [sys.executable, "-m", "assessment", "serve", "--workers", "1", "--no-worker"]
    server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    yield chosen
    server.terminate()
    server.wait(60)


def health(port: int, context: ssl.SSLContext) -> bytes:
    """Ask until the server listens; what TLS itself refuses is raised."""
    deadline = time.monotonic() + 180
    while True:
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=context)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().read()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "the server does not listen"
            time.sleep(0.2)
        finally:
            connection.close()


def plainly(port: int) -> bytes:
    """Ask without TLS; return what comes back, if anything does."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        try:
            return connection.recv(4096)
        except OSError:
            return b""


@pytest.mark.slow
def test_the_program_answers_a_proxy_with_tls_and_with_nothing_else(port: int, certificate: dict[str, str]) -> None:
    trusting = ssl.create_default_context(cafile=certificate["TLS_CERTIFICATE_FILE"])

    assert health(port, trusting) == b"ok\n"
    with pytest.raises(ssl.SSLCertVerificationError):
        health(port, ssl.create_default_context())
    assert b"200 OK" not in plainly(port)
