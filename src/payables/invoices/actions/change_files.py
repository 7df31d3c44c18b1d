"""The files of an invoice as a change wants them: sent along, to be fetched, or none.

Bytes are stored before the invoice is locked, since a slow disk would otherwise hold up everybody who wants the invoice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from payables.invoices.actions.keep_files import keep_files
from payables.invoices.actions.request_images import request_images
from payables.invoices.model import Image, Reason
from payables.invoices.queries import records
from payables.invoices.rules.content import Content
from payables.invoices.rules.field_table import FILE_ADDRESSES, FILES
from payables.invoices.rules.image_reasons import pending
from payables.invoices.rules.images import SentImage, read_image_urls, read_sent_images
from payables.invoices.store.fetches import forget_fetches
from payables.invoices.store.images import replace_images
from payables.kit.errors import FieldError
from payables.kit.web_address import WebAddress
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore

BOTH_NAMES = frozenset({FILES, FILE_ADDRESSES})


@dataclass(frozen=True, slots=True)
class WantedFiles:
    """`images` are stored and take the place of all there are; None leaves them. `addresses` are fetched first."""

    images: list[Image] | None = None
    addresses: list[WebAddress] = field(default_factory=list[WebAddress])
    faults: list[FieldError] = field(default_factory=list[FieldError])

    @property
    def named(self) -> bool:
        """Does it say anything of the files?"""
        return self.images is not None or bool(self.addresses)

    def answered(self, before: Content) -> frozenset[str]:
        """What somebody has looked at by it, of ANSWERING in rules/field_table.py. No files where there are none, and none
        to wait for, is nothing."""
        said = self.images or self.addresses or (self.images is not None and _has_files(before))
        return BOTH_NAMES if said else frozenset()

    @property
    def reasons(self) -> list[Reason]:
        """Why the invoice has to wait because of it."""
        return [pending(len(self.addresses))] if self.addresses else []


def _has_files(content: Content) -> bool:
    return bool(content.images) or any(reason.field in BOTH_NAMES for reason in content.invoice.reasons)


async def keep_wanted(
    tx: Transaction, caller: Caller, files: FileStore, invoice_id: str, sent: Mapping[str, Any], largest: int
) -> WantedFiles:
    """What a body says about files. Nothing is stored for an invoice that the caller does not see, nor of a body with
    faults. Raises NotFound."""
    images, faults = read_sent_images(sent, largest)
    addresses, of_addresses = read_image_urls(sent)
    if faults or of_addresses:
        return WantedFiles(faults=[*faults, *of_addresses])
    stored = None if images is None else await keep_images(tx, caller, files, invoice_id, images)
    return WantedFiles(stored, addresses)


async def keep_images(
    tx: Transaction, caller: Caller, files: FileStore, invoice_id: str, images: Sequence[SentImage]
) -> list[Image]:
    """Stored, and named as the account's. Raises NotFound."""
    await records.find(tx, caller, invoice_id)
    return await keep_files(tx, files, images)


async def change_files(tx: Transaction, invoice: UUID, present: list[Image], wanted: WantedFiles) -> list[Image]:
    """The files that the invoice has now. Whatever was still to be fetched is not wanted any more. The caller holds the
    invoice's lock."""
    if wanted.named:
        await forget_fetches(tx, invoice)
        await request_images(tx, invoice, wanted.addresses)
    if wanted.images is None:
        return present
    await replace_images(tx, invoice, wanted.images)
    return wanted.images
