"""UBL 2.1 Invoice and CreditNote (EN 16931, Peppol BIS 3, XRechnung) into a reading's fields and lines."""

from decimal import Decimal

from payables.extraction.model import Adjustment, Attachment, Field, Line
from payables.extraction.xml import values as v
from payables.extraction.xml.document import Element, local
from payables.extraction.xml.parties import address
from payables.extraction.xml.ubl_details import line_details
from payables.extraction.xml.walk import each, first, text, texts

_SUB_LINE = "SubInvoiceLine|SubCreditNoteLine"  # the extension of XRechnung


def fields(root: Element) -> dict[str, Field | None]:
    seller, buyer = first(root, "AccountingSupplierParty/Party"), first(root, "AccountingCustomerParty/Party")
    currency = text(root, "DocumentCurrencyCode")
    total = first(root, "LegalMonetaryTotal")
    return {
        "number": v.text_field(text(root, "ID")),
        "type": _type(root),
        "invoice_date": v.date_field(text(root, "IssueDate")),
        "due_date": v.date_field(text(root, "DueDate") or text(root, "PaymentMeans/PaymentDueDate")),
        "currency": v.currency_field(currency),
        "purchase_order": v.text_field(text(root, "OrderReference/ID")),
        "total_amount": v.amount_field(text(total, "TaxInclusiveAmount") or text(total, "PayableAmount")),
        "net_amount": v.amount_field(text(total, "TaxExclusiveAmount")),
        "total_tax": v.amount_field(_tax(root, currency)),
        "allowance_total": v.amount_field(text(total, "AllowanceTotalAmount")),
        "charge_total": v.amount_field(text(total, "ChargeTotalAmount")),
        "prepaid_amount": v.amount_field(text(total, "PrepaidAmount")),
        "rounding_amount": v.amount_field(text(total, "PayableRoundingAmount")),
        "amount_due": v.amount_field(text(total, "PayableAmount")),
        "payment_terms": v.text_field(text(root, "PaymentTerms/Note")),
        "delivery_date": v.date_field(text(root, "Delivery/ActualDeliveryDate")),
        "vendor_iban": v.compact_field(text(root, "PaymentMeans/PayeeFinancialAccount/ID")),
        **_party("vendor", seller),
        **_party("buyer", buyer),
    }


def lines(root: Element) -> list[Line]:
    return [_line(node) for node in each(root, "InvoiceLine|CreditNoteLine")]


def adjustments(root: Element, *, charges: bool) -> list[Adjustment]:
    """The charges, or the allowances, of the document or of a line."""
    found = each(root, "AllowanceCharge")
    return [_adjustment(node) for node in found if v.is_true(text(node, "ChargeIndicator")) == charges]


def attachments(root: Element) -> list[Attachment]:
    found = each(root, "AdditionalDocumentReference/Attachment/EmbeddedDocumentBinaryObject")
    return [Attachment(n.get("filename") or "attachment", v.binary_size(n.text), n.get("mimeCode")) for n in found]


def lines_total(root: Element) -> Decimal | None:
    """What the lines sum to as the document says."""
    return v.decimal(text(root, "LegalMonetaryTotal/LineExtensionAmount"))


def promises_en16931(root: Element) -> bool:
    """Every profile of UBL that is met in Europe builds on EN 16931."""
    return True


def _type(root: Element) -> Field:
    if local(root) == "CreditNote":
        return Field(value="credit_memo", confidence=1.0, raw=text(root, "CreditNoteTypeCode"))
    return v.type_field(text(root, "InvoiceTypeCode"))


def _tax(root: Element, currency: str | None) -> str | None:
    """The tax total in the document's currency (a second one may be given in the accounting currency)."""
    totals = list(each(root, "TaxTotal/TaxAmount"))
    own = next((t for t in totals if t.get("currencyID") == currency), None)
    return text(own if own is not None else (totals[0] if totals else None))


def _party(role: str, party: Element | None) -> dict[str, Field | None]:
    name = text(party, "PartyLegalEntity/RegistrationName") or text(party, "PartyName/Name")
    found = {
        f"{role}_name": v.text_field(name),
        f"{role}_vat_id": v.compact_field(_tax_id(party, vat=True)),
        f"{role}_address": v.text_field(_address(first(party, "PostalAddress"))),
    }
    if role == "vendor":
        found["vendor_tax_number"] = v.text_field(_tax_id(party, vat=False))
        found["vendor_email"] = v.text_field(text(party, "Contact/ElectronicMail"))
        found["vendor_phone"] = v.text_field(text(party, "Contact/Telephone"))
    return found


def _tax_id(party: Element | None, *, vat: bool) -> str | None:
    for scheme in each(party, "PartyTaxScheme"):
        if ((text(scheme, "TaxScheme/ID") or "").upper() == "VAT") == vat and (found := text(scheme, "CompanyID")):
            return found
    return None


def _address(node: Element | None) -> str | None:
    city = " ".join(filter(None, (text(node, "PostalZone"), text(node, "CityName")))) or None
    street = text(node, "StreetName")
    more = texts(node, "AdditionalStreetName") + texts(node, "AddressLine/Line")
    return address(street, *more, city, text(node, "CountrySubentity"), text(node, "Country/IdentificationCode"))


def _adjustment(node: Element) -> Adjustment:
    return Adjustment(
        amount=v.amount_field(text(node, "Amount")),
        reason=v.text_field(text(node, "AllowanceChargeReason") or text(node, "AllowanceChargeReasonCode")),
        tax_rate=v.amount_field(text(node, "TaxCategory/Percent")),
        tax_category=v.text_field(text(node, "TaxCategory/ID")),
        code=v.text_field(text(node, "AllowanceChargeReasonCode")),
        percent=v.amount_field(text(node, "MultiplierFactorNumeric")),
        base_amount=v.amount_field(text(node, "BaseAmount")),
    )


def _line(node: Element) -> Line:
    quantity = first(node, "InvoicedQuantity|CreditedQuantity")
    item = first(node, "Item")
    return Line(
        name=v.text_field(text(item, "Name") or text(item, "Description")),
        description=v.text_field(text(item, "Description")),
        sku=v.text_field(text(item, "SellersItemIdentification/ID") or text(item, "StandardItemIdentification/ID")),
        quantity=v.amount_field(text(quantity)),
        unit=v.text_field(quantity.get("unitCode") if quantity is not None else None),
        price=v.amount_field(text(node, "Price/PriceAmount")),
        amount=v.amount_field(text(node, "LineExtensionAmount")),
        tax_rate=v.amount_field(text(item, "ClassifiedTaxCategory/Percent")),
        allowances=adjustments(node, charges=False),
        charges=adjustments(node, charges=True),
        sub_lines=[_line(below) for below in each(node, _SUB_LINE)],
        einvoice=line_details(node),
    )
