"""Take in up to a hundred receipts to be entered in the background (contract/invoices-and-catalog.md section 6.5).

What the sender can know at once is checked for all rows before anything is stored. Orders are looked up when a row's turn
comes: they may be on their way in a batch of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from payables.accounts import queries as accounts
from payables.accounts.model import Place
from payables.batches.actions.open_batch import open_batch
from payables.batches.model import Record
from payables.kit.errors import FieldError, InvalidFields, OutOfScope
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.purchasing.rules.receipt_bulk import ReceiptRow, read_receipts, read_receipts_envelope

KIND = "receipts.enter"
COMPANY, RECEIPT = "ottimate_company_id", "receipt"

_encode = msgspec.json.Encoder(decimal_format="number").encode


@dataclass(frozen=True, slots=True)
class ReceiptsTaken:
    """The batch that they have become."""

    batch_id: UUID
    count: int
    total_items: int


async def enter_receipts(
    tx: Transaction, caller: Caller, body: Mapping[str, Any], *, api_version: str
) -> ReceiptsTaken:
    """Raises InvalidFields with the faults of all rows, NotFound and OutOfScope; then nothing is stored."""
    envelope = read_receipts_envelope(body)
    if envelope.faults:
        raise InvalidFields(envelope.faults)
    company = await accounts.company(tx, caller, envelope.values[COMPANY])
    rows, faults = read_receipts(body, company.currency, tx.now.date())
    if faults:
        raise InvalidFields(faults)
    await _check_places(tx, caller, company.id, rows)
    records = [Record(_encode({COMPANY: company.id, RECEIPT: row.body}), row.sent.external_id) for row in rows]
    batch_id = await open_batch(tx, caller, KIND, records, api_version=api_version)
    return ReceiptsTaken(batch_id, len(rows), sum(len(row.sent.lines) for row in rows))


async def _check_places(tx: Transaction, caller: Caller, company_id: int, rows: Sequence[ReceiptRow]) -> None:
    """Locations that rows name, in one statement. One of another company or account is as unknown as none."""
    named = [(row, row.sent.order.location_id) for row in rows if row.sent.order.location_id is not None]
    places = await accounts.places(tx, sorted({location_id for _, location_id in named})) if named else {}
    if faults := list(_unknown(named, places, company_id)):
        raise InvalidFields(faults)
    outside = [row for row, location_id in named if not caller.scope.covers_location(company_id, location_id)]
    if outside:
        sentence = "Your API user's scope does not cover this location."
        fields = [FieldError(f"{row.path}.ottimate_location_id", sentence, "out_of_scope") for row in outside]
        raise OutOfScope(fields, what="location")


def _unknown(
    named: Sequence[tuple[ReceiptRow, int]], places: Mapping[int, Place], company_id: int
) -> Iterable[FieldError]:
    for row, location_id in named:
        place = places.get(location_id)
        if place is None or place.company_id != company_id:
            sentence = "The company has no such location: check the id."
            yield FieldError(f"{row.path}.ottimate_location_id", sentence, "unknown_location")
