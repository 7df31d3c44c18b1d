"""Bytes with damage: what disks, networks and hands do to a file, and what a fuzzer tries."""

import random

LEAST = 8  # bytes below which nothing is left to damage


def damaged(data: bytes, chance: random.Random, times: int, *, whole: int = 0) -> bytes:
    """Bytes changed, a part doubled or left out, so many times; always the same for the same `chance`. The first `whole`
    bytes, by which a file's kind is told, stay."""
    found = bytearray(data)
    for _ in range(times):
        at = chance.randrange(whole, len(found))
        match chance.randrange(4):
            case 0:
                found[at] = chance.randrange(256)
            case 1:
                del found[at : at + chance.randint(1, 40)]
            case 2:
                found[at:at] = found[at : at + chance.randint(1, 200)]
            case _:
                found[at : at + 4] = chance.randbytes(4)
        if len(found) <= max(whole, LEAST):
            break
    return bytes(found)
