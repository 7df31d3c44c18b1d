"""Sign how far an account's chain has come."""

from payables.audit import queries, store
from payables.audit.errors import ChainContradicted
from payables.audit.model import Chain, Head, SignedHead
from payables.audit.rules.chain import GENESIS
from payables.audit.rules.heads import SigningKey
from payables.kit.dates import format_utc
from payables.kit.ids import racc
from payables.platform.db import Transaction

START = Chain(0, GENESIS)


async def sign_head(tx: Transaction, key: SigningKey, *, wait: bool = False) -> SignedHead | None:
    """Signed and kept. None, unless `wait`, while another works on this chain. Raises ChainContradicted."""
    chain = await store.lock_chain(tx, GENESIS, wait=wait)
    if chain is None:
        return None
    signed = await _signed(tx, key, chain)
    await store.insert_head(tx, chain, signed)
    return signed


async def present_head(tx: Transaction, key: SigningKey) -> SignedHead:
    """Signed for whoever asks and not kept, so that a read may do it. Raises ChainContradicted."""
    return await _signed(tx, key, await queries.chain_of(tx) or START)


async def _signed(tx: Transaction, key: SigningKey, chain: Chain) -> SignedHead:
    """What was signed before has to be part of what is signed now."""
    contradicted = await queries.contradicted_end(tx)
    if contradicted is not None:
        raise ChainContradicted(found=f"entry {contradicted}")
    return key.sign(Head(racc(tx.account_id), format_utc(tx.now), chain.hash.hex(), chain.seq))
