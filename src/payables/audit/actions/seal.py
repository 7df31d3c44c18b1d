"""Give committed entries of an account their places in its chain."""

from uuid import UUID

import structlog

from payables.audit import store
from payables.audit.model import Chain, Recorded, Seal
from payables.audit.rules.chain import GENESIS, hash_of, link
from payables.platform.db import Database, Transaction

log = structlog.get_logger("audit")

BATCH = 1000


async def seal(tx: Transaction, *, most: int = BATCH, wait: bool = False) -> int:
    """Seals up to `most` entries and says how many it took. 0 when none waits, or, unless `wait`, while another seals this
    account.

    Whoever writes entries is not disturbed: only sealers lock the end of the chain. An entry that is committed later gets a
    later number, whatever its id.
    """
    chain = await store.lock_chain(tx, GENESIS, wait=wait)
    taken = await store.take_unsealed(tx, most) if chain else []
    if chain and (seals := _continued(tx, chain, taken)):
        await store.insert_seals(tx, seals)
    return len(taken)


def _continued(tx: Transaction, chain: Chain, taken: list[Recorded | None]) -> list[Seal]:
    seals: list[Seal] = []
    seq, previous = chain.seq, chain.hash
    for entry in taken:
        if entry is None:
            log.error("audit entry vanished before it was sealed", account_id=str(tx.account_id))
            continue
        seq, previous = seq + 1, hash_of(link(tx.account_id, seq + 1, previous, entry))
        seals.append(Seal(seq, entry.id, previous))
    return seals


async def seal_all(database: Database, account_id: UUID) -> None:
    """Everything that is committed by now; waits for another sealer of this account."""
    taken = BATCH
    while taken == BATCH:
        async with database.transaction(account_id) as tx:
            taken = await seal(tx, wait=True)
