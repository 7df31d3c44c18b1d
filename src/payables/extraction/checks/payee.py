"""An e-invoice that names somebody else to be paid than its seller: a factor, or somebody who wants to be taken for one."""

from payables.extraction.einvoice import EInvoice
from payables.extraction.model import Finding
from payables.kit.text import normal_name

RULE = "payee-differs"
SHOWN = 100  # characters of a name


def check_payee(einvoice: EInvoice) -> list[Finding]:
    """A warning: many vendors sell what is owed to them. Their accounts are held against the vendor's record as all are."""
    payee, seller = einvoice.payee, einvoice.seller
    if payee is None or not payee.name:
        return []
    own = [name for name in (seller.name, seller.trading_name) if name] if seller else []
    if normal_name(payee.name) in map(normal_name, own):
        return []
    sentence = (
        f"The invoice is to be paid to {payee.name[:SHOWN]}, and the seller is {(own or ['not named'])[0][:SHOWN]}."
    )
    return [Finding(RULE, "warning", sentence)]
