"""UN/CEFACT Cross Industry Invoice (D16B, D22B) and its ZUGFeRD 1 forerunner into fields and lines."""

from decimal import Decimal

from payables.extraction.model import Adjustment, Attachment, Field, Line
from payables.extraction.xml import values as v
from payables.extraction.xml.cii_details import line_details
from payables.extraction.xml.cii_steps import (
    AGREEMENT,
    DATE,
    DELIVERY,
    DOCUMENT,
    LINE_AGREEMENT,
    LINE_DELIVERY,
    LINE_SETTLEMENT,
    LINE_SUMMATION,
    RATE,
    SETTLEMENT,
    SUMMATION,
    TRADE,
)
from payables.extraction.xml.document import Element, local
from payables.extraction.xml.parties import address
from payables.extraction.xml.walk import each, first, text

_LINE_NUMBER = "AssociatedDocumentLineDocument/LineID"
_PARENT = "AssociatedDocumentLineDocument/ParentLineID"


def fields(root: Element) -> dict[str, Field | None]:
    document, agreement = first(root, DOCUMENT), first(root, AGREEMENT)
    settlement = first(root, SETTLEMENT)
    total = first(settlement, SUMMATION)
    currency = text(settlement, "InvoiceCurrencyCode")
    order = "BuyerOrderReferencedDocument/IssuerAssignedID|ID"
    return {
        "number": v.text_field(text(document, "ID")),
        "type": v.type_field(text(document, "TypeCode")),
        "invoice_date": v.date_field(text(document, f"IssueDateTime/{DATE}")),
        "due_date": v.date_field(text(settlement, f"SpecifiedTradePaymentTerms/DueDateDateTime/{DATE}")),
        "currency": v.currency_field(currency),
        "purchase_order": v.text_field(text(agreement, order)),
        "total_amount": v.amount_field(text(total, "GrandTotalAmount") or text(total, "DuePayableAmount")),
        "net_amount": v.amount_field(text(total, "TaxBasisTotalAmount")),
        "total_tax": v.amount_field(_tax(total, currency)),
        "allowance_total": v.amount_field(text(total, "AllowanceTotalAmount")),
        "charge_total": v.amount_field(text(total, "ChargeTotalAmount")),
        "prepaid_amount": v.amount_field(text(total, "TotalPrepaidAmount")),
        "rounding_amount": v.amount_field(text(total, "RoundingAmount")),
        "amount_due": v.amount_field(text(total, "DuePayableAmount")),
        "payment_terms": v.text_field(text(settlement, "SpecifiedTradePaymentTerms/Description")),
        "delivery_date": v.date_field(
            text(root, f"{DELIVERY}/ActualDeliverySupplyChainEvent/OccurrenceDateTime/{DATE}")
        ),
        "vendor_iban": v.compact_field(
            text(settlement, "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID")
        ),
        **_party("vendor", first(agreement, "SellerTradeParty")),
        **_party("buyer", first(agreement, "BuyerTradeParty")),
    }


def lines(root: Element) -> list[Line]:
    """Items in order; a line that is only a note has no settlement amount and no quantity, and is left out.

    A line that names its parent (the extended profiles) is below it where the parent has an amount of its own.
    """
    nodes = list(each(root, f"{TRADE}/IncludedSupplyChainTradeLineItem"))
    found = [(node, line) for node in nodes if (line := _line(node)).amount or line.quantity or line.name]
    numbered = {text(node, _LINE_NUMBER): line for node, line in found if line.amount}
    top: list[Line] = []
    for node, line in found:
        parent = numbered.get(text(node, _PARENT) or "")
        (top if parent is None or parent is line else parent.sub_lines).append(line)
    return top


def adjustments(root: Element, *, charges: bool) -> list[Adjustment]:
    """The document's charges, or its allowances; a logistics service (EXTENDED, ZUGFeRD 1) is always a charge."""
    settlement = first(root, SETTLEMENT)
    return _adjustments(settlement, charges=charges) + [
        _service(node) for node in each(settlement, "SpecifiedLogisticsServiceCharge") if charges
    ]


def attachments(root: Element) -> list[Attachment]:
    found = each(root, f"{AGREEMENT}/AdditionalReferencedDocument/AttachmentBinaryObject")
    return [Attachment(n.get("filename") or "attachment", v.binary_size(n.text), n.get("mimeCode")) for n in found]


def lines_total(root: Element) -> Decimal | None:
    """What the lines sum to as the document says."""
    return v.decimal(text(root, f"{SETTLEMENT}/{SUMMATION}/LineTotalAmount"))


