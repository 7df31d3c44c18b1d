"""Writes of payments. The caller holds the locks of the invoices' rows."""

from collections.abc import Sequence
from uuid import UUID

from payables.payments.model import Payment
from payables.payments.rules.reference_key import reference_key
from payables.platform.db import Transaction

INSERT = """
INSERT INTO payments (account_id, created_at, created_by, id, invoice, amount, discount, currency, paid_on, method, reference,
                      note, source, reference_key)
SELECT $1, $2, $3, x.*
  FROM unnest($4::uuid[], $5::uuid[], $6::numeric[], $7::numeric[], $8::text[], $9::date[], $10::text[], $11::text[],
              $12::text[], $13::text[], $14::text[]) AS x
"""

VOID = """
UPDATE payments SET voided_at = $3, voided_by = $4, void_reason = $5 WHERE account_id = $1 AND id = $2
"""

_COLUMNS = ("id", "invoice", "amount", "discount", "currency", "paid_on", "method", "reference", "note", "source")


async def insert(tx: Transaction, payments: Sequence[Payment]) -> None:
    if payments:
        columns = [[getattr(payment, name) for payment in payments] for name in _COLUMNS]
        keys = [payment.reference and reference_key(payment.reference) for payment in payments]
        await tx.execute(INSERT, tx.account_id, tx.now, tx.actor.user_id, *columns, keys)


async def void(tx: Transaction, payment: UUID, reason: str) -> None:
    await tx.execute(VOID, tx.account_id, payment, tx.now, tx.actor.user_id, reason)
