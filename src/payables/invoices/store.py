"""Writes of invoices. The caller holds the lock of the invoice's row (queries.load_for_update), or has just made it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from payables.invoices.model import Claim, Image, Invoice, Item, LineDraft, Reason, Split, State
from payables.invoices.rules.field_table import WRITABLE
from payables.platform.db import Transaction

# In the order of their parameters: what it is entered with, and what a change may touch.
MARKS = ("has_price_variance", "has_unmatched_items")
ENTERED = (*WRITABLE, "vendor_as_read", "paid_amount", "source", "upload_id", "reference_id")
CHANGED = (*WRITABLE, "state", "reasons", "flag_reason", "approved_at", *MARKS)
LINE_TYPES = {
    "name": "text", "description": "text", "sku": "text", "quantity": "numeric", "unit": "text", "price": "numeric",
    "amount": "numeric", "is_taxed": "boolean", "dimensions": "jsonb", "custom_fields": "jsonb",
}  # fmt: skip

SPLIT_TYPES = {
    "item_id": "int", "percent": "numeric", "amount": "numeric", "memo": "text", "dimensions": "jsonb",
    "custom_fields": "jsonb", "rule_id": "uuid",
}  # fmt: skip


def _parameters(count: int, first: int) -> str:
    return ", ".join(f"${n}" for n in range(first, first + count))


def _arrays(first: int, types: Mapping[str, str] = LINE_TYPES) -> str:
    return ", ".join(f"${n}::{type_}[]" for n, type_ in enumerate(types.values(), first))


INSERT = f"""
INSERT INTO invoices (account_id, id, invoice_id, state, reasons, entered_by, updated_by, approved_at, created_at,
                      updated_at, {", ".join((*ENTERED, *MARKS))})
VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $8, {_parameters(len(ENTERED) + len(MARKS), 9)})
"""  # noqa: S608

INSERT_ITEMS = f"""
INSERT INTO invoice_items (account_id, invoice, created_at, updated_at, id, position, {", ".join(LINE_TYPES)})
SELECT $1, $2, $3, $3, x.*
  FROM unnest($4::int[], $5::int[], {_arrays(6)}) AS x
"""  # noqa: S608

UPDATE_ITEMS = f"""
UPDATE invoice_items i
   SET updated_at = $3, {", ".join(f"{name} = x.{name}" for name in LINE_TYPES)}
  FROM unnest($4::int[], {_arrays(5)}) AS x (id, {", ".join(LINE_TYPES)})
 WHERE i.account_id = $1 AND i.invoice = $2 AND i.id = x.id
"""  # noqa: S608

DELETE_SPLITS = "DELETE FROM invoice_splits WHERE account_id = $1 AND invoice = $2"

INSERT_SPLITS = f"""
INSERT INTO invoice_splits (account_id, invoice, id, position, {", ".join(SPLIT_TYPES)})
SELECT $1, $2, x.* FROM unnest($3::int[], $4::int[], {_arrays(5, SPLIT_TYPES)}) AS x
"""  # noqa: S608

INSERT_FILES = """
INSERT INTO files (account_id, sha256, size, media_type, created_at)
SELECT $1, x.sha256, x.size, x.media_type, $2
  FROM unnest($3::bytea[], $4::bigint[], $5::text[]) AS x (sha256, size, media_type)
 ORDER BY x.sha256
ON CONFLICT DO NOTHING
"""

DELETE_IMAGES = "DELETE FROM invoice_images WHERE account_id = $1 AND invoice = $2"

INSERT_IMAGES = """
INSERT INTO invoice_images (account_id, invoice, created_at, id, position, sha256, filename, media_type, size, pages)
SELECT $1, $2, $3, x.id, x.position, x.sha256, x.filename, x.media_type, x.size, x.pages::int[]
  FROM unnest($4::int[], $5::int[], $6::bytea[], $7::text[], $8::text[], $9::bigint[], $10::text[])
    AS x (id, position, sha256, filename, media_type, size, pages)
"""

CLAIM_UPLOAD_ID = """
-- waits for whoever imports the same id at this moment; no row means that it was imported
INSERT INTO imported_invoices (account_id, upload_id, body_sha256, created_at) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING RETURNING true
"""
NAME_IMPORT = "UPDATE imported_invoices SET invoice = $3 WHERE account_id = $1 AND upload_id = $2"

INSERT_FETCHES = """
INSERT INTO image_fetches (account_id, invoice, user_id, status, created_at, id, position, url, filename)
SELECT $1, $2, $3, 'waiting', $4, x.* FROM unnest($5::uuid[], $6::int[], $7::text[], $8::text[]) AS x
"""
FORGET_FETCHES = "DELETE FROM image_fetches WHERE account_id = $1 AND invoice = $2"
FINISH_FETCH = """
UPDATE image_fetches
   SET status = CASE WHEN $3::bytea IS NULL THEN 'failed' ELSE 'fetched' END, url = NULL, leased_until = NULL,
       sha256 = $3, filename = coalesce($4, filename), media_type = $5, size = $6, error_code = $7, error = $8,
       finished_at = $9
 WHERE account_id = $1 AND id = $2
