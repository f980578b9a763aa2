"""Cookies: bound to this host and to TLS wherever people reach the service through TLS, and hidden from scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, request

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


def name_of(name: str) -> str:
    """Return the name under which a browser keeps a cookie; the prefix lets no other host set or read it."""
    return f"__Host-{name}" if current_app.config["SESSION_COOKIE_SECURE"] else name


def read(name: str) -> str:
    """Return what the browser sent; empty when it sent nothing."""
    return request.cookies.get(name_of(name), "")


def give(response: Response, name: str, value: str, seconds: int) -> None:
    """Let the browser keep a value for so many seconds."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(
        name_of(name), value, max_age=seconds, path="/", httponly=True, secure=secure, samesite="Lax"
    )  # fmt: skip


def take_back(response: Response, name: str) -> None:
    """Let the browser forget a value."""
    response.delete_cookie(name_of(name), path="/", secure=current_app.config["SESSION_COOKIE_SECURE"])
