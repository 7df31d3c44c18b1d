"""Reads of payments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from payables.kit.errors import NotFound
from payables.kit.pages import Page
from payables.payments.model import Payment
from payables.platform.caller import Caller
from payables.platform.db import Transaction

FIELDS = tuple(Payment.__dataclass_fields__)

OF_INVOICES = f"""
SELECT {", ".join(FIELDS)} FROM payments WHERE account_id = $1 AND invoice = ANY($2) ORDER BY created_at, id
"""  # noqa: S608

# A payment is seen by whoever sees its invoice.
SEEN = """
  FROM payments p JOIN invoices i ON i.account_id = p.account_id AND i.id = p.invoice
 WHERE p.account_id = $1 AND ($2::int[] IS NULL OR i.company_id = ANY($2)) AND ($3::int[] IS NULL OR i.location_id = ANY($3))
"""

ONE = f"SELECT p.invoice {SEEN} AND p.id = $4"

MATCHING = f"""{SEEN}
   AND ($4::int IS NULL OR i.company_id = $4) AND ($5::text IS NULL OR p.reference = $5)
   AND ($6::date IS NULL OR p.paid_on >= $6) AND ($7::date IS NULL OR p.paid_on <= $7)
"""

LISTED = f"""
-- the count stands apart: the page is read along its index and ends where it is full
SELECT {", ".join(f"p.{name}" for name in FIELDS)}, i.invoice_id, (SELECT count(*) {MATCHING}) AS total {MATCHING}
 ORDER BY p.created_at DESC, p.id DESC LIMIT $8 OFFSET $9
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of payments, each with its invoice's integer id, and how many match in all."""

    total: int
    payments: list[tuple[Payment, int]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for; both days are included."""

    company_id: int | None = None
    reference: str | None = None
    paid_from: date | None = None
    paid_to: date | None = None


async def of_invoices(tx: Transaction, invoices: Sequence[UUID]) -> dict[UUID, list[Payment]]:
    """Every payment of these invoices, voided ones too, in the order in which they were recorded."""
    found: dict[UUID, list[Payment]] = {invoice: [] for invoice in invoices}
    for row in await tx.fetch(OF_INVOICES, tx.account_id, invoices):
        found[row["invoice"]].append(_payment(row))
    return found


async def invoice_of(tx: Transaction, caller: Caller, payment: UUID) -> UUID:
    """The invoice of a payment within the caller's access. Raises NotFound."""
    invoice = await tx.fetchval(ONE, tx.account_id, caller.scope.companies, caller.scope.locations, payment)
    if invoice is None:
        raise NotFound(what="payment")
    return invoice


async def listed(tx: Transaction, caller: Caller, wanted: Wanted, page: Page) -> Listed:
    """Newest recorded first. The company has been checked by the caller."""
    scope = caller.scope
    filters = (wanted.company_id, wanted.reference, wanted.paid_from, wanted.paid_to)
    found = await tx.page(LISTED, page, tx.account_id, scope.companies, scope.locations, *filters)
    return Listed(found.total, [(_payment(row), row["invoice_id"]) for row in found.rows])


def _payment(row: Any) -> Payment:
    values: dict[str, Any] = {name: row[name] for name in FIELDS}
    return Payment(**values)
