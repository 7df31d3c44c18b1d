"""UBL into what an e-invoice says beyond the fields of every paper."""

from collections.abc import Iterator

from payables.extraction.einvoice import (
    EInvoice,
    EInvoiceDelivery,
    EInvoiceLine,
    EInvoiceParty,
    EInvoicePayment,
    EInvoicePeriod,
    EInvoiceReference,
    EInvoiceTax,
    Identifier,
    ItemAttribute,
    PartyAddress,
)
from payables.extraction.xml.document import Element
from payables.extraction.xml.given import amount, compact, day, given, identifier, period
from payables.extraction.xml.notes import note
from payables.extraction.xml.walk import each, first, text, texts

_SEPA = "SEPA"  # the register of creditor ids (BT-90)
_OBJECT = "130"  # type of a reference that names what is invoiced (BT-18)
_PROJECT = "50"  # the same of a project, in credit notes


def details(root: Element) -> EInvoice:
    tax_currency = text(root, "TaxCurrencyCode")
    return EInvoice(
        syntax="ubl",
        profile=text(root, "CustomizationID"),
        business_process=text(root, "ProfileID"),
        type_code=text(root, "InvoiceTypeCode|CreditNoteTypeCode"),
        tax_point_date=day(root, "TaxPointDate"),
        tax_point_code=text(root, "InvoicePeriod/DescriptionCode"),
        tax_currency=tax_currency,
        tax_currency_total=_tax_in(root, tax_currency),
        buyer_reference=text(root, "BuyerReference"),
        accounting_reference=text(root, "AccountingCost"),
        seller=_party(first(root, "AccountingSupplierParty/Party")),
        buyer=_party(first(root, "AccountingCustomerParty/Party")),
        payee=_party(first(root, "PayeeParty")),
        tax_representative=_party(first(root, "TaxRepresentativeParty")),
        delivery=_delivery(first(root, "Delivery")),
        period=_period(first(root, "InvoicePeriod")),
        taxes=[found for node in each(root, "TaxTotal/TaxSubtotal") if (found := given(_tax(node)))],
        payments=[found for node in each(root, "PaymentMeans") if (found := given(_payment(root, node)))],
        references=list(_references(root)),
        notes=[note(words) for words in texts(root, "Note")],
    )


def line_details(node: Element) -> EInvoiceLine | None:
    item, price = first(node, "Item"), first(node, "Price")
    quantity = first(price, "BaseQuantity")
    classes = each(item, "CommodityClassification/ItemClassificationCode")
    return given(
        EInvoiceLine(
            id=text(node, "ID"),
            notes=texts(node, "Note"),
            seller_item_id=text(item, "SellersItemIdentification/ID"),
            buyer_item_id=text(item, "BuyersItemIdentification/ID"),
            standard_item_id=identifier(item, "StandardItemIdentification/ID"),
            classifications=[found for one in classes if (found := identifier(one, scheme="listID"))],
            attributes=[
                ItemAttribute(name, value)
                for one in each(item, "AdditionalItemProperty")
                if (name := text(one, "Name")) and (value := text(one, "Value"))
            ],
            origin_country=text(item, "OriginCountry/IdentificationCode"),
            order_line=text(node, "OrderLineReference/LineID"),
            object_id=identifier(node, "DocumentReference/ID"),
            accounting_reference=text(node, "AccountingCost"),
            price_quantity=amount(quantity),
            price_unit=quantity.get("unitCode") if quantity is not None else None,
            gross_price=amount(price, "AllowanceCharge/BaseAmount"),
            price_discount=amount(price, "AllowanceCharge/Amount"),
            tax_category=text(item, "ClassifiedTaxCategory/ID"),
            period=_period(first(node, "InvoicePeriod")),
        )
    )


def _tax_in(root: Element, currency: str | None) -> str | None:
    totals = each(root, "TaxTotal/TaxAmount")
    return next((amount(t) for t in totals if currency and t.get("currencyID") == currency), None)


def _party(party: Element | None) -> EInvoiceParty | None:
    """An id in the SEPA register is the creditor's and belongs to the payment."""
    legal, contact = first(party, "PartyLegalEntity"), first(party, "Contact")
    registered, trading = text(legal, "RegistrationName"), text(party, "PartyName/Name")
    return given(
        EInvoiceParty(
            name=registered or trading,
            trading_name=trading if registered else None,
            ids=[found for found in _ids(party) if found.scheme != _SEPA],
            registration=identifier(legal, "CompanyID"),
            vat_id=_tax_id(party, vat=True),
            tax_number=_tax_id(party, vat=False),
            legal_form=text(legal, "CompanyLegalForm"),
            endpoint=identifier(party, "EndpointID"),
            address=_address(first(party, "PostalAddress")),
            contact=text(contact, "Name"),
            phone=text(contact, "Telephone"),
            email=text(contact, "ElectronicMail"),
        )
    )


