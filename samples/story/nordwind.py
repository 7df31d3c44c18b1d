"""What the papers of the Nordwind companies share."""

from __future__ import annotations

from typing import Any

from samples.model import Paper
from samples.parties import LETTERHEADS, NORDWIND, vendor

COMPANIES = {
    "nordwind-gmbh": ("Nordwind Logistik GmbH", "EUR"),
    "nordwind-sarl": ("Nordwind France SARL", "EUR"),
    "nordwind-inc": ("Nordwind Americas Inc.", "USD"),
}


def nordwind_paper(company: str, erp_vendor_id: str, location: str, currency: str = "", **rest: Any) -> Paper:
    """A paper for one of the companies, in its own currency unless the vendor bills in another."""
    name, own_currency = COMPANIES[company]
    return Paper(
        tenant="nordwind-holding",
        company=name,
        location=location,
        buyer=NORDWIND[location],
        vendor=vendor(company, erp_vendor_id),
        letterhead=LETTERHEADS[erp_vendor_id],
        currency=currency or own_currency,
        **rest,
    )
