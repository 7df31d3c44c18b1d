"""Learn how many of one unit make another, for one item of a vendor."""

from typing import Any
from uuid import UUID

from payables.audit.actions.record import record
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.db import Transaction
from payables.platform.queue import enqueue
from payables.units import queries, store
from payables.units.errors import ConversionContradicts, TooManyConversions
from payables.units.events import CONVERSIONS_CHANGED
from payables.units.model import Conversion, Learned, Measured, Source
from payables.units.rules.conversion_fields import Taught
from payables.units.rules.convert import convert
from payables.units.rules.ways import AGREE

MOST_OF_ITEM = 20


async def learn_conversion(
    tx: Transaction,
    company_id: int,
    taught: Taught,
    *,
    vendor_id: int | None = None,
    source: Source = Source.PERSON,
    id: UUID | None = None,
    replaces: bool = True,
) -> Learned:
    """It takes the place of what was known of the same two units, in either direction; what a person said stays unless a
    person says otherwise, and is then what is returned. The caller has checked the company. The vendor is locked, after
    invoices and orders if the transaction locks such. `id`: that of one that comes back; not `replaces`: what is known by now
    stays, and contradicts it.

    Raises InvalidFields for a vendor that the company does not have, ConversionContradicts, TooManyConversions.
    """
    vendor = await _vendor(tx, company_id, vendor_id, taught.erp_vendor_id)
    known = await queries.of_item(tx, company_id, vendor, taught.item_key)
    pair = {taught.from_unit, taught.to_unit}
    replaced = [one for one in known if {one.conversion.from_unit, one.conversion.to_unit} == pair]
    if replaced and (_is_said(replaced[0], taught) or _stays(replaced[0], source)):
        return replaced[0]
    _check(taught, [one.conversion for one in known if not (replaces and one in replaced)])
    for one in replaced:
        await store.delete(tx, one)
    learned = _learned(tx, id or tx.new_id(), company_id, vendor, taught, source)
    await store.insert(tx, learned)
    await tell(
        tx, "unit_conversion.learned", learned, before=told(replaced[0]) if replaced else None, after=told(learned)
    )
    return learned


async def tell(tx: Transaction, action: str, learned: Learned, **values: Any) -> None:
    """The trail, and whoever compares quantities of this vendor: what was found by them is stale at once."""
    await store.mark_stale(tx, learned.company_id, learned.vendor_id)
    record(tx, action, "unit_conversion", learned.id, **values)
    payload = {
        "account_id": str(tx.account_id),
        "company_id": learned.company_id,
        "vendor_id": learned.vendor_id,
    }
    enqueue(tx, CONVERSIONS_CHANGED, payload)


def told(learned: Learned) -> dict[str, Any]:
    """What the trail says of a conversion."""
    conversion = learned.conversion
    values = {
        "company_id": learned.company_id,
        "vendor_id": learned.vendor_id,
        "sku": learned.sku,
        "item_name": learned.item_name,
        "from_unit": conversion.from_unit,
        "to_unit": conversion.to_unit,
        "factor": conversion.factor,
        "source": learned.source,
    }
    return {name: value for name, value in values.items() if value is not None}


async def _vendor(tx: Transaction, company_id: int, vendor_id: int | None, erp_vendor_id: str | None) -> int:
    field = "erp_vendor_id" if vendor_id is None else "ottimate_vendor_id"
    if vendor_id is None and not erp_vendor_id:
        raise InvalidFields([FieldError("ottimate_vendor_id", "Name the vendor by one of its ids.", "required")])
    found = await queries.lock_vendor(tx, company_id, vendor_id, erp_vendor_id)
    if found is None:
        sentence = "The company has no such vendor: create it first, or correct the id."
        raise InvalidFields([FieldError(field, sentence, "unknown_vendor")])
    return found


def _is_said(known: Learned, taught: Taught) -> bool:
    """Nothing new: sent again, a conversion keeps who first said it."""
    one = known.conversion
    return (one.from_unit, one.to_unit, one.factor) == (taught.from_unit, taught.to_unit, taught.factor)


def _stays(known: Learned, source: Source) -> bool:
    return known.source is Source.PERSON and source is not Source.PERSON


def _check(taught: Taught, others: list[Conversion]) -> None:
    """Two that contradict each other would hold every line of the item."""
    if len(others) >= MOST_OF_ITEM:
        raise TooManyConversions(most=MOST_OF_ITEM)
    by_others = convert(Measured(taught.from_unit), Measured(taught.to_unit), others)
    if by_others is not None and abs(by_others - taught.factor) > AGREE * taught.factor:
        raise ConversionContradicts(
            from_unit=taught.from_unit, to_unit=taught.to_unit, known=f"{by_others:f}", sent=f"{taught.factor:f}"
        )


def _learned(tx: Transaction, id: UUID, company_id: int, vendor_id: int, taught: Taught, source: Source) -> Learned:
    return Learned(
        id,
        company_id,
        vendor_id,
        Conversion(taught.item_key, taught.from_unit, taught.to_unit, taught.factor),
        taught.sku,
        taught.item_name,
        source,
        tx.now,
        tx.actor.user_id,
    )
