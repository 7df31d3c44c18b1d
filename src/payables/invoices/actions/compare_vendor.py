"""Hold what a paper says against the record of the vendor that its invoice is booked under."""

from payables.accounts.model import Company
from payables.extraction.model import Reading
from payables.invoices.model import Reason
from payables.invoices.rules.bank_details import bank_reasons
from payables.invoices.rules.paper_against_vendor import tax_id_reasons
from payables.vendors.model import Vendor


def compare_vendor(vendor: Vendor, reading: Reading, company: Company) -> list[Reason]:
    """What contradicts: somebody has to look before anybody is paid. Naming the vendor in a change answers it."""
    return [*bank_reasons(vendor, reading), *tax_id_reasons(vendor, reading, company.tax_ids)]
