"""Write an account's whole chain out, for whoever examines it without this program's database."""

from collections.abc import AsyncGenerator
from uuid import UUID

from payables.audit import queries
from payables.audit.actions.seal import seal_all
from payables.audit.actions.sign_head import sign_head
from payables.audit.errors import ChainContradicted
from payables.audit.model import SignedHead
from payables.audit.rules.chain import GENESIS, line_of, link
from payables.audit.rules.heads import SigningKey, head_line
from payables.platform.db import Database, Transaction

AT_ONCE = 500


async def export(database: Database, account_id: UUID, key: SigningKey) -> AsyncGenerator[bytes]:
    """JSON lines in order, and the signed head as the last. Constant memory. Everything that is committed by now is in it.

    Raises ChainContradicted in place of the last line when the tables contradict what was sealed or signed before: the
    entries are written all the same, since their examination tells where.
    """
    try:
        signed = await _checked_head(database, account_id, key)
    except ChainContradicted:
        async for line in _entries(database, account_id, None):
            yield line
        raise
    async for line in _entries(database, account_id, signed.head.seq):
        yield line
    yield head_line(signed)


async def export_head(database: Database, account_id: UUID, key: SigningKey) -> bytes:
    """The last line alone, to be kept elsewhere. Raises ChainContradicted."""
    return head_line(await _checked_head(database, account_id, key))


async def _checked_head(database: Database, account_id: UUID, key: SigningKey) -> SignedHead:
    """A head over all that is committed by now, after everything in the tables was compared that can be without reading
    the entries. Raises ChainContradicted."""
    await seal_all(database, account_id)
    async with database.transaction(account_id) as tx:
        await _compare(tx)
        signed = await sign_head(tx, key, wait=True)
    assert signed is not None
    return signed


async def _compare(tx: Transaction) -> None:
    if (seq := await queries.contradicted_head(tx)) is not None:
        raise ChainContradicted(found=f"entry {seq} is not the one that a head was signed for")
    unknown = await queries.neither_sealed_nor_waiting(tx)
    if unknown:
        what = "were put into it past the chain" if unknown > 0 else "are gone from it"
        raise ChainContradicted(found=f"entries that {what}: {abs(unknown)}")


async def _entries(database: Database, account_id: UUID, last: int | None) -> AsyncGenerator[bytes]:
    """In short transactions: what is sealed never changes. `last` None: all there are."""
    after, previous, more = 0, GENESIS, True
    while more:
        async with database.transaction(account_id) as tx:
            entries = await queries.sealed(tx, after, last, AT_ONCE)
        for seal, entry in entries:
            if entry:
                yield line_of(link(account_id, seal.seq, previous, entry), seal.hash)
            after, previous = seal.seq, seal.hash
        more = len(entries) == AT_ONCE
