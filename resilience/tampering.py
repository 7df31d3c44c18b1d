"""Kinds of tampering with an export: each takes the lines of an untouched file and gives those of a tampered one."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from payables.audit.rules.canonical import canonical, read_json
from payables.audit.rules.examination import MOST_BYTES
from payables.audit.rules.heads import SigningKey, head_line, read_head

Lines = list[bytes]

ENTRY_FIELDS = (
    "account", "action", "actor_id", "after", "at", "before", "credential", "id", "message", "previous", "request_id",
    "seq", "subject_id", "subject_type",
)  # fmt: skip
HEAD_FIELDS = ("account", "at", "format", "hash", "key_id", "seq")


@dataclass(frozen=True)
class Tampering:
    """`needs_saved_head`: nothing inside the file can tell."""

    name: str
    change: Callable[[Lines], Lines]
    needs_saved_head: bool = False


@dataclass(frozen=True)
class Stock:
    """What a forger has: the same account's export of before, another account's, and a key of their own."""

    older: Lines
    foreign: Lines
    key: SigningKey


def tamperings(stock: Stock, installation: SigningKey) -> list[Tampering]:
    """`installation` is the key that a forger does not have; with it, only a saved head tells."""
    return [
        *(Tampering(f"edit {name}", lambda lines, n=name: _edited(lines, 3, n)) for name in ENTRY_FIELDS),
        *(Tampering(f"edit {name} of the head", lambda lines, n=name: _edited_head(lines, n)) for name in HEAD_FIELDS),
        *_taken_out(),
        *_put_in(stock),
        *_rewritten(),
        *_hashed_anew(stock.key),
        Tampering("cut, older head", lambda _: stock.older, needs_saved_head=True),
        Tampering("all hashes anew, with the key", lambda lines: _anew(lines, installation), needs_saved_head=True),
    ]


def _taken_out() -> Iterator[Tampering]:
    yield Tampering("delete the first", lambda lines: lines[1:])
    yield Tampering("delete one in the middle", lambda lines: lines[:4] + lines[5:])
    yield Tampering("delete three in the middle", lambda lines: lines[:4] + lines[7:])
    yield Tampering("delete the last", lambda lines: lines[:-2] + lines[-1:])
    yield Tampering("delete the head", lambda lines: lines[:-1])
    yield Tampering("cut the tail", lambda lines: lines[:5])
    yield Tampering("cut in the middle of a line", lambda lines: [*lines[:5], lines[5][:40]])
    yield Tampering("cut the last byte", lambda lines: [*lines[:-1], lines[-1][:-1]])
    yield Tampering("empty", lambda _: [])


def _put_in(stock: Stock) -> Iterator[Tampering]:
    yield Tampering("insert one of another account", lambda lines: lines[:4] + stock.foreign[4:5] + lines[4:])
    yield Tampering("exchange with another account", lambda lines: lines[:4] + stock.foreign[4:5] + lines[5:])
    yield Tampering("another account's head", lambda lines: [*lines[:-1], stock.foreign[-1]])
    yield Tampering("two files in one", lambda lines: lines + stock.foreign)
    yield Tampering("double a line", lambda lines: lines[:5] + lines[4:])
    yield Tampering("double the head", lambda lines: [*lines, lines[-1]])
    yield Tampering("swap two", lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]])
    yield Tampering("turn the order round", lambda lines: [*lines[-2::-1], lines[-1]])
    yield Tampering("replay an older head", lambda lines: [*lines[:-1], stock.older[-1]])
    yield Tampering("older head in the middle", lambda lines: [*lines[: len(stock.older)], stock.older[-1], *lines[4:]])
    yield Tampering("a line behind the head", lambda lines: [*lines, b"\n"])
    yield Tampering("an empty line", lambda lines: [*lines[:4], b"\n", *lines[4:]])
    yield Tampering("a line of NULs", lambda lines: [*lines[:4], bytes(1000) + b"\n", *lines[4:]])
    yield Tampering("a NUL in a line", lambda lines: [*lines[:4], lines[4][:30] + b"\0" + lines[4][30:], *lines[5:]])
    yield Tampering("bytes that are no text", lambda lines: [*lines[:4], b"\xff\xfe\x80\n", *lines[5:]])
    yield Tampering("a huge line", lambda lines: [*lines[:4], b"x" * (3 * MOST_BYTES) + b"\n", *lines[4:]])
    yield Tampering(
        "a huge blank in a line", lambda lines: [*lines[:4], lines[4][:9] + b" " * MOST_BYTES + lines[4][9:]]
    )
    yield Tampering("a deep line", lambda lines: [*lines[:4], b'{"entry":' + b"[" * 100_000 + b"\n", *lines[5:]])


def _rewritten() -> Iterator[Tampering]:
    """Accepting these would do no harm; they are refused all the same, since a hash is over bytes."""
    yield Tampering("blanks", lambda lines: [*lines[:4], json.dumps(json.loads(lines[4])).encode() + b"\n", *lines[5:]])
    yield Tampering("another order of keys", lambda lines: [*lines[:4], _turned(lines[4]), *lines[5:]])
    yield Tampering("escapes", lambda lines: [*lines[:4], lines[4].replace(b"a", b"\\u0061", 1), *lines[5:]])
    yield Tampering("CR at the ends of lines", lambda lines: [line.replace(b"\n", b"\r\n") for line in lines])
    yield Tampering("a byte order mark", lambda lines: [b"\xef\xbb\xbf" + lines[0], *lines[1:]])
    yield Tampering(
        "a key twice", lambda lines: [*lines[:4], lines[4].replace(b'"seq":', b'"seq":1,"seq":'), *lines[5:]]
    )
    yield Tampering(
        "a key more", lambda lines: [*lines[:4], lines[4].replace(b'"seq":', b'"more":1,"seq":'), *lines[5:]]
    )
    yield Tampering("hash in capitals", lambda lines: [*lines[:4], lines[4][:-67] + lines[4][-67:].upper(), *lines[5:]])


def _hashed_anew(key: SigningKey) -> Iterator[Tampering]:
    yield Tampering("one hash anew", lambda lines: [*lines[:3], _anew(lines)[3], *lines[4:]])
    yield Tampering("all hashes anew, old signature", lambda lines: [*_anew(lines)[:-1], lines[-1]])
    yield Tampering("all hashes anew, head without a fitting signature", _anew)
    yield Tampering("all hashes anew, a key of the forger's own", lambda lines: _anew(lines, key))
    yield Tampering("the forger's own key alone", lambda lines: [*lines[:-1], _signed(lines[-1], key)])
    yield Tampering("the installation's key named beside the forger's signature", lambda lines: _misnamed(lines, key))


def _edited(lines: Lines, place: int, name: str) -> Lines:
    """One field of an entry, in canonical form, under the old hash."""
    whole = read_json(lines[place])
    whole["entry"][name] = _other(whole["entry"][name])
    return [*lines[:place], canonical(whole).encode() + b"\n", *lines[place + 1 :]]


def _edited_head(lines: Lines, name: str) -> Lines:
    whole = read_json(lines[-1])
    whole["head"][name] = _other(whole["head"][name])
    return [*lines[:-1], canonical(whole).encode() + b"\n"]


def _other(value: Any) -> Any:
    if value is None:
        return "something"
    if isinstance(value, dict):
        return {**value, "total": "1.00"}
    return type(value)(value[:-1] + ("1" if value[-1] != "1" else "2"))


def _turned(line: bytes) -> bytes:
    whole = json.loads(line)
    turned = {"hash": whole["hash"], "entry": dict(reversed(whole["entry"].items()))}
    return json.dumps(turned, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def _anew(lines: Lines, key: SigningKey | None = None) -> Lines:
    """The fourth entry edited and everything behind it hashed again; the head only says so, unless there is a key."""
    made, previous = lines[:3], None
    for line in lines[3:-1]:
        entry = read_json(line)["entry"]
        if previous is None:
            entry["subject_id"] += "0"
        else:
            entry["previous"] = previous
        text = canonical(entry)
        previous = sha256(text.encode()).hexdigest()
        made.append(f'{{"entry":{text},"hash":"{previous}"}}\n'.encode())
    old = read_head(lines[-1])
    head = replace(old.head, hash=str(previous))
    return [*made, head_line(key.sign(head) if key else replace(old, head=head))]


def _signed(line: bytes, key: SigningKey) -> bytes:
    return head_line(key.sign(read_head(line).head))


def _misnamed(lines: Lines, key: SigningKey) -> Lines:
    made = _anew(lines, key)
    return [*made[:-1], head_line(replace(read_head(made[-1]), public_key=read_head(lines[-1]).public_key))]