"""

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

MARK_EXPORTED = """
UPDATE invoices i
   SET exported_at = $2, export_transaction_id = x.transaction_id, export_job = NULL, version = version + 1,
       updated_at = $2, updated_by = $3
  FROM unnest($4::uuid[], $5::text[]) AS x (id, transaction_id)
 WHERE i.account_id = $1 AND i.id = x.id AND i.state = 'approved' AND i.exported_at IS NULL
"""

INSERT_CLAIMS = """
INSERT INTO export_claims (account_id, job, invoice, position, outcome, code, reason, claimed_at, settled_at)
SELECT $1, $2, x.*, $3::timestamptz, CASE x.outcome WHEN 'claimed' THEN NULL ELSE $3 END
  FROM unnest($4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[]) AS x (invoice, position, outcome, code, reason)
"""

ENTER_EXPORT = """
UPDATE invoices SET export_job = $2, updated_at = $3, updated_by = $4
 WHERE account_id = $1 AND id = ANY($5) AND export_job IS NULL
"""

LEAVE_EXPORT = """
UPDATE invoices SET export_job = NULL, updated_at = $3, updated_by = $4
 WHERE account_id = $1 AND export_job = $2 AND id = ANY($5)
"""

REJECT_EXPORT = """
UPDATE invoices i
   SET export_job = NULL, state = x.state, reasons = i.reasons || x.reason, approved_at = NULL, version = version + 1,
       updated_at = $3, updated_by = $4
  FROM unnest($5::uuid[], $6::text[], $7::jsonb[]) AS x (id, state, reason)
 WHERE i.account_id = $1 AND i.export_job IS NOT DISTINCT FROM $2 AND i.id = x.id
"""

SETTLE_CLAIMS = """
UPDATE export_claims c
   SET outcome = x.outcome, code = x.code, reason = x.reason, transaction_id = x.transaction_id, settled_at = $2
  FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[])
    AS x (job, invoice, outcome, code, reason, transaction_id)
 WHERE c.account_id = $1 AND c.job = x.job AND c.invoice = x.invoice AND c.outcome = 'claimed'
"""

MARK_UNEXPORTED = """
UPDATE invoices i
   SET exported_at = NULL, export_transaction_id = NULL, state = x.state,
       approved_at = CASE x.state WHEN 'approved' THEN i.approved_at END, flag_reason = x.flag_reason,
       version = version + 1, updated_at = $2, updated_by = $3
  FROM unnest($4::uuid[], $5::text[], $6::text[]) AS x (id, state, flag_reason)
 WHERE i.account_id = $1 AND i.id = x.id AND i.exported_at IS NOT NULL
"""

# The job's file does not speak for the invoice any more, whoever exports it next.
RELEASE_UNEXPORTED = """
UPDATE export_claims SET outcome = 'released', code = 'unexported', reason = 'Marked unexported.', settled_at = $2
 WHERE account_id = $1 AND invoice = ANY($3) AND outcome = 'exported'
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


async def insert_items(
    tx: Transaction, invoice: UUID, lines: Sequence[LineDraft], first_position: int = 0
) -> list[int]:
    """Returns the ids, in the order of the lines: those that they have, or new ones."""
    if not lines:
        return []
    ids = [line.id for line in lines if isinstance(line, Item) and line.id]
    ids = ids or await tx.new_numbers("item", len(lines))
    positions = list(range(first_position, first_position + len(lines)))
    await tx.execute(INSERT_ITEMS, tx.account_id, invoice, tx.now, ids, positions, *_columns(lines))
    return ids


async def update_items(tx: Transaction, invoice: UUID, items: Sequence[Item]) -> None:
    if items:
        ids = [item.id for item in items]
        await tx.execute(UPDATE_ITEMS, tx.account_id, invoice, tx.now, ids, *_columns(items))


async def replace_splits(tx: Transaction, invoice: UUID, splits: Sequence[Split]) -> None:
    await tx.execute(DELETE_SPLITS, tx.account_id, invoice)
    await insert_splits(tx, invoice, splits)


