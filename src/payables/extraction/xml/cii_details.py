"""CII and ZUGFeRD 1 into what an e-invoice says beyond the fields of every paper."""

from collections.abc import Iterator

from payables.extraction.einvoice import (
    EInvoice,
    EInvoiceDelivery,
    EInvoiceDiscount,
    EInvoiceLine,
    EInvoiceNote,
    EInvoiceParty,
    EInvoicePayment,
    EInvoicePeriod,
    EInvoiceReference,
    EInvoiceTax,
    Identifier,
    ItemAttribute,
    PartyAddress,
)
from payables.extraction.xml.cii_steps import (
    AGREEMENT,
    CONTEXT,
    DATE,
    DELIVERY,
    DOCUMENT,
    LINE_AGREEMENT,
    LINE_SETTLEMENT,
    RATE,
    SETTLEMENT,
    SUMMATION,
)
from payables.extraction.xml.document import Element
from payables.extraction.xml.given import amount, compact, day, given, identifier, period
from payables.extraction.xml.notes import note
from payables.extraction.xml.walk import each, first, text, texts

_TYPES = {"50": "tender", "130": "object"}
_NUMBER = "IssuerAssignedID|ID"


def details(root: Element) -> EInvoice:
    context, agreement, settlement = first(root, CONTEXT), first(root, AGREEMENT), first(root, SETTLEMENT)
    currency = text(settlement, "TaxCurrencyCode")
    taxes = list(each(settlement, "ApplicableTradeTax"))
    tax_point = taxes[0] if taxes else None
    return EInvoice(
        syntax="cii",
        profile=text(context, "GuidelineSpecifiedDocumentContextParameter/ID"),
        business_process=text(context, "BusinessProcessSpecifiedDocumentContextParameter/ID"),
        type_code=text(root, f"{DOCUMENT}/TypeCode"),
        tax_point_date=day(tax_point, "TaxPointDate/DateString|DateTimeString"),
        tax_point_code=text(tax_point, "DueDateTypeCode"),
        tax_currency=currency,
        tax_currency_total=_tax_in(settlement, currency),
        buyer_reference=text(agreement, "BuyerReference"),
        accounting_reference=text(settlement, "ReceivableSpecifiedTradeAccountingAccount/ID"),
        seller=_party(first(agreement, "SellerTradeParty")),
        buyer=_party(first(agreement, "BuyerTradeParty")),
        payee=_party(first(settlement, "PayeeTradeParty")),
        tax_representative=_party(first(agreement, "SellerTaxRepresentativeTradeParty")),
        delivery=_delivery(first(root, DELIVERY)),
        period=_period(settlement),
        taxes=[found for node in taxes if (found := given(_tax(node)))],
        payments=_payments(settlement),
        payment_discounts=list(_discounts(settlement)),
        references=list(_references(root)),
        notes=list(_notes(root)),
    )


def line_details(node: Element) -> EInvoiceLine | None:
    document, product = first(node, "AssociatedDocumentLineDocument"), first(node, "SpecifiedTradeProduct")
    agreement, settlement = first(node, LINE_AGREEMENT), first(node, LINE_SETTLEMENT)
    quantity = first(agreement, "NetPriceProductTradePrice/BasisQuantity")
    gross = first(agreement, "GrossPriceProductTradePrice")
    classes = each(product, "DesignatedProductClassification/ClassCode")
    return given(
        EInvoiceLine(
            id=text(document, "LineID"),
            notes=texts(document, "IncludedNote/Content"),
            seller_item_id=text(product, "SellerAssignedID"),
            buyer_item_id=text(product, "BuyerAssignedID"),
            standard_item_id=identifier(product, "GlobalID"),
            classifications=[found for one in classes if (found := identifier(one, scheme="listID"))],
            attributes=[
                ItemAttribute(name, value)
                for one in each(product, "ApplicableProductCharacteristic")
                if (name := text(one, "Description")) and (value := text(one, "Value"))
            ],
            origin_country=text(product, "OriginTradeCountry/ID"),
            order_line=text(agreement, "BuyerOrderReferencedDocument/LineID"),
            object_id=_object(first(settlement, "AdditionalReferencedDocument")),
            accounting_reference=text(settlement, "ReceivableSpecifiedTradeAccountingAccount/ID"),
            price_quantity=amount(quantity),
            price_unit=quantity.get("unitCode") if quantity is not None else None,
            gross_price=amount(gross, "ChargeAmount"),
            price_discount=amount(gross, "AppliedTradeAllowanceCharge/ActualAmount"),
            tax_category=text(settlement, "ApplicableTradeTax/CategoryCode"),
            period=_period(settlement),
        )
    )


