"""What the API says about an invoice's surroundings, for its form."""

from typing import Any

from payables.dashboard.pages.invoice.fields import FormField, custom_fields
from payables.dashboard.web.page import Page

ALWAYS = "ACCOUNT"


async def custom_fields_of(page: Page, company_id: int) -> list[FormField]:
    """Those of invoices of the company."""
    asked = {"ottimate_company_id": company_id, "subject": "invoice", "limit": 100}
    found = await page.find("/v1/custom-fields", asked)
    return custom_fields(found["results"] if found else [])


async def types_of(page: Page, company_id: int) -> list[str]:
    """Dimension types of the company in capitals, GL accounts first."""
    found = await page.find("/v1/dimensions/types", {"ottimate_company_id": company_id})
    types = [one["ottimate_type"].upper() for one in found["types"]] if found else []
    return [ALWAYS, *(type_ for type_ in types if type_ != ALWAYS)] if types else []


def coded_types(company: list[str], invoice: dict[str, Any]) -> list[str]:
    """Those of the company, and whatever else the invoice is coded with."""
    used = {type_ for one in (invoice, *invoice["items"]) for type_ in one["dimensions"]}
    return [*company, *sorted(used.difference(company))]
