"""Settings from the environment."""

from __future__ import annotations

import pytest

from assessment.config import Settings, SettingsError


def test_every_unusable_setting_is_named_at_once() -> None:
    with pytest.raises(SettingsError, match=r"PORT.*DATABASE_URL"):
        Settings.from_env({"PORT": "eighty", "DATABASE_URL": "mysql://x"})


def test_a_postgresql_address_gets_the_driver_we_ship() -> None:
    settings = Settings.from_env({"DATABASE_URL": "postgresql://host/name"})

    assert settings.database_url == "postgresql+psycopg://host/name"


@pytest.mark.parametrize("host", ["mail.example.org", "10.0.0.5"])
def test_mail_without_tls_is_for_this_machine_only(host: str) -> None:
    with pytest.raises(SettingsError, match="tls=no"):
        Settings.from_env({"MAIL_URL": f"smtp://{host}:25?tls=no"})

    assert Settings.from_env({"MAIL_URL": "smtp://localhost:25?tls=no"}).mail_url


def test_the_database_lies_in_the_data_folder_by_default() -> None:
    assert Settings.from_env({"INSTANCE": "/data"}).database_url == "sqlite:////data/assessment.sqlite3"
