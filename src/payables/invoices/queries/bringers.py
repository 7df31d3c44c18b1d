"""Who must not approve the first invoice of a vendor: whoever brought the bank details that it pays to, where nobody else has
looked at them, with everybody who may have acted as them (decision 0019).

Somebody else has, once they have confirmed later ones, or have approved an invoice of the vendor and stand by it.
"""

from collections.abc import Mapping, Sequence

from payables.access.queries.hands import hands_of_many
from payables.invoices.model import Invoice
from payables.platform.db import Transaction
from payables.vendors.queries.bank_changes import brought_alone

# Whose decision `a` is: the person who was asked, or who decided in their place, and the program that brought it.
OF_ANOTHER = "a.decided_by <> ALL({hand}) AND (a.approver_id <> ALL({hand}) OR a.decided_as IS NOT NULL)"

APPROVED = f"""
SELECT x.vendor_id FROM unnest($2::int[], $3::text[]) AS x (vendor_id, hand)
 WHERE EXISTS (
   SELECT FROM invoices i
     JOIN approvals a ON a.account_id = i.account_id AND a.subject_type = 'invoice' AND a.subject_id = i.id
    WHERE i.account_id = $1 AND i.vendor_id = x.vendor_id AND a.status = 'approved' AND {OF_ANOTHER.format(hand="x.hand::int[]")})
"""  # noqa: S608


async def bringers(tx: Transaction, invoice: Invoice) -> frozenset[int]:
    return (await bringers_of_many(tx, [invoice]))[0]


async def bringers_of_many(tx: Transaction, invoices: Sequence[Invoice]) -> list[frozenset[int]]:
    """In their order, in as many statements for a thousand as for one."""
    brought = await brought_alone(tx, {invoice.vendor_id for invoice in invoices if invoice.vendor_id is not None})
    found = await hands_of_many(tx, [(frozenset({person}), at) for person, at in brought.values()]) if brought else []
    hands = dict(zip(brought, found, strict=True))
    approved = await _approved_by_another(tx, hands)
    barred = {vendor: hand for vendor, hand in hands.items() if vendor not in approved}
    return [barred.get(invoice.vendor_id or 0, frozenset()) for invoice in invoices]


async def _approved_by_another(tx: Transaction, hands: Mapping[int, frozenset[int]]) -> set[int]:
    """Of these vendors those with an invoice that somebody else than these has approved. The hands travel as text: an array
    of arrays would need equal lengths."""
    if not hands:
        return set()
    texts = [f"{{{','.join(map(str, sorted(hand)))}}}" for hand in hands.values()]
    return {row["vendor_id"] for row in await tx.fetch(APPROVED, tx.account_id, list(hands), texts)}
