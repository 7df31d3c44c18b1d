"""Prices and allowances as they become by what was sent of them."""

from datetime import datetime

from payables.catalog.model import Allowance, Entry, Price
from payables.catalog.rules.price_fields import AllowanceDraft, PriceDraft
from payables.catalog.rules.unit_price import unit_price


def new_price(now: datetime, user_id: int | None, id: int, entry: Entry, draft: PriceDraft) -> Price:
    """Without a start it begins today; a unit price that was not sent is computed, if the entry's pack can be read."""
    return Price(
        id=id,
        company_id=entry.company_id,
        entry=entry.id,
        place=draft.place,
        price=draft.price,
        unit_price=draft.unit_price if draft.unit_price is not None else unit_price(draft.price, entry.size),
        start=draft.start or now.date(),
        end=draft.end,
        reference_id=draft.reference_id,
        data=draft.data,
        created_at=now,
        created_by=user_id,
        updated_at=now,
        updated_by=user_id,
    )


def new_allowance(now: datetime, user_id: int | None, id: int, entry: Entry, draft: AllowanceDraft) -> Allowance:
    return Allowance(
        id=id,
        company_id=entry.company_id,
        entry=entry.id,
        place=draft.place,
        allowance_type=draft.allowance_type,
        amount=draft.amount,
        unit_allowance=draft.unit_allowance,
        start=draft.start,
        end=draft.end,
        reference_id=draft.reference_id,
        data=draft.data,
        version=1,
        created_at=now,
        created_by=user_id,
        updated_at=now,
        updated_by=user_id,
    )
