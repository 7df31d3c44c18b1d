"""One entry of the trail, what seals it, and what an examination of an export finds."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec


class Change(msgspec.Struct, frozen=True):
    """What an action did to one subject. `before` and `after` hold only what is worth telling, never secrets."""

    action: str
    subject_type: str
    subject_id: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    message: str | None = None


class Entry(msgspec.Struct, frozen=True):
    """A recorded change, as histories read it."""

    number: int
    at: datetime
    actor_id: int | None
    action: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    message: str | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as it stands in the database; `before` and `after` are JSON texts, so that no digit of them changes."""

    id: UUID
    at: datetime
    actor_id: int | None
    credential: str | None
    request_id: str | None
    action: str
    subject_type: str
    subject_id: str
    before: str | None
    after: str | None
    message: str | None


@dataclass(frozen=True, slots=True)
class Seal:
    """The place of an entry in its account's chain."""

    seq: int
    entry_id: UUID
    hash: bytes


@dataclass(frozen=True, slots=True)
class Chain:
    """The end of an account's chain; seq 0 before its first entry."""

    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Filters:
    """Which entries of an account are wanted; None is any."""

    subject_type: str | None = None
    subject_id: str | None = None
    action: str | None = None
    actor_id: int | None = None
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What is signed: up to this entry the chain of the account was this one, at this instant."""

    account: str
    at: str
    hash: str
    seq: int


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head, the Ed25519 public key (32 bytes) and the signature (64 bytes) over the head's canonical JSON."""

    head: Head
    public_key: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a line of an export (0: with the whole file)."""

    line: int
    sentence: str


@dataclass(slots=True)
class Verdict:
    """What an examination found: how many entries there are, the head at the end, and the faults, the first of them in words."""

    entries: int = 0
    head: SignedHead | None = None
    fault_count: int = 0
    faults: list[Fault] = field(default_factory=list[Fault])
