"""An invoice's own row: its values, its state, what is paid of it and what the catalog says of its lines."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import msgspec

from payables.invoices.model import Invoice, Standing, State
from payables.invoices.rules.field_table import WRITABLE
from payables.platform.db import Transaction

# In the order of their parameters: what it is entered with, and what a change may touch.
MARKS = ("has_price_variance", "has_unmatched_items")
ENTERED = (*WRITABLE, "vendor_as_read", "paid_amount", "source", "upload_id", "reference_id", "sent_at")
CHANGED = (*WRITABLE, "state", "reasons", "flag_reason", "approved_at", *MARKS)


def _parameters(count: int, first: int) -> str:
    return ", ".join(f"${n}" for n in range(first, first + count))


INSERT = f"""
INSERT INTO invoices (account_id, id, invoice_id, state, reasons, entered_by, updated_by, approved_at, created_at,
                      updated_at, {", ".join((*ENTERED, *MARKS))})
VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $8, {_parameters(len(ENTERED) + len(MARKS), 9)})
"""  # noqa: S608

UPDATE = f"""
UPDATE invoices
   SET version = version + 1, updated_at = $3, updated_by = $4,
       -- another approval, or none any more, is not what was written down then
       approved_as = CASE WHEN approved_at IS NOT DISTINCT FROM ${5 + CHANGED.index("approved_at")} THEN approved_as END,
       {", ".join(f"{name} = ${n}" for n, name in enumerate(CHANGED, 5))}
 WHERE account_id = $1 AND id = $2
"""  # noqa: S608

CHANGE_STATE = """
UPDATE invoices
   SET state = $3, flag_reason = $4,
       approved_at = CASE $3 WHEN 'approved' THEN coalesce(approved_at, $5) WHEN 'archived' THEN approved_at END,
       approved_as = CASE $3 WHEN 'approved' THEN $7 WHEN 'archived' THEN approved_as END,
       exported_at = CASE WHEN $3 IN ('approved', 'archived') THEN exported_at END,
       version = version + 1, updated_at = $5, updated_by = $6
 WHERE account_id = $1 AND id = $2
"""

PUT_BACK = """
UPDATE invoices
   SET state = $3, reasons = $4, flag_reason = $5, approved_at = $6, approved_as = $7,
       version = version + 1, updated_at = $8, updated_by = $9
 WHERE account_id = $1 AND id = $2
"""

ARCHIVE = """
-- what it was approved and exported as stays on record
UPDATE invoices SET state = 'archived', archived_at = $3, version = version + 1, updated_at = $3, updated_by = $4
 WHERE account_id = $1 AND id = ANY($2)
"""

SET_HOLD = """
UPDATE invoices SET hold_reason = $3, version = version + 1, updated_at = $4, updated_by = $5
 WHERE account_id = $1 AND id = $2
"""

APPLY_PAYMENTS = """
UPDATE invoices i
   SET paid_amount = x.amount, settled_by_payments = settled_by_payments + x.amount - paid_amount,
       payment_method = x.method, payment_reference = x.reference,
       version = version + 1, updated_at = $2, updated_by = $3
  FROM unnest($4::uuid[], $5::numeric[], $6::text[], $7::text[]) AS x (id, amount, method, reference)
 WHERE i.account_id = $1 AND i.id = x.id
"""

TOUCH = "UPDATE invoices SET updated_at = $3, updated_by = $4 WHERE account_id = $1 AND id = ANY($2)"

MARK_CATALOG = """
-- no new version: nothing that anybody entered has changed
UPDATE invoices i
   SET has_price_variance = x.has_price_variance, has_unmatched_items = x.has_unmatched_items, updated_at = $2
  FROM unnest($3::uuid[], $4::boolean[], $5::boolean[]) AS x (id, has_price_variance, has_unmatched_items)
 WHERE i.account_id = $1 AND i.id = x.id
"""


async def insert_invoice(tx: Transaction, invoice: Invoice) -> None:
    await tx.execute(
        INSERT,
        tx.account_id,
        invoice.id,
        invoice.invoice_id,
        invoice.state,
        msgspec.to_builtins(invoice.reasons),
        invoice.entered_by,
        invoice.approved_at,
        tx.now,
        *(getattr(invoice, name) for name in (*ENTERED, *MARKS)),
    )


async def update_invoice(tx: Transaction, invoice: Invoice) -> None:
    """Write everything that a change may touch; a new version."""
    values = {name: getattr(invoice, name) for name in CHANGED} | {"reasons": msgspec.to_builtins(invoice.reasons)}
    await tx.execute(UPDATE, tx.account_id, invoice.id, tx.now, tx.actor.user_id, *values.values())


async def change_state(
    tx: Transaction, invoice: Invoice, to: State, *, flag_reason: str | None = None, approved_as: bytes | None = None
) -> None:
    """Write the state that rules/settle.py found; a new version. `flag_reason` is what stays. When it became approved
    is set and cleared here, and what its coding stood for in the ERP then."""
    what = (to, flag_reason, tx.now, tx.actor.user_id, approved_as)
    await tx.execute(CHANGE_STATE, tx.account_id, invoice.id, *what)


async def put_back(tx: Transaction, invoice: UUID, was: Standing) -> None:
    """Where it stood before a step that is undone; a new version."""
    stood = (was.state, msgspec.to_builtins(was.reasons), was.flag_reason, was.approved_at, was.approved_as)
    await tx.execute(PUT_BACK, tx.account_id, invoice, *stood, tx.now, tx.actor.user_id)


async def set_hold(tx: Transaction, invoice: UUID, reason: str | None) -> None:
    """None releases it; a new version."""
    await tx.execute(SET_HOLD, tx.account_id, invoice, reason, tx.now, tx.actor.user_id)


async def archive(tx: Transaction, invoices: Sequence[UUID]) -> None:
    await tx.execute(ARCHIVE, tx.account_id, invoices, tx.now, tx.actor.user_id)


async def apply_payments(tx: Transaction, paid: Sequence[tuple[UUID, Decimal, str | None, str | None]]) -> None:
    """Invoice, what is settled of it now, and how and by which reference last."""
    await tx.execute(APPLY_PAYMENTS, tx.account_id, tx.now, tx.actor.user_id, *map(list, zip(*paid, strict=True)))


async def touch(tx: Transaction, invoice: UUID) -> None:
    """Something beside its content has changed: when and by whom, and no new version."""
    await touch_many(tx, [invoice])


async def touch_many(tx: Transaction, invoices: Sequence[UUID]) -> None:
    await tx.execute(TOUCH, tx.account_id, list(invoices), tx.now, tx.actor.user_id)


async def mark_catalog(tx: Transaction, invoices: Sequence[Invoice]) -> None:
    """What the catalog says of their lines."""
    if invoices:
        columns = [[getattr(invoice, name) for invoice in invoices] for name in ("id", *MARKS)]
        await tx.execute(MARK_CATALOG, tx.account_id, tx.now, *columns)
