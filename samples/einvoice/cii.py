"""UN/CEFACT Cross Industry Invoice, as Factur-X BASIC or EN 16931 and as a bare file."""

from __future__ import annotations

from datetime import date

from samples.einvoice.tree import UNITS, Node
from samples.model import Line, Paper, Party

NAMESPACES: dict[str | None, str] = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}
GUIDELINES = {
    "basic": "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
    "en16931": "urn:cen.eu:en16931:2017",
}


def write_cii(paper: Paper) -> bytes:
    root = Node.root("rsm:CrossIndustryInvoice", NAMESPACES)
    context = root.into("rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter")
    context.add("ram:ID", GUIDELINES[paper.extra["profile"]])
    document = root.add("rsm:ExchangedDocument")
    document.add("ram:ID", paper.number)
    document.add("ram:TypeCode", "381" if paper.is_credit else "380")
    _day(document, "ram:IssueDateTime", paper.invoice_date)
    if paper.note:
        document.into("ram:IncludedNote").add("ram:Content", paper.note)
    trade = root.add("rsm:SupplyChainTradeTransaction")
    for number, line in enumerate(paper.lines, 1):
        _line(trade, paper, number, line)
    _agreement(trade, paper)
    _delivery(trade, paper)
    _settlement(trade, paper)
    return root.to_bytes()


def _line(trade: Node, paper: Paper, number: int, line: Line) -> None:
    item = trade.add("ram:IncludedSupplyChainTradeLineItem")
    item.into("ram:AssociatedDocumentLineDocument").add("ram:LineID", str(number))
    product = item.add("ram:SpecifiedTradeProduct")
    if line.code and _is_full(paper):
        product.add("ram:SellerAssignedID", line.code)
    product.add("ram:Name", line.name)
    item.into("ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice").add("ram:ChargeAmount", line.price)
    item.into("ram:SpecifiedLineTradeDelivery").add("ram:BilledQuantity", line.quantity, unitCode=UNITS[line.unit])
    settlement = item.add("ram:SpecifiedLineTradeSettlement")
    tax = settlement.add("ram:ApplicableTradeTax")
    tax.add("ram:TypeCode", "VAT")
    tax.add("ram:CategoryCode", "S")
    tax.add("ram:RateApplicablePercent", line.tax_rate)
    settlement.into("ram:SpecifiedTradeSettlementLineMonetarySummation").add("ram:LineTotalAmount", paper.amount(line))


def _agreement(trade: Node, paper: Paper) -> None:
    agreement = trade.add("ram:ApplicableHeaderTradeAgreement")
    _party(agreement.add("ram:SellerTradeParty"), paper.vendor, contact=_is_full(paper))
    _party(agreement.add("ram:BuyerTradeParty"), paper.buyer, contact=False)
    if paper.purchase_order:
        agreement.into("ram:BuyerOrderReferencedDocument").add("ram:IssuerAssignedID", paper.purchase_order)


def _party(node: Node, party: Party, *, contact: bool) -> None:
    node.add("ram:Name", party.name)
    if contact:
        person = node.add("ram:DefinedTradeContact")
        person.add("ram:DepartmentName", "Facturation" if party.country == "FR" else "Rechnungswesen")
        person.into("ram:TelephoneUniversalCommunication").add("ram:CompleteNumber", party.phone)
        person.into("ram:EmailURIUniversalCommunication").add("ram:URIID", party.email)
    address = node.add("ram:PostalTradeAddress")
    address.add("ram:PostcodeCode", party.postcode)
    address.add("ram:LineOne", party.street)
    address.add("ram:CityName", party.city)
    address.add("ram:CountryID", party.country)
    if party.email:
        node.into("ram:URIUniversalCommunication").add("ram:URIID", party.email, schemeID="EM")
    node.into("ram:SpecifiedTaxRegistration").add("ram:ID", party.vat_id, schemeID="VA")


def _delivery(trade: Node, paper: Paper) -> None:
    event = trade.into("ram:ApplicableHeaderTradeDelivery/ram:ActualDeliverySupplyChainEvent")
    _day(event, "ram:OccurrenceDateTime", date.fromisoformat(paper.extra["delivery"]))


def _settlement(trade: Node, paper: Paper) -> None:
    settlement = trade.add("ram:ApplicableHeaderTradeSettlement")
    settlement.add("ram:PaymentReference", paper.number)
    settlement.add("ram:InvoiceCurrencyCode", paper.currency)
    means = settlement.add("ram:SpecifiedTradeSettlementPaymentMeans")
    means.add("ram:TypeCode", "58")
    means.into("ram:PayeePartyCreditorFinancialAccount").add("ram:IBANID", paper.vendor.iban)
    if _is_full(paper):
        means.into("ram:PayeeSpecifiedCreditorFinancialInstitution").add("ram:BICID", paper.letterhead.bic)
    for rate, (base, amount) in paper.taxes.items():
        tax = settlement.add("ram:ApplicableTradeTax")
        tax.add("ram:CalculatedAmount", amount)
        tax.add("ram:TypeCode", "VAT")
        tax.add("ram:BasisAmount", base)
        tax.add("ram:CategoryCode", "S")
        tax.add("ram:RateApplicablePercent", rate)
    terms = settlement.add("ram:SpecifiedTradePaymentTerms")
    terms.add("ram:Description", paper.terms)
    if paper.due_date:
        _day(terms, "ram:DueDateDateTime", paper.due_date)
    _sums(settlement, paper)


def _sums(settlement: Node, paper: Paper) -> None:
    sums = settlement.add("ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    sums.add("ram:LineTotalAmount", paper.lines_sum)
    sums.add("ram:TaxBasisTotalAmount", paper.net)
    sums.add("ram:TaxTotalAmount", paper.tax, currencyID=paper.currency)
    sums.add("ram:GrandTotalAmount", paper.total)
    sums.add("ram:DuePayableAmount", paper.total)


def _day(node: Node, name: str, value: date) -> None:
    node.add(name).add("udt:DateTimeString", f"{value:%Y%m%d}", format="102")


def _is_full(paper: Paper) -> bool:
    """Whether the profile has more than BASIC allows."""
    return paper.extra["profile"] == "en16931"
