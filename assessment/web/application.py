"""Flask without what it does at every request for applications of another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask, Request, current_app, request
from flask_wtf import CSRFProtect
from werkzeug.sansio.http import parse_cookie
from werkzeug.utils import cached_property

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.datastructures import ImmutableMultiDict


class Asked(Request):
    """A request that finds its cookies without going through all its headers."""

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        """Return the cookies as Flask reads them; a WSGI server has put all their headers into one."""
        return parse_cookie(self.environ.get("HTTP_COOKIE", ""), cls=self.dict_storage_class)  # type: ignore[return-value] # as in Flask


class Forms(CSRFProtect):  # type: ignore[misc] # the library has no types
    """Protection against forged forms; what sends none is let through before anything else is asked of it."""

    def protect(self, apply_exemptions: bool = False) -> None:  # noqa: FBT001, FBT002 - as the library has it
        """Refuse a form without a valid token."""
        if request.method in current_app.config["WTF_CSRF_METHODS"]:
            super().protect(apply_exemptions)


class Application(Flask):
    """The application. None of its functions is a coroutine, so that none has to be looked at before it is called."""

    request_class = Asked

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function as it is; Flask asks for each view and each hook at each request."""
        return func
