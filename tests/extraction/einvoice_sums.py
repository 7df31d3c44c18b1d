"""UBL invoices whose sums close, for any lines, allowance and charge."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from extraction.einvoices import UBL

_CENT = Decimal("0.01")
_SCHEME = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
_CATEGORY = f"<cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent>{_SCHEME}"


def ubl_of(lines: Sequence[Decimal], allowance: Decimal, charge: Decimal) -> bytes:
    """An invoice over lines of one piece each at 19 %, with an allowance and a charge on the whole."""
    total = sum(lines, Decimal(0))
    net = total - allowance + charge
    tax = (net * 19 / 100).quantize(_CENT, ROUND_HALF_UP)
    head = UBL[: UBL.index(b"<cac:TaxTotal>")].decode()
    return (
        head
        + _adjustment("false", allowance)
        + _adjustment("true", charge)
        + f"<cac:TaxTotal>{_amount('TaxAmount', tax)}<cac:TaxSubtotal>{_amount('TaxableAmount', net)}"
        + f"{_amount('TaxAmount', tax)}<cac:TaxCategory>{_CATEGORY}</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>"
        + f"<cac:LegalMonetaryTotal>{_amount('LineExtensionAmount', total)}{_amount('TaxExclusiveAmount', net)}"
        + f"{_amount('TaxInclusiveAmount', net + tax)}{_amount('AllowanceTotalAmount', allowance)}"
        + f"{_amount('ChargeTotalAmount', charge)}{_amount('PayableAmount', net + tax)}</cac:LegalMonetaryTotal>"
        + "".join(_line(number, amount) for number, amount in enumerate(lines, 1))
        + "</Invoice>"
    ).encode()


def _amount(name: str, value: Decimal) -> str:
    return f'<cbc:{name} currencyID="EUR">{value:f}</cbc:{name}>'


def _adjustment(charge: str, amount: Decimal) -> str:
    return (
        f"<cac:AllowanceCharge><cbc:ChargeIndicator>{charge}</cbc:ChargeIndicator>"
        f"<cbc:AllowanceChargeReason>Sonstiges</cbc:AllowanceChargeReason>{_amount('Amount', amount)}"
        f"<cac:TaxCategory>{_CATEGORY}</cac:TaxCategory></cac:AllowanceCharge>"
    )


def _line(number: int, amount: Decimal) -> str:
    return (
        f'<cac:InvoiceLine><cbc:ID>{number}</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>'
        f"{_amount('LineExtensionAmount', amount)}<cac:Item><cbc:Name>Ware</cbc:Name>"
        f"<cac:ClassifiedTaxCategory>{_CATEGORY}</cac:ClassifiedTaxCategory></cac:Item>"
        f"<cac:Price>{_amount('PriceAmount', amount)}</cac:Price></cac:InvoiceLine>"
    )
