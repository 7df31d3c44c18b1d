"""payables audit: export the trail of an account, sign how far it has come, verify an export offline."""

import asyncio
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, BinaryIO
from uuid import UUID

from cyclopts import App, Parameter

from payables.accounts.errors import NoSuchAccount
from payables.accounts.queries import account_of_key
from payables.app.cli.printing import say, show_json
from payables.app.org.fields import KEY
from payables.app.runtime import Parts, open_parts
from payables.audit.actions.examine import examine, key_of, saved_head
from payables.audit.actions.export import export, export_head
from payables.audit.actions.signing_key import public_key_text, signing_key
from payables.audit.errors import NoSuchHead, NotAPublicKey
from payables.audit.model import Verdict
from payables.kit.errors import Sentence
from payables.platform import data_dir, secret_key
from payables.platform.settings import read_settings

audit = App(name="audit", help="Export the audit trail, sign how far it has come, verify an export offline.")

Account = Annotated[str, Parameter(help="The account's key in the org file.")]
To = Annotated[Path | None, Parameter(help="A new file; without it, standard output.")]
TAMPERED, CANNOT_TELL = 1, 2


class FileExists(Sentence):
    """{path} exists already: name a new file, so that no earlier export or head is overwritten."""


@audit.command(name="export")
def export_trail(*, account: Account, to: To = None) -> None:
    """Write every entry of the account's trail as JSON lines, the last of which is a signed head.

    Entries that are not sealed yet are sealed first. See docs/audit.md for the format.
    """
    asyncio.run(_export(account, to))


@audit.command
def head(*, account: Account, to: To = None) -> None:
    """Sign how far the account's trail has come. Keep it where nobody who runs this installation can change it.

    Later, `payables audit verify --head` tells whether anything before it was cut or made anew.
    """
    asyncio.run(_head(account, to))


@audit.command
def key() -> None:
    """Print the public key that heads of this installation are signed with, for `payables audit verify --public-key`."""
    settings = read_settings()
    data_dir.claim(settings.data_dir, settings.env)
    say(public_key_text(signing_key(secret_key.load_or_create(settings.data_dir))))


@audit.command
def verify(
    file: Path,
    /,
    *,
    head: Path | None = None,
    public_key: tuple[str, ...] = (),
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Find out whether an export is the account's whole trail, unchanged. Needs neither database nor settings.

    Exit code 0: it is. 1: it is not, and this is where. 2: it cannot be told, because a file or a key cannot be read.

    Parameters
    ----------
    file
        What `payables audit export` wrote.
    head
        A head that was saved earlier (`payables audit head --to`): only with one can a cut of the end be found.
    public_key
        The key you trust, as `payables audit key` prints it; several after a change of the key. Without it, that of the
        saved head is trusted, and without either any key.
    json
        Print one JSON document.
    """
    try:
        verdict = examine(file, public_key, saved_head(head) if head else None)
    except (NoSuchHead, NotAPublicKey) as error:
        return _cannot_tell(str(error))
    except OSError as error:
        return _cannot_tell(f"{error.filename}: {error.strerror}.")
    _show(verdict, json=json, trusts=bool(public_key or head), saved=bool(head))
    return TAMPERED if verdict.faults else 0


async def _export(account: str, to: Path | None) -> None:
    async with open_parts(read_settings()) as parts:
        account_id = await _find(parts, account)
        with _written(to) as file:
            async for line in export(parts.database, account_id, signing_key(parts.secret_key)):
                file.write(line)


async def _head(account: str, to: Path | None) -> None:
    async with open_parts(read_settings()) as parts:
        account_id = await _find(parts, account)
        line = await export_head(parts.database, account_id, signing_key(parts.secret_key))
    with _written(to) as file:
        file.write(line)


@contextmanager
def _written(to: Path | None) -> Generator[BinaryIO]:
    """Standard output, or a new file. Raises FileExists."""
    if to is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        file = to.open("xb")
    except FileExistsError:
        raise FileExists(path=to) from None
    with file:
        yield file


async def _find(parts: Parts, key: str) -> UUID:
    async with parts.database.operator() as connection:
        found = await account_of_key(connection, key) if KEY.fullmatch(key) else None
    if found is None:
        raise NoSuchAccount(key=key)
    return found


def _cannot_tell(sentence: str) -> int:
    sys.stderr.write(sentence.encode(errors="backslashreplace").decode() + "\n")
    return CANNOT_TELL


def _show(verdict: Verdict, *, json: bool, trusts: bool, saved: bool) -> None:
    if json:
        show_json(_data(verdict))
        return
    for fault in verdict.faults:
        say(f"line {fault.line}: {fault.sentence}" if fault.line else fault.sentence)
    if (more := verdict.fault_count - len(verdict.faults)) > 0:
        say(f"and {more} more")
    say("\n".join(_told(verdict, trusts, saved)))


def _told(verdict: Verdict, trusts: bool, saved: bool) -> Iterator[str]:
    if verdict.faults or verdict.head is None:
        yield f"NOT in order: {verdict.fault_count} faults among {verdict.entries} entries."
        return
    signed = verdict.head.head
    yield f"In order: {verdict.entries} entries of {signed.account}, signed at {signed.at} with the key {key_of(verdict.head)}."
    if not trusts:
        yield "Whose key that is, only --public-key or --head can tell: compare it with `payables audit key`."
    if not saved:
        yield "Whether the end was cut off together with its head, only --head with a saved head can tell."


def _data(verdict: Verdict) -> dict[str, object]:
    signed = verdict.head
    return {
        "ok": not verdict.faults,
        "entries": verdict.entries,
        "head": {**asdict(signed.head), "key_id": key_of(signed)} if signed else None,
        "fault_count": verdict.fault_count,
        "faults": [asdict(fault) for fault in verdict.faults],
    }
