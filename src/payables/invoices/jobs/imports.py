"""Rows of imports."""

from decimal import Decimal

import msgspec

from payables.batches.model import Task
from payables.invoices.actions.import_invoice import import_invoice
from payables.invoices.api.answer import detail_of
from payables.invoices.queries import records
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore
from payables.platform.http.encode import encode
from payables.platform.settings import Settings

_decode = msgspec.json.Decoder(float_hook=Decimal).decode


class ImportDesk:
    """Enters the rows of imports."""

    def __init__(self, files: FileStore, settings: Settings) -> None:
        self.files = files
        self.settings = settings

    async def enter(self, tx: Transaction, caller: Caller, task: Task) -> bytes:
        """The invoice in full as JSON, as it was entered. Raises refusals."""
        row, largest = _decode(task.payload), self.settings.max_upload_bytes
        id = await import_invoice(tx, caller, self.files, row, largest_file=largest, sent_at=task.sent_at)
        seen = await records.seen(tx, caller, str(id))
        return encode(await detail_of(tx, seen, self.settings.base_url, task.api_version))
