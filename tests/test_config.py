"""Settings from the environment."""

from __future__ import annotations

import pytest

from assessment.config import Settings, SettingsError


def test_every_unusable_setting_is_named_at_once() -> None:
    with pytest.raises(SettingsError, match=r"PORT.*DATABASE_URL"):
        Settings.from_env({"PORT": "eighty", "DATABASE_URL": "mysql://x"})


def test_a_postgresql_address_gets_the_driver_we_ship() -> None:
    settings = Settings.from_env({"DATABASE_URL": "postgresql://localhost/name"})

    assert settings.database_url == "postgresql+psycopg://localhost/name"


@pytest.mark.parametrize("host", ["mail.example.org", "10.0.0.5"])
def test_mail_without_tls_is_for_this_machine_only(host: str) -> None:
    with pytest.raises(SettingsError, match="tls=no"):
        Settings.from_env({"MAIL_URL": f"smtp://{host}:25?tls=no"})

    assert Settings.from_env({"MAIL_URL": "smtp://localhost:25?tls=no"}).mail_url


def test_the_database_lies_in_the_data_folder_by_default() -> None:
    assert Settings.from_env({"INSTANCE": "/data"}).database_url == "sqlite:////data/assessment.sqlite3"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u@db.example.org/x",
        "postgresql://u@db.example.org/x?sslmode=require",
        "postgresql+psycopg://u@10.0.0.5:5432/x?sslmode=verify-full&sslmode=disable",
        "postgresql://u@/x?host=db.example.org",
        "postgresql://u@localhost,db.example.org/x",
        "postgresql://u@/x?host=/var/run/postgresql,db.example.org",
        "postgresql://u@localhost/x?hostaddr=10.0.0.5",
    ],
)
def test_a_database_on_another_machine_is_refused_without_checked_tls(url: str) -> None:
    with pytest.raises(SettingsError, match="sslmode=verify-full"):
        Settings.from_env({"DATABASE_URL": url})


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u@db.example.org/x?sslmode=verify-full&sslrootcert=system",
        "postgresql://u@/x?host=/var/run/postgresql",
        "postgresql://u@[::1]:5432/x",
        "postgresql:///x",
    ],
)
def test_a_database_of_this_machine_or_with_checked_tls_is_taken(url: str) -> None:
    assert Settings.from_env({"DATABASE_URL": url}).database_url.endswith(url.partition("://")[2])


def test_a_certificate_without_its_key_is_refused() -> None:
    with pytest.raises(SettingsError, match="TLS_CERTIFICATE_FILE, TLS_KEY_FILE belong together"):
        Settings.from_env({"TLS_CERTIFICATE_FILE": "/a"})


@pytest.mark.parametrize("issuer", ["http://login.example.org", "ftp://localhost"])
def test_another_sign_in_service_is_asked_by_https_only(issuer: str) -> None:
    oidc = {"OIDC_ISSUER": issuer, "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET_FILE": "/b"}

    with pytest.raises(SettingsError, match="OIDC_ISSUER must begin with https://"):
        Settings.from_env(oidc)
    assert Settings.from_env(oidc | {"OIDC_ISSUER": "http://127.0.0.1:9000"}).oidc_issuer
