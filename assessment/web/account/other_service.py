"""Signing in through another service (OpenID Connect), where the settings name one and the extra `sso` is installed.

It proves who somebody is, and makes no accounts: an unknown identity is tied to an account by an invitation, or by
signing in once with the password of the account that has the same verified address.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import abort, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.exceptions import BadGateway

from assessment.services import accounts
from assessment.web import addresses, journal
from assessment.web.account import letters, signing
from assessment.web.account.blueprint import blueprint
from assessment.web.account.proven import Identity
from assessment.web.guards import public

try:
    from authlib.integrations.base_client.errors import OAuthError
    from authlib.integrations.flask_client import OAuth
    from authlib.integrations.requests_client import OAuth2Session
    from joserfc.errors import JoseError
    from requests import RequestException
except ImportError:
    OAuth = None

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from assessment.config import Settings

_NAME = "other"
_WANTED = "wanted"
# Signatures that are believed: those that need the other service's private key.
_SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_SIGNED_BY = "id_token_signing_alg_values_supported"
# The longest that the other service may take to answer, in seconds.
_PATIENCE = 10


class NotInstalled(RuntimeError):
    """The settings name another sign-in service, but the extra `sso` is not installed."""


class AnotherService(RuntimeError):
    """The particulars found at the address name another issuer than the settings."""


def attach(app: Flask, settings: Settings) -> None:
    """Learn where the other service is; it is asked for its particulars when somebody first signs in."""
    if not settings.oidc_issuer:
        return
    if OAuth is None:
        raise NotInstalled("OIDC_ISSUER is set, but Authlib is missing: install the extra `sso`")
    known = OAuth(app)
    known.register(
        _NAME,
        client_id=settings.oidc_client_id,
        client_secret=Path(settings.oidc_client_secret_file).read_text("utf-8").strip(),
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile", "code_challenge_method": "S256", "default_timeout": _PATIENCE,
        },
    )  # fmt: skip
    client = known.create_client(_NAME)
    client.client_cls = _session
    app.extensions["other-service"] = client


def is_offered() -> bool:
    """Whether people can sign in through another service."""
    return "other-service" in current_app.extensions


@blueprint.get("/sign-in/other")
@public
def ask_other_service() -> ResponseReturnValue:
    """Send the reader to the other service, with a state, a nonce and a code challenge of this session."""
    session[_WANTED] = addresses.within(request.args.get("next", ""), "")
    return _send_there()


@blueprint.get("/sign-in/other/answer")
@public
def answer_of_other_service() -> ResponseReturnValue:
    """Take the answer: sign in whom we know, and remember who else has proven an identity."""
    identity = _proven_identity()
    wanted = session.pop(_WANTED, "")
    if identity is None:
        flash(
            gettext("The other service did not confirm who you are. Try again, or sign in with your password."), "error"
        )
        return redirect(url_for("account.sign_in"), 303)
    account = accounts.find_by_subject(identity.subject)
    if account is None:
        identity.remember()
        is_invited = wanted.startswith(url_for("account.invitation", secret=""))
        return redirect(wanted if is_invited else url_for("account.unknown_identity", next=wanted), 303)
    if account.tf_primary_method:
        signing.wait_for_second_step(account, wanted)
        return redirect(url_for("account.second_step"), 303)
    return signing.complete(account, "other service", wanted)


@blueprint.get("/sign-in/other/unknown")
@public
def unknown_identity() -> ResponseReturnValue:
    """Explain how an identity and an account come together."""
    wanted = addresses.within(request.args.get("next", ""), "")
    return render_template("account/unknown_identity.html", next=wanted)


def _send_there() -> Response:
    try:
        there: Response = _known_client().authorize_redirect(letters.public_address("account.answer_of_other_service"))
    except (RequestException, AnotherService):
        current_app.logger.exception("the other sign-in service cannot be reached, or is another one")
        raise BadGateway from None
    return there


def _proven_identity() -> Identity | None:
    """Return who the other service says this is; None when anything about its answer is wrong."""
    try:
        token = _known_client().authorize_access_token(claims_options=claims_options())
    except (OAuthError, JoseError, RequestException, AnotherService, ValueError, KeyError) as error:
        journal.note("other service refused")
        current_app.logger.warning("sign-in by the other service failed: %s", type(error).__name__)
        return None
    return Identity.from_claims(token.get("userinfo") or {})


def claims_options() -> dict[str, dict[str, Any]]:
    """Return what an identity token must say: which service made it, for whom, and about whom."""
    settings = current_app.config["SETTINGS"]
    return {
        # Authlib looks at the issuer by itself only when nothing else is asked for.
        "iss": {"essential": True, "values": [settings.oidc_issuer]},
        "aud": {"essential": True, "value": settings.oidc_client_id},
        "sub": {"essential": True},
    }


def _known_client() -> Any:  # noqa: ANN401 - Authlib has no types
    """Return the client, knowing the other service's particulars; raise AnotherService when they are not its own."""
    client = _client()
    particulars = client.load_server_metadata()
    if particulars.get("issuer") != current_app.config["SETTINGS"].oidc_issuer:
        raise AnotherService
    offered = particulars.get(_SIGNED_BY) or _SIGNATURES[:1]
    particulars[_SIGNED_BY] = [name for name in offered if name in _SIGNATURES]
    return client


def _session(**particulars: object) -> Any:  # noqa: ANN401 - Authlib has no types
    """Return what asks the other service: it goes where the settings and the particulars say, and nowhere else."""
    made = OAuth2Session(**particulars)
    made.max_redirects = 0
    return made


def _client() -> Any:  # noqa: ANN401 - Authlib has no types
    if not is_offered():
        abort(404)
    return current_app.extensions["other-service"]
