"""A net that is not printed, where total and tax force it: marked by having no box, and less sure than those."""

from decimal import Decimal

from payables.extraction.model import Field

LEFT_OVER = 0.4


def concluded(fields: dict[str, Field]) -> dict[str, Field]:
    """The net as what the tax leaves of the total; nothing where one is missing or the net is printed."""
    total, net, tax = (fields.get(n) for n in ("total_amount", "net_amount", "total_tax"))
    if total is None or tax is None or net is not None:
        return {}
    sure = LEFT_OVER * min(total.confidence, tax.confidence)
    return {"net_amount": Field(f"{Decimal(total.value) - Decimal(tax.value):f}", round(sure, 3), total.page)}
