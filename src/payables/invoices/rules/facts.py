"""What approval policies may know of an invoice."""

from collections.abc import Mapping
from dataclasses import dataclass

from payables.approvals.model import GlAccount, SubjectFacts
from payables.invoices.model import Item
from payables.invoices.rules.content import Content

# Ways in that the vendor takes himself. What people or programs of ours enter or upload has passed through our hands.
FROM_VENDOR = frozenset({"mail", "edi"})


@dataclass(frozen=True, slots=True)
class Names:
    """What stands beside invoices: the ERP ids of vendors, the groups of locations, and GL accounts, by their ids."""

    erp_vendor_ids: Mapping[int, str | None]
    groups: Mapping[int, int | None]
    gl_accounts: Mapping[str, GlAccount]


def facts_of(content: Content, names: Names) -> SubjectFacts:
    """A line is unmapped when neither it nor the header has a GL account."""
    invoice = content.invoice
    coded = [invoice.dimensions, *(item.dimensions for item in content.items)]
    accounts = [names.gl_accounts.get(dimensions.get("account", "")) for dimensions in coded]
    return SubjectFacts(
        company_id=invoice.company_id,
        location_id=invoice.location_id,
        group_id=names.groups.get(invoice.location_id),
        vendor_id=invoice.vendor_id,
        erp_vendor_id=names.erp_vendor_ids.get(invoice.vendor_id) if invoice.vendor_id is not None else None,
        total=invoice.total_amount,
        currency=invoice.currency,
        department_ids=frozenset(dimensions["department"] for dimensions in coded if "department" in dimensions),
        gl_accounts=frozenset(account for account in accounts if account is not None),
        received_from_vendor=invoice.source in FROM_VENDOR,
        has_unmapped_items="account" not in invoice.dimensions and any(map(_is_unmapped, content.items)),
        has_po_number=bool(invoice.purchase_order and invoice.purchase_order.strip()),
    )


def _is_unmapped(item: Item) -> bool:
    return "account" not in item.dimensions
