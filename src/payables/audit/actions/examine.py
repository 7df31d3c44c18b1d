"""Examine an export: offline, with nothing but the file and what its reader trusts."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from payables.audit.errors import NoSuchHead, NotCanonical
from payables.audit.model import SignedHead, Verdict
from payables.audit.rules.examination import MOST_BYTES, Examination
from payables.audit.rules.heads import key_id, read_head, read_key

READ_AT_ONCE = 1024 * 1024


def examine(path: Path, public_keys: Sequence[str] = (), saved: SignedHead | None = None) -> Verdict:
    """Whether the file is one account's whole chain as it was sealed. Without public keys, that of the saved head is trusted;
    without either, any signature that is good in itself. Raises NotAPublicKey, OSError."""
    trusted = [read_key(text) for text in public_keys] or ([saved.public_key] if saved else [])
    examination = Examination(trusted, saved)
    with path.open("rb") as file:
        for line in _lines(file):
            examination.look_at(line)
    return examination.verdict()


def saved_head(path: Path) -> SignedHead:
    """What `payables audit head --to` wrote. Raises NoSuchHead, OSError."""
    with path.open("rb") as file:
        line = file.read(READ_AT_ONCE)
    try:
        return read_head(line)
    except NotCanonical:
        raise NoSuchHead(where=str(path)) from None


def key_of(head: SignedHead) -> str:
    """The id of the key that signed it."""
    return key_id(head.public_key)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Of a line that is longer than any entry only so much that it can be told."""
    while line := file.readline(MOST_BYTES + 1):
        yield line
        while len(line) > MOST_BYTES and not line.endswith(b"\n"):
            line = file.readline(MOST_BYTES + 1)
