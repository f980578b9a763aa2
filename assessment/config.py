"""Settings, read once from the environment, and where the packaged data lies."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE = Path(__file__).resolve().parent
# A wheel carries templates, translations and questionnaires in the package; a checkout has them beside it.
DATA = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent

LAST_PORT = 65535

QUESTIONNAIRES = DATA / "questionnaires"
TRANSLATIONS = DATA / "translations"
TEMPLATES = DATA / "templates"
DOCS = DATA / "docs"

# Every setting with its default; the README's table is checked against this.
DEFAULTS = {
    "INSTANCE": "instance",
    "DATABASE_URL": "",
    "HOST": "127.0.0.1",
    "PORT": "8000",
    "TLS_CERTIFICATE_FILE": "",
    "TLS_KEY_FILE": "",
    "PUBLIC_URL": "",
    "PROXIES": "0",
    "MAIL_URL": "",
    "MAIL_FROM": "",
    "OIDC_ISSUER": "",
    "OIDC_CLIENT_ID": "",
    "OIDC_CLIENT_SECRET_FILE": "",
    "METRICS_TOKEN_FILE": "",
    "PSEUDO_LANGUAGE": "0",
}
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_MAIL_SCHEMES = ("smtp", "smtps", "file", "console")


class SettingsError(ValueError):
    """The environment holds settings that cannot be used; the text names all of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation chooses.

    `instance` is the data folder, `database_url` an SQLAlchemy address (SQLite in the data folder by default),
    `host` and `port` are where `serve` listens, `public_url` is the address that people type and mails link to,
    `proxies` the number of reverse proxies in front. `mail_url` is smtp://, smtps:// (user, password, host, port),
    console: or file: (the default: a folder `mail` in the data folder). The `oidc_…` settings add sign-in through
    another service. `metrics_token_file` holds the word that monitoring sends. `pseudo_language`
    offers a mirrored language of marked English, to test the layout. With `tls_certificate_file` and `tls_key_file` the
    program speaks TLS itself, to a proxy on another machine.
    """

    instance: Path
    database_url: str
    host: str
    port: int
    public_url: str = ""
    proxies: int = 0
    mail_url: str = "file:"
    mail_from: str = "no-reply@localhost"
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret_file: str = ""
    metrics_token_file: str = ""
    pseudo_language: bool = False
    tls_certificate_file: str = ""
    tls_key_file: str = ""

    @property
    def is_secure(self) -> bool:
        """Whether people reach the service through TLS, so that cookies may insist on it."""
        return self.public_url.startswith("https://")

    @property
    def has_database(self) -> bool:
        """Whether there is a database to look at: a file that exists, or a server that was named."""
        path = self.database_url.removeprefix("sqlite:///")
        return path == self.database_url or Path(path).is_file()

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names under which the service answers: the public one, and those of this machine without TLS."""
        public = urlsplit(self.public_url).hostname or ""
        return (public,) if self.is_secure else tuple({public, self.host, "localhost", "127.0.0.1"})

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the environment; raise SettingsError naming every unusable setting."""
        given = os.environ if environment is None else environment
        found = {name: given.get(name) or default for name, default in DEFAULTS.items()}
        instance = Path(found["INSTANCE"]).absolute()
        url = found["DATABASE_URL"] or f"sqlite:///{instance / 'assessment.sqlite3'}"
        problems = _problems(found, url)
        if problems:
            raise SettingsError("; ".join(problems))
        public = found["PUBLIC_URL"].rstrip("/") or f"http://{found['HOST']}:{found['PORT']}"
        return cls(
            instance=instance,
            database_url=url.replace("postgresql://", "postgresql+psycopg://", 1),
            host=found["HOST"],
            port=int(found["PORT"]),
            public_url=public,
            proxies=int(found["PROXIES"]),
            mail_url=found["MAIL_URL"] or "file:",
            mail_from=found["MAIL_FROM"] or f"no-reply@{urlsplit(public).hostname}",
            oidc_issuer=found["OIDC_ISSUER"],
            oidc_client_id=found["OIDC_CLIENT_ID"],
            oidc_client_secret_file=found["OIDC_CLIENT_SECRET_FILE"],
            metrics_token_file=found["METRICS_TOKEN_FILE"],
            pseudo_language=found["PSEUDO_LANGUAGE"] == "1",
            tls_certificate_file=found["TLS_CERTIFICATE_FILE"],
            tls_key_file=found["TLS_KEY_FILE"],
        )


def _problems(found: Mapping[str, str], database_url: str) -> list[str]:
    problems = []
    port = found["PORT"]
    if not port.isdecimal() or not 0 < int(port) <= LAST_PORT:
        problems.append(f"PORT is {port!r}, but must be a number from 1 to 65535")
    if not database_url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        problems.append("DATABASE_URL must begin with sqlite:/// or postgresql://")
    if found["PUBLIC_URL"] and not found["PUBLIC_URL"].startswith(("http://", "https://")):
        problems.append("PUBLIC_URL must begin with https:// or http://")
    if not found["PROXIES"].isdecimal():
        problems.append(f"PROXIES is {found['PROXIES']!r}, but must be the number of reverse proxies, 0 or more")
    problems += _unencrypted(found, database_url)
    mail = urlsplit(found["MAIL_URL"])
    if found["MAIL_URL"] and mail.scheme not in _MAIL_SCHEMES:
        problems.append("MAIL_URL must begin with smtp://, smtps://, file: or console:")
    if parse_qs(mail.query).get("tls") == ["no"] and mail.hostname not in _THIS_MACHINE:
        problems.append("MAIL_URL says tls=no, which is for a server on the same machine (localhost) only")
    return problems + _halves(found)


def _halves(found: Mapping[str, str]) -> list[str]:
    """Return which settings lack others that they make no sense without."""
    together = [[name for name in DEFAULTS if name.startswith(prefix)] for prefix in ("OIDC_", "TLS_")]
    return [
        f"{', '.join(names)} belong together: give all of them or none"
        for names in together
        if any(found[name] for name in names) and not all(found[name] for name in names)
    ]


def _unencrypted(found: Mapping[str, str], database_url: str) -> list[str]:
    """Return what would go over a network without TLS, or to a server whose certificate nobody checks."""
    problems = []
    database, issuer = urlsplit(database_url), urlsplit(found["OIDC_ISSUER"])
    given = parse_qs(database.query)
    # Either may name several servers, and the driver then tries one after the other.
    named = [
        *database.netloc.rpartition("@")[2].split(","),
        *",".join(given.get("host", []) + given.get("hostaddr", [])).split(","),
    ]
    hosts = [urlsplit(f"//{name}").hostname or "" for name in named if not name.startswith("/")]
    is_distant = any(host and host not in _THIS_MACHINE for host in hosts)
    if is_distant and not database.scheme.startswith("sqlite") and given.get("sslmode") != ["verify-full"]:
        problems.append(
            "DATABASE_URL names a server on another machine, so it needs TLS: add sslmode=verify-full "
            "(and sslrootcert=system, or the file of your authority)"
        )
    is_near = issuer.scheme == "http" and issuer.hostname in _THIS_MACHINE
    if found["OIDC_ISSUER"] and issuer.scheme != "https" and not is_near:
        problems.append("OIDC_ISSUER must begin with https://")
    return problems
