"""Enter one invoice of an import, once (contract/invoices-and-catalog.md section 3.5)."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec

from payables.invoices.actions.create_invoice import create_invoice
from payables.invoices.errors import UploadIdReused
from payables.invoices.queries import imports
from payables.invoices.store import imports as store
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction
from payables.platform.files import FileStore

_encode = msgspec.json.Encoder(decimal_format="string", order="deterministic").encode


async def import_invoice(
    tx: Transaction, caller: Caller, files: FileStore, sent: Mapping[str, Any], *, largest_file: int, sent_at: datetime
) -> UUID:
    """The invoice's id; `sent_at` is when the import was asked for. The same row again, under the same upload_id, is the invoice
    that it became the first time.

    Raises UploadIdReused for another row under an upload_id that was used, PermissionDenied, and what create_invoice does.
    """
    caller.need(Permission.INVOICES_EDIT)
    upload_id = str(sent["upload_id"]).strip()
    digest = sha256(_encode(sent)).digest()
    if not await store.claim_upload_id(tx, upload_id, digest):
        return await _imported_before(tx, upload_id, digest)
    entered = await create_invoice(tx, caller, files, sent, largest_file=largest_file, imported_at=sent_at)
    await store.name_import(tx, upload_id, entered.id)
    return entered.id


async def _imported_before(tx: Transaction, upload_id: str, digest: bytes) -> UUID:
    """Another invoice under a used id is told, never dropped in silence."""
    before = await imports.imported(tx, upload_id)
    if before.body_sha256 != digest:
        raise UploadIdReused(upload_id=upload_id, invoice=before.invoice)
    return before.invoice
