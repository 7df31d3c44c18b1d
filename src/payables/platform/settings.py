"""Every setting, read once from the environment. docs/settings.md lists them; a test keeps the two equal."""

import os
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta, inspect

from payables.kit.ids import parse_racc
from payables.platform.outside.public import NO_NETWORKS, Networks
from payables.platform.proxies import NO_PROXIES, TrustedProxies


class Environment(StrEnum):
    """Sandbox and production are two deployments of one program; nothing is shared between them."""

    SANDBOX = "sandbox"
    PRODUCTION = "production"


class LogLevel(StrEnum):
    """From which weight on lines are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Accounts:
    """Accounts by their ids."""

    def __init__(self, ids: frozenset[UUID] = frozenset()) -> None:
        self.ids = ids

    @classmethod
    def parse(cls, text: str) -> "Accounts":
        """Ids divided by commas, as UUIDs or as the API shows them (racc_...); raises ValueError."""
        ids = (part.strip() for part in text.split(",") if part.strip())
        return cls(frozenset(parse_racc(id) or UUID(id) for id in ids))


NO_ACCOUNTS = Accounts()

DEFAULT_PORTS = {Environment.SANDBOX: 8000, Environment.PRODUCTION: 8100}
GIGABYTE = 1024**3
AT_FIELD = re.compile(r" - at `\$\.(?P<name>\w+)`")


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
    port: Annotated[int, Meta(ge=1, le=65535)]
    base_url: str
    processes: Annotated[int, Meta(ge=1, le=256)] = 1
    readers: Annotated[int, Meta(ge=1, le=256)] = 1
    log_level: LogLevel = LogLevel.INFO
    token_lifetime_seconds: Annotated[int, Meta(ge=1, le=366 * 86400)] = 3600
    pool_size: Annotated[int, Meta(ge=1, le=1000)] = 10
    max_json_bytes: Annotated[int, Meta(ge=1024, le=GIGABYTE)] = 2 * 1024 * 1024
    max_upload_bytes: Annotated[int, Meta(ge=1024, le=GIGABYTE)] = 25 * 1024 * 1024
    max_image_bytes: Annotated[int, Meta(ge=1024, le=GIGABYTE)] = 50 * 1024 * 1024
    page_cache_bytes: Annotated[int, Meta(ge=0, le=1024 * GIGABYTE)] = 512 * 1024 * 1024
    fetch_networks: Networks = NO_NETWORKS
    request_timeout_seconds: Annotated[int, Meta(ge=1, le=3600)] = 29
    request_log_days: Annotated[int, Meta(ge=0, le=3660)] = 30
    trusted_proxies: TrustedProxies = NO_PROXIES
    learn_at_night: bool = True
    learn_without: Accounts = NO_ACCOUNTS


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
    if kind is Networks:
        return Networks.parse(str(value))
    if kind is Accounts:
        return Accounts.parse(str(value))
    if kind is TrustedProxies:
        return TrustedProxies.parse(str(value))
    raise NotImplementedError(kind)


def _sentence(text: str) -> str:
    """msgspec's complaint as a sentence that names the variable and what it may be."""
    found = AT_FIELD.search(text)
    if not found:
        return text
    kinds = {field.name: field.type for field in inspect.type_info(Settings).fields}  # type: ignore[attr-defined]
    variable, wanted = NAMES[found["name"]], _wanted(kinds[found["name"]])
    return f"{variable} must be {wanted}." if wanted else f"{variable}: {AT_FIELD.sub('', text)}"


def _wanted(kind: inspect.Type) -> str | None:
    if isinstance(kind, inspect.IntType):
        return f"a whole number from {kind.ge} to {kind.le}"
    if isinstance(kind, inspect.BoolType):
        return "true or false"
    if isinstance(kind, inspect.EnumType):
        *others, last = [str(value) for value in kind.cls]
        return f"{', '.join(others)} or {last}"
    return None