def promises_en16931(root: Element) -> bool:
    """Not ZUGFeRD 1, and not the profiles of Factur-X that carry less than the core invoice."""
    profile = text(root, "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID") or ""
    return local(root) == "CrossIndustryInvoice" and not profile.endswith(("minimum", "basicwl"))


def _tax(total: Element | None, currency: str | None) -> str | None:
    """The tax total in the invoice's currency (a second one may be given in the accounting currency)."""
    totals = list(each(total, "TaxTotalAmount"))
    own = next((t for t in totals if t.get("currencyID") in (currency, None)), None)
    return text(own if own is not None else (totals[0] if totals else None))


def _party(role: str, party: Element | None) -> dict[str, Field | None]:
    contact = first(party, "DefinedTradeContact")
    found = {
        f"{role}_name": v.text_field(text(party, "Name")),
        f"{role}_vat_id": v.compact_field(_tax_id(party, "VA")),
        f"{role}_address": v.text_field(_address(first(party, "PostalTradeAddress"))),
    }
    if role == "vendor":
        found["vendor_tax_number"] = v.text_field(_tax_id(party, "FC"))
        found["vendor_email"] = v.text_field(text(contact, "EmailURIUniversalCommunication/URIID"))
        found["vendor_phone"] = v.text_field(text(contact, "TelephoneUniversalCommunication/CompleteNumber"))
    return found


def _tax_id(party: Element | None, scheme: str) -> str | None:
    ids = each(party, "SpecifiedTaxRegistration/ID")
    return next((text(i) for i in ids if i.get("schemeID") == scheme), None)


def _address(node: Element | None) -> str | None:
    city = " ".join(filter(None, (text(node, "PostcodeCode"), text(node, "CityName")))) or None
    streets = (text(node, name) for name in ("LineOne", "LineTwo", "LineThree", "StreetName"))
    return address(*streets, city, text(node, "CountrySubDivisionName"), text(node, "CountryID"))


def _adjustments(settlement: Element | None, *, charges: bool) -> list[Adjustment]:
    """Of the settlement of a line or of the whole document."""
    found = each(settlement, "SpecifiedTradeAllowanceCharge")
    return [_adjustment(node) for node in found if v.is_true(text(node, "ChargeIndicator/Indicator")) == charges]


def _adjustment(node: Element) -> Adjustment:
    return Adjustment(
        amount=v.amount_field(text(node, "ActualAmount")),
        reason=v.text_field(text(node, "Reason") or text(node, "ReasonCode")),
        tax_rate=v.amount_field(text(node, f"CategoryTradeTax/{RATE}")),
        tax_category=v.text_field(text(node, "CategoryTradeTax/CategoryCode")),
        code=v.text_field(text(node, "ReasonCode")),
        percent=v.amount_field(text(node, "CalculationPercent")),
        base_amount=v.amount_field(text(node, "BasisAmount")),
    )


def _service(node: Element) -> Adjustment:
    return Adjustment(
        amount=v.amount_field(text(node, "AppliedAmount")),
        reason=v.text_field(text(node, "Description")),
        tax_rate=v.amount_field(text(node, f"AppliedTradeTax/{RATE}")),
        tax_category=v.text_field(text(node, "AppliedTradeTax/CategoryCode")),
    )


def _line(node: Element) -> Line:
    product = first(node, "SpecifiedTradeProduct")
    agreement, settlement = first(node, LINE_AGREEMENT), first(node, LINE_SETTLEMENT)
    quantity = first(node, f"{LINE_DELIVERY}/BilledQuantity")
    return Line(
        name=v.text_field(text(product, "Name") or text(node, "AssociatedDocumentLineDocument/IncludedNote/Content")),
        description=v.text_field(text(product, "Description")),
        sku=v.text_field(text(product, "SellerAssignedID") or text(product, "GlobalID")),
        quantity=v.amount_field(text(quantity)),
        unit=v.text_field(quantity.get("unitCode") if quantity is not None else None),
        price=v.amount_field(text(agreement, "NetPriceProductTradePrice/ChargeAmount")),
        amount=v.amount_field(text(settlement, f"{LINE_SUMMATION}/LineTotalAmount")),
        tax_rate=v.amount_field(text(settlement, f"ApplicableTradeTax/{RATE}")),
        allowances=_adjustments(settlement, charges=False),
        charges=_adjustments(settlement, charges=True),
        einvoice=line_details(node),
    )
