"""The words of a page as few bytes, and back."""

import zlib
from collections.abc import Sequence

import msgspec

from payables.extraction.page.said import PageWord

MOST_BYTES = 256 * 1024  # of a packed page; 3,000 words take a tenth of it
MOST_UNPACKED = 4 * 1024 * 1024

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[PageWord]).decode


def pack(words: Sequence[PageWord]) -> bytes:
    """At most MOST_BYTES: words at the end are left out where they would not fit."""
    packed = zlib.compress(_encode(words))
    while len(packed) > MOST_BYTES:
        words = words[: len(words) // 2]
        packed = zlib.compress(_encode(words))
    return packed


def unpack(packed: bytes) -> list[PageWord]:
    """What `pack` made. Raises ValueError for what it cannot have made."""
    unpacking = zlib.decompressobj()
    try:
        unpacked = unpacking.decompress(packed, MOST_UNPACKED)
    except zlib.error as error:
        raise ValueError("not packed words") from error
    if not unpacking.eof:
        raise ValueError("cut off, or too large")
    return _decode(unpacked)
