"""What a client says of a payment, as it is stored."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from payables.kit.bad_value import BadValueError
from payables.kit.dates import FIRST_YEAR, LAST_YEAR
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.said import must_say
from payables.kit.text import clean_text
from payables.payments.model import Paying

LONGEST = {"method": 50, "reference": 255, "note": 2000, "reason": 2000}


def paying_of(invoice: str, values: Mapping[str, Any], source: str, seen_version: int | None = None) -> Paying:
    """`values` have the types of schema.PaymentBody; fields that are left out or null say nothing. What the amounts are
    in is known only with the invoice: see rules/judge.py. Raises InvalidFields naming every fault."""
    faults: list[FieldError] = []
    texts = {name: _text(values.get(name), name, faults) for name in ("method", "reference", "note")}
    paid_on: date | None = values.get("paid_on")
    if paid_on is None:
        faults.append(FieldError("paid_on", "Say on which day it was paid, as YYYY-MM-DD.", "required"))
    elif not FIRST_YEAR <= paid_on.year <= LAST_YEAR:
        sentence = f"A year lies between {FIRST_YEAR} and {LAST_YEAR}."
        faults.append(FieldError("paid_on", sentence, "date_out_of_range"))
    if faults or paid_on is None:
        raise InvalidFields(faults)
    return Paying(
        invoice=invoice,
        amount=values.get("amount"),
        discount=values.get("discount_taken") or Decimal(0),
        currency=values.get("currency"),
        paid_on=paid_on,
        source=source,
        seen_version=seen_version,
        **texts,
    )


def reason_of(text: str) -> str:
    """Why a payment is voided. Raises InvalidFields."""
    return must_say("reason", text, "Say why it is voided.")


def _text(value: str | None, name: str, faults: list[FieldError]) -> str | None:
    try:
        return clean_text(value.strip(), LONGEST[name]) or None if value else None
    except BadValueError as error:
        faults.append(FieldError(name, error.sentence, error.code))
        return None
