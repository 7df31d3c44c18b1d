"""UN/CEFACT Cross Industry Invoice (D16B, D22B) and its ZUGFeRD 1 forerunner into fields and lines.

ZUGFeRD 1 has the same tree under other names, so a step lists both: 'ExchangedDocument|HeaderExchangedDocument'.
"""

from decimal import Decimal

from payables.extraction.model import Adjustment, Attachment, Field, Line
from payables.extraction.xml import values as v
from payables.extraction.xml.document import Element, local
from payables.extraction.xml.parties import address
from payables.extraction.xml.walk import each, first, text

ROOTS = ("CrossIndustryInvoice", "CrossIndustryDocument")

_DOCUMENT = "ExchangedDocument|HeaderExchangedDocument"
_TRADE = "SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction"
_AGREEMENT = _TRADE + "/ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement"
_DELIVERY = _TRADE + "/ApplicableHeaderTradeDelivery|ApplicableSupplyChainTradeDelivery"
_SETTLEMENT = _TRADE + "/ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement"
_SUMMATION = "SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
_DATE = "DateTimeString|DateTime"
_RATE = "RateApplicablePercent|ApplicablePercent"


def fields(root: Element) -> dict[str, Field | None]:
    document, agreement = first(root, _DOCUMENT), first(root, _AGREEMENT)
    settlement = first(root, _SETTLEMENT)
    total = first(settlement, _SUMMATION)
    currency = text(settlement, "InvoiceCurrencyCode")
    order = "BuyerOrderReferencedDocument/IssuerAssignedID|ID"
    return {
        "number": v.text_field(text(document, "ID")),
        "type": v.type_field(text(document, "TypeCode")),
        "invoice_date": v.date_field(text(document, f"IssueDateTime/{_DATE}")),
        "due_date": v.date_field(text(settlement, f"SpecifiedTradePaymentTerms/DueDateDateTime/{_DATE}")),
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
            text(root, f"{_DELIVERY}/ActualDeliverySupplyChainEvent/OccurrenceDateTime/{_DATE}")
        ),
        "vendor_iban": v.compact_field(
            text(settlement, "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID")
        ),
        **_party("vendor", first(agreement, "SellerTradeParty")),
        **_party("buyer", first(agreement, "BuyerTradeParty")),
    }


def lines(root: Element) -> list[Line]:
    """Items in order; a line that is only a note has no settlement amount and no quantity, and is left out."""
    found = (_line(node) for node in each(root, f"{_TRADE}/IncludedSupplyChainTradeLineItem"))
    return [line for line in found if line.amount or line.quantity or line.name]


def adjustments(root: Element, *, charges: bool) -> list[Adjustment]:
    """The document's charges, or its allowances; a logistics service (EXTENDED, ZUGFeRD 1) is always a charge."""
    settlement = first(root, _SETTLEMENT)
    found = [
        _adjustment(node)
        for node in each(settlement, "SpecifiedTradeAllowanceCharge")
        if v.is_true(text(node, "ChargeIndicator/Indicator")) == charges
    ]
    return found + [_service(node) for node in each(settlement, "SpecifiedLogisticsServiceCharge") if charges]


def attachments(root: Element) -> list[Attachment]:
    found = each(root, f"{_AGREEMENT}/AdditionalReferencedDocument/AttachmentBinaryObject")
    return [Attachment(n.get("filename") or "attachment", len(n.text or "") * 3 // 4, n.get("mimeCode")) for n in found]


def lines_total(root: Element) -> Decimal | None:
    """What the lines sum to as the document says."""
    return v.decimal(text(root, f"{_SETTLEMENT}/{_SUMMATION}/LineTotalAmount"))


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


def _adjustment(node: Element) -> Adjustment:
    return Adjustment(
        amount=v.amount_field(text(node, "ActualAmount")),
        reason=v.text_field(text(node, "Reason") or text(node, "ReasonCode")),
        tax_rate=v.amount_field(text(node, f"CategoryTradeTax/{_RATE}")),
    )


def _service(node: Element) -> Adjustment:
    return Adjustment(
        amount=v.amount_field(text(node, "AppliedAmount")),
        reason=v.text_field(text(node, "Description")),
        tax_rate=v.amount_field(text(node, f"AppliedTradeTax/{_RATE}")),
    )


def _line(node: Element) -> Line:
    product = first(node, "SpecifiedTradeProduct")
    agreement = first(node, "SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement")
    delivery = first(node, "SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery")
    settlement = first(node, "SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement")
    quantity = first(delivery, "BilledQuantity")
    summation = "SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
    return Line(
        name=v.text_field(text(product, "Name") or text(node, "AssociatedDocumentLineDocument/IncludedNote/Content")),
        description=v.text_field(text(product, "Description")),
        sku=v.text_field(text(product, "SellerAssignedID") or text(product, "GlobalID")),
        quantity=v.amount_field(text(quantity)),
        unit=v.text_field(quantity.get("unitCode") if quantity is not None else None),
        price=v.amount_field(text(agreement, "NetPriceProductTradePrice/ChargeAmount")),
        amount=v.amount_field(text(settlement, f"{summation}/LineTotalAmount")),
        tax_rate=v.amount_field(text(settlement, f"ApplicableTradeTax/{_RATE}")),
    )
