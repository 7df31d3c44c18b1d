"""Pay as billed, and expect a credit for what differs from the order."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from uuid import UUID

from payables.audit.actions.record import record
from payables.claims import queries, store
from payables.claims.errors import ClaimExists, MoreThanBilled, NothingToClaim
from payables.invoices.actions.decide_match import decide_match
from payables.invoices.model import Invoice
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.money import check_amount
from payables.matching.model import Held, Ruling
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def open_claims(
    tx: Transaction,
    caller: Caller,
    invoice_id: str,
    lines: Collection[int] | None,
    reason: str,
    *,
    amount: Decimal | None = None,
) -> list[UUID]:
    """One claim for each difference of these lines (0 is the whole, None everything that holds); the invoice goes on. `amount`
    goes before what was computed, for one difference alone. Raises the refusals of decide_match, NothingToClaim,
    ClaimExists, InvalidFields."""
    invoice, held = await decide_match(tx, caller, invoice_id, lines, Ruling.CLAIMED, reason)
    amounts = _amounts(invoice, held, amount)
    left = (invoice.total_amount or Decimal(0)) - await queries.claimed_of(tx, invoice.id)
    if sum(amounts, Decimal(0)) > left:
        raise MoreThanBilled(left=left, currency=invoice.currency)
    differences = [
        (tx.new_id(), one.decided.line, one.finding.outcome.value, each)
        for one, each in zip(held, amounts, strict=True)
    ]
    await _open(tx, invoice, differences, reason)
    return [id for id, *_ in differences]


def _amounts(invoice: Invoice, held: Sequence[Held], given: Decimal | None) -> list[Decimal]:
    if given is not None:
        if len(held) != 1:
            raise NothingToClaim(outcome=", ".join(one.finding.outcome for one in held))
        return [_checked(invoice, given)]
    for one in held:
        if not one.finding.excess or one.finding.excess < 0:
            raise NothingToClaim(outcome=one.finding.outcome)
    return [one.finding.excess for one in held if one.finding.excess]


def _checked(invoice: Invoice, amount: Decimal) -> Decimal:
    """More than the invoice says cannot be claimed of it."""
    try:
        checked = check_amount(amount, invoice.currency)
    except BadValueError as error:
        raise InvalidFields([FieldError("amount", error.sentence, error.code)]) from error
    if checked <= 0 or (invoice.total_amount is not None and checked > invoice.total_amount):
        sentence = "A claim is more than zero, and at most the total of its invoice."
        raise InvalidFields([FieldError("amount", sentence, "out_of_range")])
    return checked


async def _open(tx: Transaction, invoice: Invoice, differences: Sequence[store.Difference], reason: str) -> None:
    assert invoice.vendor_id is not None, "an invoice without a vendor is not matched"
    place = (invoice.company_id, invoice.vendor_id, invoice.id, invoice.currency)
    if not await store.insert(tx, *place, reason, differences):
        raise ClaimExists(claim_id=await queries.claim_of(tx, invoice.id, differences))
    for id, item, outcome, amount in differences:
        after = {
            "invoice": str(invoice.id),
            "item_id": item or None,
            "outcome": outcome,
            "amount": amount,
            "currency": invoice.currency,
        }
        record(tx, "claim.opened", "claim", id, after=after, message=reason)
