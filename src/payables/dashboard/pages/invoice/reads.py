"""What the API says about an invoice's surroundings, for its form."""

from typing import Any

from payables.dashboard.pages.invoice.fields import FormField, custom_fields
from payables.dashboard.pages.invoice.lines import Column, columns_of
from payables.dashboard.pages.lists import every
from payables.dashboard.web.page import Page

ALWAYS = "ACCOUNT"


async def custom_fields_of(page: Page, company_id: int, subject: str = "invoice") -> list[FormField]:
    """Those of the company's invoices, or of their lines (`item`)."""
    return custom_fields(await every(page, "/v1/custom-fields", ottimate_company_id=company_id, subject=subject))


async def types_of(page: Page, company_id: int) -> list[str]:
    """Dimension types of the company in capitals, GL accounts first."""
    found = await page.find("/v1/dimensions/types", {"ottimate_company_id": company_id})
    types = [one["ottimate_type"].upper() for one in found["types"]] if found else []
    return [ALWAYS, *(type_ for type_ in types if type_ != ALWAYS)] if types else []


async def columns_for(page: Page, company_id: int, types: list[str]) -> list[Column]:
    """Of the lines of the company's invoices; `types` of dimensions."""
    return columns_of(types, await custom_fields_of(page, company_id, "item"))


def coded_types(company: list[str], invoice: dict[str, Any]) -> list[str]:
    """Those of the company, and whatever else the invoice is coded with."""
    used = {type_ for one in (invoice, *invoice["items"]) for type_ in one["dimensions"]}
    return [*company, *sorted(used.difference(company))]
