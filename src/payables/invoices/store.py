"""Writes of invoices. The caller holds the lock of the invoice's row (queries.load_for_update), or has just made it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from payables.invoices.model import Draft, Image, Invoice, Item, LineDraft, Reason, State
from payables.kit.text import normal_number
from payables.platform.db import Transaction

INSERT = """
INSERT INTO invoices (
  account_id, id, invoice_id, company_id, location_id, vendor_id, vendor_as_read, type, number, number_key,
  invoice_date, due_date, posting_date, currency, total_amount, total_tax, discount_amount, purchase_order, notes,
  dimensions, custom_fields, state, reasons, source, upload_id, entered_by, approved_at, created_at, updated_at,
  updated_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
        $25, $26, $27, $28, $28, $26)
"""

CLAIM_NUMBER = """
-- who comes second waits for the first and is then told its id
INSERT INTO invoice_numbers AS held (account_id, company_id, vendor_id, type, number_key, invoice)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (account_id, company_id, vendor_id, type, number_key) DO UPDATE SET invoice = held.invoice
RETURNING invoice
"""

RELEASE_NUMBERS = "DELETE FROM invoice_numbers WHERE account_id = $1 AND invoice = $2"

INSERT_ITEMS = """
INSERT INTO invoice_items (account_id, invoice, created_at, updated_at, id, position, name, sku, quantity, unit, price,
                           amount, is_taxed, dimensions, custom_fields)
SELECT $1, $2, $3, $3, x.*
  FROM unnest($4::int[], $5::int[], $6::text[], $7::text[], $8::numeric[], $9::text[], $10::numeric[], $11::numeric[],
              $12::boolean[], $13::jsonb[], $14::jsonb[]) AS x
"""

UPDATE_ITEMS = """
UPDATE invoice_items i
   SET updated_at = $3, name = x.name, sku = x.sku, quantity = x.quantity, unit = x.unit, price = x.price,
       amount = x.amount, is_taxed = x.is_taxed, dimensions = x.dimensions, custom_fields = x.custom_fields
  FROM unnest($4::int[], $5::text[], $6::text[], $7::numeric[], $8::text[], $9::numeric[], $10::numeric[],
              $11::boolean[], $12::jsonb[], $13::jsonb[])
       AS x (id, name, sku, quantity, unit, price, amount, is_taxed, dimensions, custom_fields)
 WHERE i.account_id = $1 AND i.invoice = $2 AND i.id = x.id
"""

INSERT_FILES = """
INSERT INTO files (account_id, sha256, size, media_type, created_at)
SELECT $1, x.sha256, x.size, x.media_type, $2
  FROM unnest($3::bytea[], $4::bigint[], $5::text[]) AS x (sha256, size, media_type)
 ORDER BY x.sha256
ON CONFLICT DO NOTHING
"""

DELETE_IMAGES = "DELETE FROM invoice_images WHERE account_id = $1 AND invoice = $2"

INSERT_IMAGES = """
INSERT INTO invoice_images (account_id, invoice, created_at, id, position, sha256, filename, media_type, size)
SELECT $1, $2, $3, x.* FROM unnest($4::int[], $5::int[], $6::bytea[], $7::text[], $8::text[], $9::bigint[]) AS x
"""

UPDATE = """
UPDATE invoices
   SET location_id = $3, vendor_id = $4, type = $5, number = $6, number_key = $7, invoice_date = $8, due_date = $9,
       posting_date = $10, currency = $11, total_amount = $12, total_tax = $13, discount_amount = $14,
       purchase_order = $15, notes = $16, dimensions = $17, state = $18, reasons = $19, flag_reason = $20,
       approved_at = $21, version = version + 1, updated_at = $22, updated_by = $23
 WHERE account_id = $1 AND id = $2
"""

CHANGE_STATE = """
UPDATE invoices
   SET state = $3, reasons = $4, flag_reason = $5,
       approved_at = CASE $3 WHEN 'approved' THEN coalesce(approved_at, $6) WHEN 'archived' THEN approved_at END,
       exported_at = CASE WHEN $3 IN ('approved', 'archived') THEN exported_at END,
       version = version + 1, updated_at = $6, updated_by = $7
 WHERE account_id = $1 AND id = $2
"""


MARK_EXPORTED = """
UPDATE invoices i
   SET exported_at = $2, export_transaction_id = x.transaction_id, version = version + 1, updated_at = $2, updated_by = $3
  FROM unnest($4::uuid[], $5::text[]) AS x (id, transaction_id)
 WHERE i.account_id = $1 AND i.id = x.id AND i.state = 'approved' AND i.exported_at IS NULL
"""

MARK_UNEXPORTED = """
UPDATE invoices i
   SET exported_at = NULL, export_transaction_id = NULL, state = x.state,
       approved_at = CASE x.state WHEN 'approved' THEN i.approved_at END, flag_reason = x.flag_reason,
       version = version + 1, updated_at = $2, updated_by = $3
  FROM unnest($4::uuid[], $5::text[], $6::text[]) AS x (id, state, flag_reason)
 WHERE i.account_id = $1 AND i.id = x.id AND i.exported_at IS NOT NULL
