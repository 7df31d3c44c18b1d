"""What EN 16931 has once and a file has twice: one reader takes the first and another the last. Only some of it is a rule of the
norm's, and some profiles are judged by none."""

from collections.abc import Iterator

from payables.extraction.model import Finding
from payables.extraction.xml.cii_steps import AGREEMENT, CONTEXT, DELIVERY, DOCUMENT, SETTLEMENT, SUMMATION, TRADE
from payables.extraction.xml.document import Element, local
from payables.extraction.xml.walk import each

RULE = "xml-twice"
_MEANS = f"{SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans"
_CII = {
    "": f"{CONTEXT} {DOCUMENT} {TRADE}",
    DOCUMENT: "ID TypeCode IssueDateTime",
    f"{DOCUMENT}/IssueDateTime": "DateTimeString",
    TRADE: " ".join(path.rpartition("/")[2] for path in (AGREEMENT, DELIVERY, SETTLEMENT)),
    AGREEMENT: "BuyerReference SellerTradeParty BuyerTradeParty BuyerOrderReferencedDocument",
    f"{AGREEMENT}/SellerTradeParty": "Name PostalTradeAddress",
    f"{AGREEMENT}/BuyerTradeParty": "Name PostalTradeAddress",
    SETTLEMENT: f"PaymentReference InvoiceCurrencyCode TaxCurrencyCode PayeeTradeParty {SUMMATION}",
    f"{SETTLEMENT}/{SUMMATION}": (
        "LineTotalAmount ChargeTotalAmount AllowanceTotalAmount TotalPrepaidAmount RoundingAmount DuePayableAmount"
        " GrandTotalAmount TaxBasisTotalAmount"
    ),
    _MEANS: "PayeePartyCreditorFinancialAccount",
    f"{_MEANS}/PayeePartyCreditorFinancialAccount": "IBANID ProprietaryID",
}
_PARTY = "PartyName PostalAddress PartyLegalEntity"
_UBL = {
    "": (
        "ID IssueDate DueDate InvoiceTypeCode|CreditNoteTypeCode DocumentCurrencyCode TaxCurrencyCode OrderReference"
        " AccountingSupplierParty AccountingCustomerParty PayeeParty LegalMonetaryTotal"
    ),
    "AccountingSupplierParty": "Party",
    "AccountingSupplierParty/Party": _PARTY,
    "AccountingSupplierParty/Party/PartyLegalEntity": "RegistrationName",
    "AccountingCustomerParty": "Party",
    "AccountingCustomerParty/Party": _PARTY,
    "AccountingCustomerParty/Party/PartyLegalEntity": "RegistrationName",
    "PayeeParty": "PartyName",
    "PaymentMeans": "PaymentMeansCode PayeeFinancialAccount",
    "PaymentMeans/PayeeFinancialAccount": "ID",
    "LegalMonetaryTotal": (
        "LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount AllowanceTotalAmount ChargeTotalAmount PrepaidAmount"
        " PayableRoundingAmount PayableAmount"
    ),
}
_ONCE = {"ubl": _UBL, "cii": _CII}


def stands_twice(root: Element, syntax: str) -> list[Finding]:
    """An error that names what was found first."""
    names = next(iter(_twice(root, syntax)), None)
    if names is None:
        return []
    return [Finding(RULE, "error", f"{names} stands twice, and an invoice has one: ask the vendor which is right.")]


def _twice(root: Element, syntax: str) -> Iterator[str]:
    for path, names in _ONCE[syntax].items():
        for parent in each(root, path) if path else (root,):
            for name in names.split():
                found = list(each(parent, name))
                if len(found) > 1:
                    yield local(found[1])
