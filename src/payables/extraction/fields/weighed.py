"""Every field that is chosen among typed candidates, with the rule that weighs them."""

from payables.extraction.fields import (
    due_date,
    iban,
    invoice_date,
    net,
    number,
    purchase_order,
    tax,
    total,
    vat_id,
    vendor_name,
)
from payables.extraction.fields.rule import Rule

WEIGHED: dict[str, Rule] = {
    "number": number.RULE,
    "invoice_date": invoice_date.RULE,
    "due_date": due_date.RULE,
    "purchase_order": purchase_order.RULE,
    "total_amount": total.RULE,
    "net_amount": net.RULE,
    "total_tax": tax.RULE,
    "vendor_vat_id": vat_id.SELLER_RULE,
    "vendor_iban": iban.RULE,
    "vendor_name": vendor_name.RULE,
}
