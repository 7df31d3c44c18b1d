"""Put other files in the place of an invoice's (contract/invoices-and-catalog.md section 3.6)."""

from collections.abc import Sequence
from dataclasses import replace

from payables.invoices.actions.change_files import WantedFiles, change_files, keep_images
from payables.invoices.actions.settle_change import settle_change
from payables.invoices.model import Image, Invoice
from payables.invoices.queries import parts, records
from payables.invoices.rules.changeable import check_changeable
from payables.invoices.rules.images import SentImage
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore


async def replace_images(
    tx: Transaction,
    caller: Caller,
    files: FileStore,
    invoice_id: str,
    sent: Sequence[SentImage],
    *,
    seen_version: int | None = None,
) -> tuple[Invoice, list[Image]]:
    """The invoice and its new files. Approvals start over, unless they are the very files there were.

    Raises NotFound, Stale, InvoiceExported, InvoiceArchived.
    """
    wanted = WantedFiles(await keep_images(tx, caller, files, invoice_id, sent))
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_changeable(invoice, seen_version)
    before = await parts.content_of(tx, invoice)
    after = replace(before, images=await change_files(tx, invoice.id, before.images, wanted))
    settled = await settle_change(tx, caller, before, after, wanted.answered(before))
    return settled.invoice, await parts.images_of(tx, invoice.id)
