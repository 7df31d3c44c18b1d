"""How notices speak of an invoice."""

from payables.invoices.model import Invoice


def called(invoice: Invoice) -> str:
    """`invoice INV-7`, or by its id where it has no number."""
    return f"invoice {invoice.number or f'#{invoice.invoice_id}'}"
