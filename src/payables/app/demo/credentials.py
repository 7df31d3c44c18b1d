"""What the demo's clients sign in with, kept in a file that only its owner can read."""

import os
from pathlib import Path

import msgspec


class Credential(msgspec.Struct, frozen=True):
    """A client of an API user; keys and names are those of org.yaml."""

    account: str
    user: str
    client: str
    api_key: str
    client_id: str
    client_secret: str

    @property
    def name(self) -> tuple[str, str, str]:
        return self.account, self.user, self.client


class CredentialsFile(msgspec.Struct):
    """The file as it is written."""

    base_url: str
    credentials: list[Credential]


def path_in(data_dir: Path) -> Path:
    return data_dir / "demo-credentials.json"


def read(path: Path) -> list[Credential]:
    """Empty when the file is lost or cannot be understood: new ones are issued then."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=CredentialsFile).credentials
    except (FileNotFoundError, msgspec.DecodeError):
        return []


def write(path: Path, base_url: str, credentials: list[Credential]) -> None:
    """Whole or not at all, and never readable by others, not even for a moment."""
    data = msgspec.json.format(msgspec.json.encode(CredentialsFile(base_url, credentials)), indent=2)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data + b"\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
