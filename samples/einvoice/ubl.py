"""UBL 2.1 invoice and credit note in the shape of Peppol BIS Billing 3."""

from __future__ import annotations

from samples.einvoice.tree import UNITS, Node
from samples.model import Line, Paper, Party

AGGREGATE = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
BASIC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"


def write_ubl(paper: Paper) -> bytes:
    kind = "CreditNote" if paper.is_credit else "Invoice"
    root = Node.root(
        kind, {None: f"urn:oasis:names:specification:ubl:schema:xsd:{kind}-2", "cac": AGGREGATE, "cbc": BASIC}
    )
    _head(root, paper, kind)
    _references(root, paper)
    _party(root.into("cac:AccountingSupplierParty/cac:Party"), paper.vendor, "Kundenservice")
    _party(root.into("cac:AccountingCustomerParty/cac:Party"), paper.buyer, paper.buyer.contact)
    if "delivery" in paper.extra:
        root.into("cac:Delivery").add("cbc:ActualDeliveryDate", paper.extra["delivery"])
    _payment(root, paper)
    _taxes(root, paper)
    _sums(root, paper)
    for number, line in enumerate(paper.lines, 1):
        _line(root.add(f"cac:{kind}Line"), paper, number, line)
    return root.to_bytes()


def _head(root: Node, paper: Paper, kind: str) -> None:
    root.add("cbc:CustomizationID", CUSTOMIZATION)
    root.add("cbc:ProfileID", PROFILE)
    root.add("cbc:ID", paper.number)
    root.add("cbc:IssueDate", paper.invoice_date.isoformat())
    if paper.due_date:
        root.add("cbc:DueDate", paper.due_date.isoformat())
    root.add(f"cbc:{kind}TypeCode", "381" if paper.is_credit else "380")
    if paper.note:
        root.add("cbc:Note", paper.note)
    root.add("cbc:DocumentCurrencyCode", paper.currency)
    root.add("cbc:BuyerReference", f"NORDWIND-{paper.location.upper()}")


def _references(root: Node, paper: Paper) -> None:
    if paper.purchase_order:
        root.into("cac:OrderReference").add("cbc:ID", paper.purchase_order)
    if "preceding" in paper.extra:
        root.into("cac:BillingReference/cac:InvoiceDocumentReference").add("cbc:ID", paper.extra["preceding"])


def _party(node: Node, party: Party, contact: str) -> None:
    node.add("cbc:EndpointID", party.vat_id, schemeID="9930")
    node.into("cac:PartyName").add("cbc:Name", party.name)
    address = node.add("cac:PostalAddress")
    address.add("cbc:StreetName", party.street)
    address.add("cbc:CityName", party.city)
    address.add("cbc:PostalZone", party.postcode)
    address.into("cac:Country").add("cbc:IdentificationCode", party.country)
    tax = node.add("cac:PartyTaxScheme")
    tax.add("cbc:CompanyID", party.vat_id)
    tax.into("cac:TaxScheme").add("cbc:ID", "VAT")
    node.into("cac:PartyLegalEntity").add("cbc:RegistrationName", party.name)
    person = node.add("cac:Contact")
    person.add("cbc:Name", contact)
    if party.phone:
        person.add("cbc:Telephone", party.phone)
    person.add("cbc:ElectronicMail", party.email)


def _payment(root: Node, paper: Paper) -> None:
    means = root.add("cac:PaymentMeans")
    means.add("cbc:PaymentMeansCode", "58")
    means.add("cbc:PaymentID", paper.number)
    account = means.add("cac:PayeeFinancialAccount")
    account.add("cbc:ID", paper.vendor.iban)
    account.add("cbc:Name", paper.vendor.name)
    account.into("cac:FinancialInstitutionBranch").add("cbc:ID", paper.letterhead.bic)
    if paper.terms:
        root.into("cac:PaymentTerms").add("cbc:Note", paper.terms)


def _taxes(root: Node, paper: Paper) -> None:
    total = root.add("cac:TaxTotal")
    total.add("cbc:TaxAmount", paper.tax, currencyID=paper.currency)
    for rate, (base, amount) in paper.taxes.items():
        part = total.add("cac:TaxSubtotal")
        part.add("cbc:TaxableAmount", base, currencyID=paper.currency)
        part.add("cbc:TaxAmount", amount, currencyID=paper.currency)
        category = part.add("cac:TaxCategory")
        category.add("cbc:ID", "S")
        category.add("cbc:Percent", rate)
        category.into("cac:TaxScheme").add("cbc:ID", "VAT")


def _sums(root: Node, paper: Paper) -> None:
    sums = root.add("cac:LegalMonetaryTotal")
    for name, amount in (
        ("LineExtensionAmount", paper.lines_sum),
        ("TaxExclusiveAmount", paper.net),
        ("TaxInclusiveAmount", paper.total),
        ("PayableAmount", paper.total),
    ):
        sums.add(f"cbc:{name}", amount, currencyID=paper.currency)


def _line(node: Node, paper: Paper, number: int, line: Line) -> None:
    node.add("cbc:ID", str(number))
    quantity = "CreditedQuantity" if paper.is_credit else "InvoicedQuantity"
    node.add(f"cbc:{quantity}", line.quantity, unitCode=UNITS[line.unit])
    node.add("cbc:LineExtensionAmount", paper.amount(line), currencyID=paper.currency)
    item = node.add("cac:Item")
    item.add("cbc:Name", line.name)
    if line.code:
        item.into("cac:SellersItemIdentification").add("cbc:ID", line.code)
    category = item.add("cac:ClassifiedTaxCategory")
    category.add("cbc:ID", "S")
    category.add("cbc:Percent", line.tax_rate)
    category.into("cac:TaxScheme").add("cbc:ID", "VAT")
    node.into("cac:Price").add("cbc:PriceAmount", line.price, currencyID=paper.currency)
