"""Which earlier invoices does this one double, as it is now?"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.duplicates import queries, store
from payables.duplicates.model import ANSWERED, Compared, Found, Pair, PairStatus, Verdict
from payables.duplicates.rules.compare import judge
from payables.duplicates.rules.keys import digest_of, digest_of_pair, keys_of
from payables.platform.db import Transaction

# Kept of all that are found: enough to say why, and to go on by when the first of them is put away.
MOST_PAIRS = 10


@dataclass(frozen=True, slots=True)
class _Alike:
    """A candidate that the comparison did not let pass."""

    pair: Pair
    claimed_at: datetime


async def find_duplicates(tx: Transaction, compared: Compared) -> Found:
    """Claims what the invoice is found by, and judges whoever could be alike; the pairs are kept.

    Of simultaneous entries each waits for the one before, so that it sees it. The caller has just made the invoice or
    holds the lock of its row.
    """
    keys, digest = keys_of(compared), digest_of(compared)
    await store.lock_keys(tx, [compared.invoice], keys.locks)
    rows = await store.claim(tx, compared, keys, digest)
    alike = _alike(tx, rows, compared, digest)
    known = await queries.pairs_of(tx, compared.invoice) if rows[0]["known_since"] else []
    if not alike and not known:
        return Found([], [])
    if alike and all(_stands_behind(one.pair, known, compared.invoice) for one in alike):
        await store.keep_place(tx, compared.invoice, rows[0]["known_since"])
        alike = [replace(one, pair=replace(one.pair, later=one.pair.partner(compared.invoice))) for one in alike]
    return await _keep(tx, compared, known, alike)


def is_same(one: Compared, other: Compared) -> bool:
    """Nothing of what is compared differs, however it is written."""
    return digest_of(one) == digest_of(other)


def _alike(tx: Transaction, rows: list[Any], compared: Compared, digest: bytes) -> list[_Alike]:
    own = _named(compared, rows[0])
    found: list[_Alike] = []
    for row in rows:
        if row["invoice"] is None:
            continue
        other = queries.compared_of(row, compared)
        later = row["own_claimed_at"] > row["claimed_at"]
        verdict = judge(own, other) if later else judge(other, own)
        if verdict is not None:
            pair_digest = digest_of_pair(digest, row["digest"])
            found.append(_Alike(_pair(tx, own, other, later, verdict, pair_digest), row["claimed_at"]))
    found.sort(key=lambda one: (one.pair.kind, one.claimed_at, one.pair.one))
    return found[:MOST_PAIRS]


def _named(compared: Compared, row: Any) -> Compared:
    """With what the records of its location and of its vendor say of it."""
    compared = replace(compared, location=row["own_location"])
    if compared.vendor.id is None:
        return compared
    name, tax_id, shown = row["own_name_key"], row["own_tax_id"], row["own_vendor_name"]
    return replace(compared, vendor=replace(compared.vendor, name=name, tax_id=tax_id, shown=shown))


def _pair(tx: Transaction, own: Compared, other: Compared, own_is_later: bool, verdict: Verdict, digest: bytes) -> Pair:
    one, two = sorted((own.invoice, other.invoice))
    return Pair(
        one,
        two,
        own.invoice if own_is_later else other.invoice,
        own.company_id,
        verdict.kind,
        verdict.scenario,
        verdict.score,
        verdict.reasons,
        PairStatus.OPEN,
        digest,
        tx.now,
    )


def _stands_behind(pair: Pair, known: list[Pair], invoice: UUID) -> bool:
    """The other one is known to be the later one. It stays so when the first is corrected and they are alike still."""
    same = next((one for one in known if (one.one, one.other) == (pair.one, pair.other)), None)
    return same is not None and same.status is PairStatus.OPEN and same.later != invoice


async def _keep(tx: Transaction, compared: Compared, known: list[Pair], alike: list[_Alike]) -> Found:
    """Open what is new or changed, close what is no longer so. What somebody has answered stays answered."""
    before = {(pair.one, pair.other): pair for pair in known}
    rising: list[Pair] = []
    for one in alike:
        held = before.pop((one.pair.one, one.pair.other), None)
        if _rises(one.pair, held, compared.invoice):
            rising.append(one.pair)
    gone = [pair for pair in before.values() if pair.status is PairStatus.OPEN]
    await store.write_pairs(tx, compared.company_id, rising)
    await store.close_pairs(tx, gone, PairStatus.RESOLVED)
    standing = {(pair.one, pair.other): pair.later for pair in rising}
    freed = [pair.later for pair in known if _was_behind(pair, compared.invoice, standing)]
    hits = [pair.hit for pair in rising if pair.later == compared.invoice]
    return Found(hits, sorted(set(freed)))


def _rises(pair: Pair, held: Pair | None, invoice: UUID) -> bool:
    """One that stands behind this invoice was told so when it came: nobody else is told anything here."""
    if pair.later != invoice:
        return held is not None and held.status is PairStatus.OPEN
    return held is None or held.status not in ANSWERED or held.digest != pair.digest


def _was_behind(pair: Pair, invoice: UUID, standing: dict[tuple[UUID, UUID], UUID]) -> bool:
    """The other one stayed back because of this invoice, and does so no longer."""
    if pair.status is not PairStatus.OPEN or pair.later == invoice:
        return False
    return standing.get((pair.one, pair.other)) != pair.later
