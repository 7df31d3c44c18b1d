"""Settings come from the environment, are documented, and refuse what they cannot use."""

from pathlib import Path

import pytest

from payables.platform.settings import NAMES, Environment, SettingsError, read_settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


def test_every_setting_is_documented_and_nothing_else() -> None:
    rows = [line.split("`")[1] for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert sorted(rows) == sorted(NAMES.values())


def test_sandbox_is_the_default_and_environments_share_no_port_or_folder() -> None:
    sandbox, production = read_settings({}), read_settings({"PAYABLES_ENV": "production"})
    assert sandbox.env is Environment.SANDBOX
    assert sandbox.port != production.port
    assert sandbox.data_dir != production.data_dir
    assert sandbox.database_name != production.database_name


def test_the_base_url_follows_host_and_port() -> None:
    assert read_settings({"PAYABLES_PORT": "9000"}).base_url == "http://127.0.0.1:9000"


@pytest.mark.parametrize(
    ("variable", "value"),
    [("PAYABLES_ENV", "staging"), ("PAYABLES_PORT", "eighty"), ("PAYABLES_POOL_SIZE", "1.5")],
)
def test_a_value_that_cannot_be_used_names_its_variable(variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=variable):
        read_settings({variable: value})


def test_an_empty_variable_counts_as_not_set() -> None:
    assert read_settings({"PAYABLES_PORT": ""}).port == 8000
