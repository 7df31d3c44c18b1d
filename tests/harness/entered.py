"""Invoices in the name of a person: through the API alone only API users enter them."""

from datetime import date
from decimal import Decimal

from harness.inside import inside
from harness.invoices import make_vendor
from harness.tenants import Tenant
from payables.invoices.actions.enter_invoice import enter_invoice
from payables.invoices.model import Draft


def enter_for(
    tenant: Tenant, user_id: int, *, number: str = "P-1", total: str = "110.00", approval_mode: str = "single"
) -> dict[str, str]:
    """The id of an invoice that came with an upload of this person."""
    draft = Draft(
        company_id=tenant.company(),
        location_id=tenant.location(),
        currency="USD",
        source="upload",
        vendor_id=make_vendor(tenant)["id"],
        number=number,
        invoice_date=date(2026, 11, 2),
        total_amount=Decimal(total),
    )
    entered = inside(tenant, enter_invoice, draft, entered_by=user_id, approval_mode=approval_mode)
    return {"id": str(entered.id)}
