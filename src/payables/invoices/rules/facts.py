"""What approval policies may know of an invoice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from payables.approvals.model import GlAccount, SubjectFacts
from payables.invoices.model import Split
from payables.invoices.rules.content import Content

ACCOUNT = "account"
# Ways in that the vendor takes himself. What people or programs of ours enter or upload has passed through our hands.
FROM_VENDOR = frozenset({"mail", "edi"})


@dataclass(frozen=True, slots=True)
class Names:
    """What stands beside invoices: the ERP ids of vendors, the groups of locations, and GL accounts, by their ids."""

    erp_vendor_ids: Mapping[int, str | None]
    groups: Mapping[int, int | None]
    gl_accounts: Mapping[str, GlAccount]


def facts_of(content: Content, names: Names) -> SubjectFacts:
    """What the parts of a split are coded with counts like what a line is coded with."""
    invoice = content.invoice
    coded = codings(content)
    accounts = [names.gl_accounts.get(dimensions.get(ACCOUNT, "")) for dimensions in coded]
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
        has_unmapped_items=_has_unmapped_items(content),
        has_po_number=bool(invoice.purchase_order and invoice.purchase_order.strip()),
    )


def codings(content: Content) -> list[Mapping[str, str]]:
    """Of the header, every line and every part of a split: type -> dimension id."""
    return [part.dimensions for part in (content.invoice, *content.items, *content.splits)]


def _has_unmapped_items(content: Content) -> bool:
    """A line is unmapped when neither it, nor all parts that it is split into, nor the header have a GL account."""
    header = _is_mapped(content.invoice.dimensions, [one for one in content.splits if one.item_id is None])
    return not header and not all(
        _is_mapped(item.dimensions, [one for one in content.splits if one.item_id == item.id]) for item in content.items
    )


def _is_mapped(dimensions: Mapping[str, str], splits: Sequence[Split]) -> bool:
    return ACCOUNT in dimensions or (bool(splits) and all(ACCOUNT in split.dimensions for split in splits))