def _object(node: Element | None) -> Identifier | None:
    number = text(node, _NUMBER)
    return Identifier(number, text(node, "ReferenceTypeCode")) if number else None


def _tax_in(settlement: Element | None, currency: str | None) -> str | None:
    totals = each(settlement, f"{SUMMATION}/TaxTotalAmount")
    return next((amount(t) for t in totals if currency and t.get("currencyID") == currency), None)


def _party(party: Element | None) -> EInvoiceParty | None:
    contact, legal = first(party, "DefinedTradeContact"), first(party, "SpecifiedLegalOrganization")
    numbers = each(party, "ID|GlobalID")
    return given(
        EInvoiceParty(
            name=text(party, "Name"),
            trading_name=text(legal, "TradingBusinessName"),
            ids=[found for node in numbers if (found := identifier(node))],
            registration=identifier(legal, "ID"),
            vat_id=_tax_id(party, "VA"),
            tax_number=_tax_id(party, "FC"),
            legal_form=text(party, "Description"),
            endpoint=identifier(party, "URIUniversalCommunication/URIID"),
            address=_address(first(party, "PostalTradeAddress")),
            contact=text(contact, "PersonName") or text(contact, "DepartmentName"),
            phone=text(contact, "TelephoneUniversalCommunication/CompleteNumber"),
            email=text(contact, "EmailURIUniversalCommunication/URIID|CompleteNumber"),
        )
    )


def _tax_id(party: Element | None, scheme: str) -> str | None:
    ids = each(party, "SpecifiedTaxRegistration/ID")
    return next((text(i) for i in ids if i.get("schemeID") == scheme), None)


def _address(node: Element | None) -> PartyAddress | None:
    return given(
        PartyAddress(
            lines=[line for name in ("LineOne", "LineTwo", "LineThree", "StreetName") for line in texts(node, name)],
            postal_code=text(node, "PostcodeCode"),
            city=text(node, "CityName"),
            region=text(node, "CountrySubDivisionName"),
            country=text(node, "CountryID"),
        )
    )


def _delivery(node: Element | None) -> EInvoiceDelivery | None:
    place = first(node, "ShipToTradeParty")
    return given(
        EInvoiceDelivery(
            date=day(node, f"ActualDeliverySupplyChainEvent/OccurrenceDateTime/{DATE}"),
            name=text(place, "Name"),
            location=identifier(place, "GlobalID") or identifier(place, "ID"),
            address=_address(first(place, "PostalTradeAddress")),
        )
    )


def _period(settlement: Element | None) -> EInvoicePeriod | None:
    node = first(settlement, "BillingSpecifiedPeriod")
    return period(day(node, f"StartDateTime/{DATE}"), day(node, f"EndDateTime/{DATE}"))


def _tax(node: Element) -> EInvoiceTax:
    return EInvoiceTax(
        category=text(node, "CategoryCode"),
        rate=amount(node, RATE),
        taxable_amount=amount(node, "BasisAmount"),
        tax_amount=amount(node, "CalculatedAmount"),
        exemption_reason=text(node, "ExemptionReason"),
        exemption_code=text(node, "ExemptionReasonCode"),
    )


