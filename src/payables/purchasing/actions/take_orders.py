"""Take in up to a hundred orders to be entered in the background (contract/invoices-and-catalog.md section 5.5).

What can be read from the body alone is checked for all of them before anything is stored. What has to be looked up, the
dimensions, custom fields and numbers that exist, is the outcome of each order when its turn comes.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from payables.accounts import queries as accounts
from payables.batches.actions.open_batch import open_batch
from payables.batches.model import Record
from payables.kit.errors import FieldError, InvalidFields, OutOfScope
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.purchasing.actions.resolve_order import refuse
from payables.purchasing.rules.order_bulk import BulkRow, faults_of_order, read_envelope, read_orders
from payables.purchasing.rules.sent import Sent

KIND = "purchase_orders.upsert"

_encode = msgspec.json.Encoder(decimal_format="number").encode


async def take_orders(
    tx: Transaction, caller: Caller, sent: Mapping[str, Any], *, api_version: str
) -> tuple[UUID, int, int]:
    """The batch, how many orders it has, and how many lines they have. Raises NotFound, OutOfScope, InvalidFields,
    DimensionNotText, LocationOfAnotherCompany; then nothing is stored."""
    envelope = read_envelope(sent)
    refuse(envelope.faults)
    company = await accounts.company(tx, caller, envelope.values["ottimate_company_id"])
    rows, faults = read_orders(sent, envelope)
    refuse(faults)
    await _check_places(tx, caller, envelope, rows)
    refuse([fault for row in rows for fault in faults_of_order(row, company.currency)])
    records = [Record(_encode(row.sent), _reference(row.sent)) for row in rows]
    batch = await open_batch(tx, caller, KIND, records, api_version=api_version)
    return batch, len(rows), sum(row.lines for row in rows)


async def _check_places(tx: Transaction, caller: Caller, envelope: Sent, rows: Sequence[BulkRow]) -> None:
    """All locations in one statement; the bulk's own is named by its field, an order's by the order's."""
    company_id, of_all = envelope.values["ottimate_company_id"], envelope.values["ottimate_location_id"]
    named = {row.location_id: f"{row.path}.ottimate_location_id" for row in reversed(rows)}
    named[of_all] = "ottimate_location_id"
    places = await accounts.places(tx, sorted(named))
    faults: list[FieldError] = []
    outside: list[FieldError] = []
    for location_id, field in named.items():
        place = places.get(location_id)
        if place is None or place.company_id != company_id:
            sentence = "The company has no such location: check the id."
            faults.append(FieldError(field, sentence, "unknown_location"))
        elif not place.active:
            faults.append(FieldError(field, "This location is closed: choose another one.", "location_inactive"))
        elif not caller.scope.covers_location(company_id, location_id):
            outside.append(FieldError(field, "Your API user's scope does not cover this location.", "out_of_scope"))
    if faults:
        raise InvalidFields(faults)
    if outside:
        raise OutOfScope(outside, what="location")


def _reference(order: Mapping[str, Any]) -> str:
    return str(order.get("external_id") or order["po_number"]).strip()
