"""How an entry becomes a link of its account's chain, and how that is written down."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from payables.audit.model import Recorded
from payables.audit.rules.canonical import canonical, read_json
from payables.kit.dates import format_utc
from payables.kit.ids import racc

GENESIS = bytes(32)  # what the first entry names as the hash before it
_OPEN, _HASH, _CLOSE = b'{"entry":', b',"hash":"', b'"}\n'
_TAIL = len(_HASH) + 64 + len(_CLOSE)


def link(account_id: UUID, seq: int, previous: bytes, entry: Recorded) -> bytes:
    """The canonical JSON that the hash of an entry is made over."""
    return canonical(
        {
            "account": racc(account_id),
            "action": entry.action,
            "actor_id": entry.actor_id,
            "after": _json(entry.after),
            "at": format_utc(entry.at),
            "before": _json(entry.before),
            "credential": entry.credential,
            "id": str(entry.id),
            "message": entry.message,
            "previous": previous.hex(),
            "request_id": entry.request_id,
            "seq": seq,
            "subject_id": entry.subject_id,
            "subject_type": entry.subject_type,
        }
    ).encode()


def hash_of(text: bytes) -> bytes:
    return sha256(text).digest()


def line_of(text: bytes, hash: bytes) -> bytes:
    """A line of an export."""
    return _OPEN + text + _HASH + hash.hex().encode() + _CLOSE


def parts_of(line: bytes) -> tuple[bytes, str] | None:
    """The canonical JSON of a line and the hash that stands beside it; None for what was not written by `line_of`."""
    text, tail = line[len(_OPEN) : -_TAIL], line[-_TAIL:]
    if not (line.startswith(_OPEN) and tail.startswith(_HASH) and tail.endswith(_CLOSE)):
        return None
    return text, tail[len(_HASH) : -len(_CLOSE)].decode("ascii", "replace")


def _json(text: str | None) -> Any:
    return None if text is None else read_json(text)