def _payments(settlement: Element | None) -> list[EInvoicePayment]:
    """Reference, mandate and creditor stand once for all means."""
    mandate = text(settlement, "SpecifiedTradePaymentTerms/DirectDebitMandateID")
    reference, creditor = text(settlement, "PaymentReference"), text(settlement, "CreditorReferenceID")
    means = [_payment(node, reference) for node in each(settlement, "SpecifiedTradeSettlementPaymentMeans")]
    if mandate or creditor or (reference and not means):
        means = means or [EInvoicePayment(reference=reference)]
        means[0].mandate, means[0].creditor_id = mandate, creditor
    return [found for one in means if (found := given(one))]


def _payment(node: Element, reference: str | None) -> EInvoicePayment:
    account, card = (
        first(node, "PayeePartyCreditorFinancialAccount"),
        first(node, "ApplicableTradeSettlementFinancialCard"),
    )
    return EInvoicePayment(
        code=text(node, "TypeCode"),
        text=text(node, "Information"),
        reference=reference,
        account=compact(account, "IBANID") or compact(account, "ProprietaryID"),
        account_name=text(account, "AccountName"),
        bic=compact(node, "PayeeSpecifiedCreditorFinancialInstitution/BICID"),
        card_number=text(card, "ID"),
        card_holder=text(card, "CardholderName"),
        debited_account=compact(node, "PayerPartyDebtorFinancialAccount/IBANID"),
    )


def _discounts(settlement: Element | None) -> Iterator[EInvoiceDiscount]:
    for node in each(settlement, "SpecifiedTradePaymentTerms/ApplicableTradePaymentDiscountTerms"):
        days = first(node, "BasisPeriodMeasure")
        found = given(
            EInvoiceDiscount(
                percent=amount(node, "CalculationPercent"),
                days=amount(days) if days is not None and days.get("unitCode") == "DAY" else None,
                until=day(node, f"BasisDateTime/{DATE}"),
                base_amount=amount(node, "BasisAmount"),
                amount=amount(node, "ActualDiscountAmount"),
            )
        )
        yield from [found] if found else []


_NAMED = {
    (AGREEMENT, "BuyerOrderReferencedDocument"): "order",
    (AGREEMENT, "SellerOrderReferencedDocument"): "sales_order",
    (AGREEMENT, "ContractReferencedDocument"): "contract",
    (AGREEMENT, "SpecifiedProcuringProject"): "project",
    (DELIVERY, "DespatchAdviceReferencedDocument"): "delivery_note",
    (DELIVERY, "DeliveryNoteReferencedDocument"): "delivery_note",
    (DELIVERY, "ReceivingAdviceReferencedDocument"): "receipt",
    (SETTLEMENT, "InvoiceReferencedDocument"): "preceding_invoice",
}


def _references(root: Element) -> Iterator[EInvoiceReference]:
    for (place, name), kind in _NAMED.items():
        for node in each(first(root, place), name):
            if found := text(node, _NUMBER):
                yield EInvoiceReference(kind, found, date=_dated(node), description=text(node, "Name"))
    for node in each(first(root, AGREEMENT), "AdditionalReferencedDocument"):
        yield _further(node)


def _dated(node: Element) -> str | None:
    return (
        day(node, f"FormattedIssueDateTime/{DATE}") or day(node, "IssueDateTime") or day(node, f"IssueDateTime/{DATE}")
    )


def _further(node: Element) -> EInvoiceReference:
    binary = first(node, "AttachmentBinaryObject")
    return EInvoiceReference(
        _TYPES.get(text(node, "TypeCode") or "", "supporting"),
        text(node, _NUMBER),
        text(node, "ReferenceTypeCode"),
        date=_dated(node),
        description=text(node, "Name"),
        url=text(node, "URIID"),
        file=binary.get("filename") if binary is not None else None,
    )


def _notes(root: Element) -> Iterator[EInvoiceNote]:
    for node in each(root, f"{DOCUMENT}/IncludedNote"):
        if words := text(node, "Content"):
            subject = text(node, "SubjectCode")
            yield EInvoiceNote(words, subject) if subject else note(words)
