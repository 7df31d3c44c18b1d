"""A data directory belongs to one environment."""

from pathlib import Path

import pytest

from payables.platform.data_dir import claim
from payables.platform.settings import Environment, SettingsError


def test_the_first_use_decides_and_the_same_environment_may_come_again(tmp_path: Path) -> None:
    claim(tmp_path / "new", Environment.SANDBOX)
    claim(tmp_path / "new", Environment.SANDBOX)


def test_the_other_environment_is_refused_with_what_to_do(tmp_path: Path) -> None:
    claim(tmp_path, Environment.SANDBOX)
    with pytest.raises(SettingsError, match=r"data directory of sandbox .* runs as production: set PAYABLES_ENV"):
        claim(tmp_path, Environment.PRODUCTION)
