"""What the navigation offers to a person: pages that there are, that the account has and that the role may see."""

from dataclasses import dataclass

from payables.dashboard.web.page import Page
from payables.platform.caller import Feature, Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """`name` is its text `nav.entry.<name>` and the count that stands beside it."""

    name: str
    path: str
    needs: Permission | None = None
    feature: Feature | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Pages under one heading, the text `nav.section.<name>`."""

    name: str
    entries: tuple[Entry, ...]


READ, P, F = Permission.INVOICES_READ, Permission, Feature

SECTIONS = (
    Section(
        "work",
        (
            Entry("uploads", "/uploads", READ),
            Entry("needs_attention", "/queue/needs-attention", READ),
            Entry("my_approvals", "/queue/my-approvals", READ),
            Entry("pending", "/queue/pending", READ),
            Entry("ready", "/queue/ready", READ),
            Entry("exported", "/queue/exported", READ),
            Entry("archived", "/queue/archived", READ),
            Entry("all", "/queue/all", READ),
        ),
    ),
    Section(
        "purchasing",
        (
            Entry("purchase_orders", "/purchase-orders", P.PURCHASING_READ, F.PURCHASE_ORDERS),
            Entry("receipts", "/receipts", P.PURCHASING_READ, F.PURCHASE_ORDERS),
            Entry("catalog", "/catalog", P.CATALOG_READ, F.CATALOG_MATCH),
            Entry("variances", "/variances", P.CATALOG_READ, F.CATALOG_MATCH),
            Entry("claims", "/claims", READ, F.PURCHASE_ORDERS),
            Entry("statements", "/statements", READ),
        ),
    ),
    Section(
        "master_data",
        (
            Entry("vendors", "/vendors", P.VENDORS_READ),
            Entry("bank_changes", "/bank-changes", P.VENDORS_READ),
            Entry("dimensions", "/dimensions", P.DIMENSIONS_READ),
            Entry("mapping_rules", "/mapping-rules", READ),
            Entry("imports", "/imports", READ),
        ),
    ),
    Section(
        "control",
        (
            Entry("overview", "/overview", P.REPORTS_READ),
            Entry("exports", "/exports", P.INVOICES_EXPORT),
            Entry("policies", "/policies", P.APPROVAL_POLICIES_MANAGE, F.APPROVALS),
            Entry("stand_ins", "/stand-ins", READ),
            Entry("matching", "/matching", P.PURCHASING_READ, F.PURCHASE_ORDERS),
            Entry("integration", "/integration", P.USERS_MANAGE),
            Entry("history", "/history", P.AUDIT_READ),
        ),
    ),
)


def sections(page: Page) -> list[Section]:
    """Without those of which nothing is offered."""
    found = [
        Section(section.name, tuple(one for one in section.entries if page.may(one.needs, one.feature)))
        for section in SECTIONS
    ]
    return [section for section in found if section.entries]
