"""Settings come from the environment, are documented, and refuse what they cannot use."""

from pathlib import Path

import pytest

from payables.kit.ids import racc, uuid7
from payables.platform.files import FileStore
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


def test_the_base_url_follows_host_and_port() -> None:
    assert read_settings({"PAYABLES_PORT": "9000"}).base_url == "http://127.0.0.1:9000"


def test_accounts_are_named_as_the_api_shows_them_or_as_uuids() -> None:
    one, other = uuid7(1), uuid7(2)
    assert read_settings({"PAYABLES_LEARN_WITHOUT": f"{racc(one)}, {other}"}).learn_without.ids == {one, other}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PAYABLES_ENV", "staging"),
        ("PAYABLES_PORT", "eighty"),
        ("PAYABLES_POOL_SIZE", "1.5"),
        ("PAYABLES_TRUSTED_PROXIES", "nginx"),
        ("PAYABLES_LEARN_WITHOUT", "racc_12"),
    ],
)
def test_a_value_that_cannot_be_used_names_its_variable(variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=variable):
        read_settings({variable: value})


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("PAYABLES_PORT", "99999", "PAYABLES_PORT must be a whole number from 1 to 65535."),
        ("PAYABLES_PORT", "0", "PAYABLES_PORT must be a whole number from 1 to 65535."),
        ("PAYABLES_PORT", "eighty", "PAYABLES_PORT must be a whole number from 1 to 65535."),
        ("PAYABLES_POOL_SIZE", "0", "PAYABLES_POOL_SIZE must be a whole number from 1 to 1000."),
        ("PAYABLES_READERS", "-1", "PAYABLES_READERS must be a whole number from 1 to 256."),
        ("PAYABLES_PROCESSES", "0", "PAYABLES_PROCESSES must be a whole number from 1 to 256."),
        ("PAYABLES_LOG_LEVEL", "loud", "PAYABLES_LOG_LEVEL must be debug, info, warning or error."),
        (
            "PAYABLES_TOKEN_LIFETIME_SECONDS",
            "-5",
            "PAYABLES_TOKEN_LIFETIME_SECONDS must be a whole number from 1 to 31622400.",
        ),
    ],
)
def test_a_value_out_of_range_is_told_with_what_it_may_be(variable: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({variable: value})
    assert str(refused.value) == sentence


def test_an_address_of_storage_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    for url in ("nonsense", "s3://", "ftp://files.example.com/"):
        with pytest.raises(SettingsError, match="PAYABLES_FILES_URL must be"):
            FileStore.open(tmp_path, url)


def test_an_empty_variable_counts_as_not_set() -> None:
    assert read_settings({"PAYABLES_PORT": ""}).port == 8000