async def insert_splits(tx: Transaction, invoice: UUID, splits: Sequence[Split]) -> None:
    """Their lines are stored already."""
    if splits:
        ids = await tx.new_numbers("split", len(splits))
        columns = [[getattr(split, name) for split in splits] for name in SPLIT_TYPES]
        await tx.execute(INSERT_SPLITS, tx.account_id, invoice, ids, list(range(len(splits))), *columns)


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


async def insert_images(tx: Transaction, invoice: UUID, images: Sequence[Image], first_position: int = 0) -> None:
    """Their bytes are stored already, and have their rows in `files`."""
    if not images:
        return
    await tx.execute(
        INSERT_IMAGES,
        tx.account_id,
        invoice,
        tx.now,
        await tx.new_numbers("image", len(images)),
        list(range(first_position, first_position + len(images))),
        [image.sha256 for image in images],
        [image.filename for image in images],
        [image.media_type for image in images],
        [image.size for image in images],
        # arrays of arrays must be of one length: each goes as PostgreSQL writes it
        [None if image.pages is None else f"{{{','.join(map(str, image.pages))}}}" for image in images],
    )


async def claim_upload_id(tx: Transaction, upload_id: str, body_sha256: bytes) -> bool:
    """False when it was imported before. Waits for whoever imports the same at this moment."""
    claimed = await tx.fetchval(CLAIM_UPLOAD_ID, tx.account_id, upload_id, body_sha256, tx.now)
    return bool(claimed)


async def name_import(tx: Transaction, upload_id: str, invoice: UUID) -> None:
    await tx.execute(NAME_IMPORT, tx.account_id, upload_id, invoice)


async def insert_fetches(tx: Transaction, invoice: UUID, urls: Sequence[str], filenames: Sequence[str]) -> None:
    """Files to be fetched for an invoice, in their order."""
    ids, positions = [tx.new_id() for _ in urls], list(range(len(urls)))
    columns = (ids, positions, list(urls), list(filenames))
    await tx.execute(INSERT_FETCHES, tx.account_id, invoice, tx.actor.user_id, tx.now, *columns)


async def forget_fetches(tx: Transaction, invoice: UUID) -> None:
    """Whatever was still to be fetched for it is not wanted any more."""
    await tx.execute(FORGET_FETCHES, tx.account_id, invoice)


async def finish_fetch(tx: Transaction, id: UUID, image: Image | None, code: str | None, error: str | None) -> None:
    """The file that was fetched, or why it was not; its address is forgotten."""
    found = (image.sha256, image.filename, image.media_type, image.size) if image else (None, None, None, None)
    await tx.execute(FINISH_FETCH, tx.account_id, id, *found, code, error, tx.now)


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


async def insert_claims(tx: Transaction, job: UUID, claims: Sequence[Claim]) -> None:
    """What an export job has taken, and what it could not take."""
    columns = [
        [getattr(claim, name) for claim in claims] for name in ("invoice", "position", "outcome", "code", "reason")
    ]
    await tx.execute(INSERT_CLAIMS, tx.account_id, job, tx.now, *columns)


async def settle_claims(tx: Transaction, claims: Sequence[Claim]) -> None:
    """How live claims have ended."""
    names = ("job", "invoice", "outcome", "code", "reason", "transaction_id")
    columns = [[getattr(claim, name) for claim in claims] for name in names]
    await tx.execute(SETTLE_CLAIMS, tx.account_id, tx.now, *columns)


async def enter_export(tx: Transaction, job: UUID, invoices: Sequence[UUID]) -> None:
    """From now on the invoices are the job's."""
    await tx.execute(ENTER_EXPORT, tx.account_id, job, tx.now, tx.actor.user_id, invoices)


async def leave_export(tx: Transaction, job: UUID, invoices: Sequence[UUID]) -> None:
    """They can be exported again."""
    await tx.execute(LEAVE_EXPORT, tx.account_id, job, tx.now, tx.actor.user_id, invoices)


async def reject_export(tx: Transaction, job: UUID | None, targets: dict[UUID, tuple[State, Reason]]) -> None:
    """Invoice -> the state it goes to, and the reason that is added to it. Without a job those that none has."""
    states = [state for state, _ in targets.values()]
    reasons = [[msgspec.to_builtins(reason)] for _, reason in targets.values()]
    await tx.execute(REJECT_EXPORT, tx.account_id, job, tx.now, tx.actor.user_id, list(targets.keys()), states, reasons)


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
    await tx.execute(RELEASE_UNEXPORTED, tx.account_id, tx.now, list(targets.keys()))


def _columns(lines: Sequence[LineDraft | Item]) -> list[list[Any]]:
    return [[getattr(line, name) for line in lines] for name in LINE_TYPES]
