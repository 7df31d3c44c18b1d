"""What is paid of invoices has changed (contract/invoices-and-catalog.md section 3.2, payment_status and payment_info)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from payables.invoices.store import invoices as store
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Paid:
    """How much of an invoice is settled now, and by what last."""

    invoice: UUID
    amount: Decimal
    method: str | None
    reference: str | None


async def apply_payments(tx: Transaction, paid: Sequence[Paid]) -> None:
    """The caller holds the invoices' locks and writes the history. No approval covers what is paid; the version is new."""
    if paid:
        await store.apply_payments(tx, [(p.invoice, p.amount, p.method, p.reference) for p in paid])
