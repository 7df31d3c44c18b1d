"""Total, net and tax: decided together with the lines by the solver."""

from payables.extraction.model import Field
from payables.extraction.page.document import Document
from payables.extraction.solve.solve import solve


def sums(document: Document) -> dict[str, Field]:
    """total_amount, net_amount and total_tax as far as found, and prepaid_amount with amount_due."""
    return solve(document).fields