def _ids(party: Element | None) -> list[Identifier]:
    return [found for node in each(party, "PartyIdentification/ID") if (found := identifier(node))]


def _tax_id(party: Element | None, *, vat: bool) -> str | None:
    for scheme in each(party, "PartyTaxScheme"):
        if ((text(scheme, "TaxScheme/ID") or "").upper() == "VAT") == vat and (found := text(scheme, "CompanyID")):
            return found
    return None


def _address(node: Element | None) -> PartyAddress | None:
    return given(
        PartyAddress(
            lines=texts(node, "StreetName") + texts(node, "AdditionalStreetName") + texts(node, "AddressLine/Line"),
            postal_code=text(node, "PostalZone"),
            city=text(node, "CityName"),
            region=text(node, "CountrySubentity"),
            country=text(node, "Country/IdentificationCode"),
        )
    )


def _delivery(node: Element | None) -> EInvoiceDelivery | None:
    return given(
        EInvoiceDelivery(
            date=day(node, "ActualDeliveryDate"),
            name=text(node, "DeliveryParty/PartyName/Name"),
            location=identifier(node, "DeliveryLocation/ID"),
            address=_address(first(node, "DeliveryLocation/Address")),
        )
    )


def _period(node: Element | None) -> EInvoicePeriod | None:
    return period(day(node, "StartDate"), day(node, "EndDate"))


def _tax(node: Element) -> EInvoiceTax:
    category = first(node, "TaxCategory")
    return EInvoiceTax(
        category=text(category, "ID"),
        rate=amount(category, "Percent"),
        taxable_amount=amount(node, "TaxableAmount"),
        tax_amount=amount(node, "TaxAmount"),
        exemption_reason=text(category, "TaxExemptionReason"),
        exemption_code=text(category, "TaxExemptionReasonCode"),
    )


def _payment(root: Element, node: Element) -> EInvoicePayment:
    code, account, mandate = (
        first(node, "PaymentMeansCode"),
        first(node, "PayeeFinancialAccount"),
        first(node, "PaymentMandate"),
    )
    return EInvoicePayment(
        code=text(code),
        text=code.get("name") if code is not None else None,
        reference=text(node, "PaymentID"),
        account=compact(account, "ID"),
        account_name=text(account, "Name"),
        bic=compact(account, "FinancialInstitutionBranch/ID"),
        card_number=text(node, "CardAccount/PrimaryAccountNumberID"),
        card_holder=text(node, "CardAccount/HolderName"),
        mandate=text(mandate, "ID"),
        creditor_id=_creditor(root) if mandate is not None else None,
        debited_account=compact(mandate, "PayerFinancialAccount/ID"),
    )


def _creditor(root: Element) -> str | None:
    """Of the payee, else of the seller."""
    parties = (first(root, "PayeeParty"), first(root, "AccountingSupplierParty/Party"))
    return next((found.value for party in parties for found in _ids(party) if found.scheme == _SEPA), None)


_NAMED = {
    "OrderReference/ID": "order",
    "OrderReference/SalesOrderID": "sales_order",
    "ContractDocumentReference/ID": "contract",
    "ProjectReference/ID": "project",
    "DespatchDocumentReference/ID": "delivery_note",
    "ReceiptDocumentReference/ID": "receipt",
    "OriginatorDocumentReference/ID": "tender",
}


def _references(root: Element) -> Iterator[EInvoiceReference]:
    for path, kind in _NAMED.items():
        yield from (EInvoiceReference(kind, found) for found in texts(root, path))
    for node in each(root, "BillingReference/InvoiceDocumentReference"):
        yield EInvoiceReference("preceding_invoice", text(node, "ID"), date=day(node, "IssueDate"))
    for node in each(root, "AdditionalDocumentReference"):
        yield _further(node)


def _further(node: Element) -> EInvoiceReference:
    number = identifier(node, "ID")
    kind = {_OBJECT: "object", _PROJECT: "project"}.get(text(node, "DocumentTypeCode") or "", "supporting")
    binary = first(node, "Attachment/EmbeddedDocumentBinaryObject")
    return EInvoiceReference(
        kind,
        number.value if number else None,
        number.scheme if number else None,
        description=text(node, "DocumentDescription"),
        url=text(node, "Attachment/ExternalReference/URI"),
        file=binary.get("filename") if binary is not None else None,
    )
