"""The receipts of a bulk, as far as they can be read without looking anything up
(contract/invoices-and-catalog.md section 6.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from payables.kit.errors import FieldError
from payables.purchasing.rules import sent as read
from payables.purchasing.rules.receipt_fields import ReceiptSent, read_new_receipt, total_faults
from payables.purchasing.rules.sent import Sent, below

LIST = "receipts"
MOST_RECEIPTS = 100
MOST_LINES_IN_ALL = 1_000


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One receipt of a bulk, by its place in the body: as it came, and as it was read."""

    path: str
    body: Mapping[str, Any]
    sent: ReceiptSent


def read_receipts_envelope(body: Mapping[str, Any]) -> Sent:
    """The company of all, and the list as such: at most 100 receipts, and 1,000 lines in all of them."""
    envelope = Sent(body)
    envelope.take(read.integer_id, "ottimate_company_id")
    envelope.require("ottimate_company_id")
    receipts = body.get(LIST)
    if not isinstance(receipts, list) or not receipts:
        envelope.refuse(LIST, f"Send a list of 1 to {MOST_RECEIPTS} receipts.", "required")
    elif len(receipts) > MOST_RECEIPTS:
        sentence = f"Send at most {MOST_RECEIPTS} receipts at a time; these are {len(receipts)}."
        envelope.refuse(LIST, sentence, "too_many_rows")
    elif (lines := sum(map(_lines_of, receipts))) > MOST_LINES_IN_ALL:
        sentence = f"Send at most {MOST_LINES_IN_ALL} lines in all at a time; these are {lines}."
        envelope.refuse(LIST, sentence, "too_many_lines")
    return envelope


def read_receipts(body: Mapping[str, Any], currency: str, today: date) -> tuple[list[ReceiptRow], list[FieldError]]:
    """Receipts of an envelope that is sound, and everything that is wrong with them. An external_id stands once: two in one
    call are worked on at the same time, and which of them would win nobody could say."""
    rows: list[ReceiptRow] = []
    faults: list[FieldError] = []
    for n, raw in enumerate(body[LIST]):
        path = f"{LIST}[{n}]"
        if not isinstance(raw, dict):
            faults.append(FieldError(path, "A receipt is an object.", "invalid"))
            continue
        sent, wrong = read_new_receipt(raw, today)  # pyright: ignore[reportUnknownArgumentType]
        faults += below(path, wrong or total_faults(sent.values, currency))
        rows.append(ReceiptRow(path, raw, sent))  # pyright: ignore[reportUnknownArgumentType]
    return rows, faults + _repeated(rows)


def _lines_of(receipt: Any) -> int:
    items = receipt.get("items") if isinstance(receipt, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return len(items) if isinstance(items, list) else 0  # pyright: ignore[reportUnknownArgumentType]


def _repeated(rows: Sequence[ReceiptRow]) -> list[FieldError]:
    first: dict[str, str] = {}
    faults: list[FieldError] = []
    for row in rows:
        id = row.sent.external_id
        if id and first.setdefault(id, row.path) != row.path:
            sentence = f"{first[id]} has the same external_id: send each receipt once."
            faults.append(FieldError(f"{row.path}.external_id", sentence, "duplicate_in_request"))
    return faults
