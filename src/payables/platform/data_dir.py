"""A data directory belongs to one environment: its database, files and secret key are not shared by accident."""

from pathlib import Path

from payables.platform.settings import Environment, SettingsError

NAME = "environment"


def claim(data_dir: Path, env: Environment) -> None:
    """Mark the directory on first use. Raises SettingsError for one of the other environment."""
    data_dir.mkdir(parents=True, exist_ok=True)
    marker = data_dir / NAME
    try:
        with marker.open("x", encoding="ascii") as file:
            file.write(env)
    except FileExistsError:
        _compare(marker, env)


def _compare(marker: Path, env: Environment) -> None:
    found = marker.read_text(encoding="ascii").strip()
    if found and found != env:  # empty while another process of ours is just writing it
        raise SettingsError(
            f"{marker.parent} is the data directory of {found} and this process runs as {env}: "
            "set PAYABLES_ENV right, or PAYABLES_DATA_DIR to a directory of its own."
        )
