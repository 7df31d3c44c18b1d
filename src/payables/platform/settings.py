"""Every setting, read once from the environment. docs/settings.md lists them; a test keeps the two equal."""

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import msgspec


class Environment(StrEnum):
    """Sandbox and production are two deployments of one program; nothing is shared between them."""

    SANDBOX = "sandbox"
    PRODUCTION = "production"


DEFAULT_PORTS = {Environment.SANDBOX: 8000, Environment.PRODUCTION: 8100}


class SettingsError(Exception):
    """A setting cannot be used."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a deployment may choose. Each field is the variable PAYABLES_<NAME>, except DATABASE_URL and DATABASE_APP_URL."""

    env: Environment = Environment.SANDBOX
    data_dir: Path
    database_url: str | None = None
    database_app_url: str | None = None
    files_url: str | None = None
    host: str = "127.0.0.1"
    port: int
    base_url: str
    processes: int = 1
    readers: int = 1
    log_level: str = "info"
    token_lifetime_seconds: int = 3600
    pool_size: int = 10
    max_json_bytes: int = 2 * 1024 * 1024
    max_upload_bytes: int = 25 * 1024 * 1024
    request_timeout_seconds: int = 29

    @property
    def database_name(self) -> str:
        return f"payables_{self.env}"


NAMES = {
    name: {"database_url": "DATABASE_URL", "database_app_url": "DATABASE_APP_URL"}.get(name, f"PAYABLES_{name.upper()}")
    for name in Settings.__struct_fields__
}


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; raises SettingsError naming the variable and what it may be."""
    environ = os.environ if environ is None else environ
    given = {name: environ[variable] for name, variable in NAMES.items() if environ.get(variable)}
    env = _environment(given)
    values = {"data_dir": str(default_data_dir(env, environ)), "port": DEFAULT_PORTS[env], **given}
    values.setdefault("base_url", f"http://{values.get('host', '127.0.0.1')}:{values['port']}")
    try:
        return msgspec.convert(values, Settings, strict=False, dec_hook=_decode)
    except (msgspec.ValidationError, ValueError) as error:
        raise SettingsError(_sentence(str(error))) from error


def _environment(given: Mapping[str, str]) -> Environment:
    try:
        return Environment(given.get("env", "sandbox"))
    except ValueError:
        raise SettingsError("PAYABLES_ENV must be sandbox or production.") from None


def default_data_dir(env: Environment, environ: Mapping[str, str]) -> Path:
    """Root keeps its data in /var/lib, since the database runs as another user that cannot enter root's home."""
    if os.name == "posix" and os.geteuid() == 0:
        return Path("/var/lib/payables") / env
    share = environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(share) / "payables" / env


def _decode(kind: type, value: object) -> object:
    if kind is Path:
        return Path(str(value)).expanduser().absolute()
    raise NotImplementedError(kind)


def _sentence(text: str) -> str:
    for name, variable in NAMES.items():
        text = text.replace(f"`$.{name}`", variable)
    return text