"""


async def insert_invoice(
    tx: Transaction,
    draft: Draft,
    *,
    id: UUID,
    invoice_id: int,
    state: State,
    reasons: list[Reason],
    entered_by: int | None,
) -> None:
    await tx.execute(
        INSERT,
        tx.account_id,
        id,
        invoice_id,
        draft.company_id,
        draft.location_id,
        draft.vendor_id,
        draft.vendor_as_read,
        draft.type,
        draft.number,
        number_key(draft.number),
        draft.invoice_date,
        draft.due_date,
        draft.posting_date,
        draft.currency,
        draft.total_amount,
        draft.total_tax,
        draft.discount_amount,
        draft.purchase_order,
        draft.notes,
        draft.dimensions,
        draft.custom_fields,
        state,
        msgspec.to_builtins(reasons),
        draft.source,
        draft.upload_id,
        entered_by,
        tx.now if state is State.APPROVED else None,
        tx.now,
    )


async def claim_number(tx: Transaction, invoice: UUID, holder: Draft | Invoice) -> UUID | None:
    """Claim vendor and document number for this invoice; the id of the invoice that has them already, if any.

    Without a vendor or a number there is nothing to claim. Waits for whoever is claiming the same at this moment.
    """
    key = number_key(holder.number)
    if holder.vendor_id is None or key is None:
        return None
    found: UUID = await tx.fetchval(
        CLAIM_NUMBER, tx.account_id, holder.company_id, holder.vendor_id, holder.type, key, invoice
    )
    return None if found == invoice else found


async def release_numbers(tx: Transaction, invoice: UUID) -> None:
    """Another invoice may have the number now."""
    await tx.execute(RELEASE_NUMBERS, tx.account_id, invoice)


async def insert_items(
    tx: Transaction, invoice: UUID, lines: Sequence[LineDraft], first_position: int = 0
) -> list[int]:
    """Returns the new ids, in the order of the lines."""
    if not lines:
        return []
    ids = await tx.new_numbers("item", len(lines))
    positions = list(range(first_position, first_position + len(lines)))
    await tx.execute(INSERT_ITEMS, tx.account_id, invoice, tx.now, ids, positions, *_columns(lines))
    return ids


async def update_items(tx: Transaction, invoice: UUID, items: Sequence[Item]) -> None:
    if items:
        ids = [item.id for item in items]
        await tx.execute(UPDATE_ITEMS, tx.account_id, invoice, tx.now, ids, *_columns(items))


async def insert_files(tx: Transaction, images: Sequence[Image]) -> None:
    """Name the stored bytes as the account's; in one order, so that two requests with the same files never wait in a
    circle."""
    if not images:
        return
    await tx.execute(
        INSERT_FILES,
        tx.account_id,
        tx.now,
        [image.sha256 for image in images],
        [image.size for image in images],
        [image.media_type for image in images],
    )


async def replace_images(tx: Transaction, invoice: UUID, images: Sequence[Image]) -> None:
    await tx.execute(DELETE_IMAGES, tx.account_id, invoice)
    await insert_images(tx, invoice, images)


async def insert_images(tx: Transaction, invoice: UUID, images: Sequence[Image]) -> None:
    """Their bytes are stored already, and have their rows in `files`."""
    if not images:
        return
    await tx.execute(
        INSERT_IMAGES,
        tx.account_id,
        invoice,
        tx.now,
        await tx.new_numbers("image", len(images)),
        list(range(len(images))),
        [image.sha256 for image in images],
        [image.filename for image in images],
        [image.media_type for image in images],
        [image.size for image in images],
    )


async def update_invoice(tx: Transaction, invoice: Invoice) -> None:
    """Write everything that a change may touch; a new version."""
    await tx.execute(
        UPDATE,
        tx.account_id,
        invoice.id,
        invoice.location_id,
        invoice.vendor_id,
        invoice.type,
        invoice.number,
        number_key(invoice.number),
        invoice.invoice_date,
        invoice.due_date,
        invoice.posting_date,
        invoice.currency,
        invoice.total_amount,
        invoice.total_tax,
        invoice.discount_amount,
        invoice.purchase_order,
        invoice.notes,
        invoice.dimensions,
        invoice.state,
        msgspec.to_builtins(invoice.reasons),
        invoice.flag_reason,
        invoice.approved_at,
        tx.now,
        tx.actor.user_id,
    )


async def change_state(
    tx: Transaction, invoice: Invoice, to: State, *, reasons: list[Reason] | None = None, flag_reason: str | None = None
) -> None:
    """Write the state that rules/settle.py found; a new version. `reasons` None keeps those it has, `flag_reason` is
    what stays. When it became approved is set and cleared here."""
    kept = invoice.reasons if reasons is None else reasons
    await tx.execute(
        CHANGE_STATE,
        tx.account_id,
        invoice.id,
        to,
        msgspec.to_builtins(kept),
        flag_reason,
        tx.now,
        tx.actor.user_id,
    )


async def mark_exported(tx: Transaction, transaction_ids: dict[UUID, str | None]) -> None:
    """Invoice -> the ERP's transaction id."""
    await tx.execute(
        MARK_EXPORTED,
        tx.account_id,
        tx.now,
        tx.actor.user_id,
        list(transaction_ids.keys()),
        list(transaction_ids.values()),
    )


async def mark_unexported(tx: Transaction, targets: dict[UUID, tuple[State, str | None]]) -> None:
    """Invoice -> the state it goes back to, and the reason of its flag."""
    await tx.execute(
        MARK_UNEXPORTED,
        tx.account_id,
        tx.now,
        tx.actor.user_id,
        list(targets.keys()),
        [state for state, _ in targets.values()],
        [reason for _, reason in targets.values()],
    )


def number_key(number: str | None) -> str | None:
    """The number as duplicates are found by; None when there is nothing to compare."""
    return normal_number(number) or None if number else None


def _columns(lines: Sequence[LineDraft | Item]) -> list[list[Any]]:
    names = (
        "name", "sku", "quantity", "unit", "price", "amount", "is_taxed", "dimensions", "custom_fields",
    )  # fmt: skip
    return [[getattr(line, name) for line in lines] for name in names]
