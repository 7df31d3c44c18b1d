"""An e-invoice is read as everybody else reads it: nothing that is no part of it becomes a value, and what is odd stops it."""

import pytest

from extraction.desk import Desk
from extraction.einvoices import CII, UBL, UBL_CREDIT, VALUES
from payables.extraction.model import Reading

SPACES = "urn:oasis:names:specification:ubl:schema:xsd:"


def rules(reading: Reading) -> list[str]:
    return [finding.rule for finding in reading.validation if finding.severity == "error"]


def values(reading: Reading) -> dict[str, str]:
    return {name: field.value for name, field in reading.fields.items() if name in VALUES}


def changed(xml: bytes, old: str, new: str) -> bytes:
    assert old.encode() in xml
    return xml.replace(old.encode(), new.encode(), 1)


@pytest.mark.parametrize(
    ("xml", "whole", "divided"),
    [
        (UBL, ">UB-771<", ">UB<!-- -->-771<"),
        (CII, "<ram:TypeCode>380<", "<ram:TypeCode><!-- -->380<"),
        (UBL, ">238.00<", ">2<?x?>38.00<"),
        (UBL, "DE75 5121 0800 1245 1261 99", "DE75 5121<!---->0800 1245 1261 99"),
    ],
)
def test_a_comment_does_not_cut_a_value(desk: Desk, xml: bytes, whole: str, divided: str) -> None:
    reading = desk.read(changed(xml, whole, divided), "invoice.xml")
    assert (values(reading), rules(reading)) == (VALUES, [])


TOTAL = '<{0}LegalMonetaryTotal><{0}TaxInclusiveAmount currencyID="EUR">11900.00</{0}TaxInclusiveAmount></{0}LegalMonetaryTotal>'


@pytest.mark.parametrize(
    "foreign",
    [
        TOTAL.format("f:").replace("<f:LegalMonetaryTotal>", '<f:LegalMonetaryTotal xmlns:f="urn:foreign">'),
        TOTAL.format("").replace("<LegalMonetaryTotal>", '<LegalMonetaryTotal xmlns="">'),
        TOTAL.format("f:").replace(
            "<f:LegalMonetaryTotal>", f'<f:LegalMonetaryTotal xmlns:f="{SPACES}CommonAggregateComponents-3">'
        ),
    ],
    ids=["another namespace", "none", "another version"],
)
def test_elements_of_other_namespaces_are_not_read_and_told(desk: Desk, foreign: str) -> None:
    before = changed(UBL, "<cac:LegalMonetaryTotal>", f"{foreign}<cac:LegalMonetaryTotal>")
    reading = desk.read(before, "invoice.xml")
    assert (values(reading), rules(reading)) == (VALUES, ["xml-foreign-elements"])


def test_a_second_version_of_a_part_is_told(desk: Desk) -> None:
    space = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
    other = f'<r:TypeCode xmlns:r="{space}">381</r:TypeCode><ram:TypeCode>380<'
    reading = desk.read(changed(CII, "<ram:TypeCode>380<", other), "invoice.xml")
    assert (values(reading)["type"], rules(reading)) == ("invoice", ["xml-foreign-elements"])


IN_PARTS = TOTAL.format("cbc:")
SWAPPED = IN_PARTS.replace("cbc:T", "cac:T")
FIRST = "<cbc:CustomizationID>"
SETTLEMENT = "<ram:{0}><ram:{1}><ram:GrandTotalAmount>11900.00</ram:GrandTotalAmount></ram:{1}></ram:{0}>"


@pytest.mark.parametrize(
    ("before", "foreign"),
    [
        ("<cac:LegalMonetaryTotal>", IN_PARTS),
        ("<cac:LegalMonetaryTotal>", SWAPPED),
        ("<cac:LegalMonetaryTotal>", "<cbc:LegalMonetaryTotal/>"),
        (FIRST, "<cac:ID>ZZ-1</cac:ID>"),
        (FIRST, "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>"),
        ("<cbc:ID>DE75 5121", "<cac:ID>GB33BUKB20201555555555</cac:ID>"),
        ("<cac:PaymentMeans>", "<cbc:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>GB33BUKB20201555555555</cbc:ID>"
         "</cac:PayeeFinancialAccount></cbc:PaymentMeans>"),
        ("<cac:InvoiceLine>", '<cac:CreditNoteLine><cbc:LineExtensionAmount currencyID="EUR">9.00</cbc:LineExtensionAmount>'
         "</cac:CreditNoteLine>"),
    ],
)  # fmt: skip
def test_elements_of_ubl_in_its_other_part_are_not_read_and_told(desk: Desk, before: str, foreign: str) -> None:
    reading = desk.read(changed(UBL, before, foreign + before), "invoice.xml")
    assert (values(reading), rules(reading)) == (VALUES, ["xml-foreign-elements"])
    assert len(reading.items) == 1


@pytest.mark.parametrize(
    ("before", "foreign"),
    [
        ("<ram:TypeCode>380<", "<udt:TypeCode>381</udt:TypeCode>"),
        ("<ram:TypeCode>380<", "<rsm:TypeCode>381</rsm:TypeCode>"),
        ('<udt:DateTimeString format="102">20260210', '<ram:DateTimeString format="102">20250101</ram:DateTimeString>'),
        ("<rsm:ExchangedDocument>", "<rsm:HeaderExchangedDocument><ram:ID>ZZ-1</ram:ID></rsm:HeaderExchangedDocument>"),
        ("<rsm:ExchangedDocument>", "<ram:ExchangedDocument><ram:ID>ZZ-1</ram:ID></ram:ExchangedDocument>"),
        (
            "<ram:ApplicableHeaderTradeSettlement>",
            SETTLEMENT.format(
                "ApplicableSupplyChainTradeSettlement", "SpecifiedTradeSettlementHeaderMonetarySummation"
            ),
        ),
    ],
)
def test_elements_of_cii_in_its_other_part_are_not_read_and_told(desk: Desk, before: str, foreign: str) -> None:
    reading = desk.read(changed(CII, before, foreign + before), "invoice.xml")
    assert (values(reading), rules(reading)) == (VALUES, ["xml-foreign-elements"])


@pytest.mark.parametrize(
    ("xml", "own", "other"),
    [
        (CII, b"standard:CrossIndustryInvoice:100", b"standard:Something:100"),
        (CII, b"standard:CrossIndustryInvoice:100", b"standard:CrossIndustryInvoice:13"),
        (UBL, b"xsd:Invoice-2", b"xsd:CreditNote-2"),
        (UBL_CREDIT, b"xsd:CreditNote-2", b"xsd:Invoice-2"),
    ],
)
def test_a_root_that_is_not_its_namespaces_is_no_invoice(desk: Desk, xml: bytes, own: bytes, other: bytes) -> None:
    assert desk.refusal(xml.replace(own, other), "invoice.xml") == "xml_not_an_invoice"


def test_extensions_hold_what_they_like(desk: Desk) -> None:
    extensions = (
        f'<e:UBLExtensions xmlns:e="{SPACES}CommonExtensionComponents-2"><e:UBLExtension><e:ExtensionContent>'
        '<s:Signature xmlns:s="urn:signed">1</s:Signature>'
        "</e:ExtensionContent></e:UBLExtension></e:UBLExtensions><cbc:CustomizationID>"
    )
    reading = desk.read(changed(UBL_CREDIT, "<cbc:CustomizationID>", extensions), "credit.xml")
    assert (rules(reading), reading.fields["total_amount"].value) == ([], "238.00")


def test_text_between_elements_is_told(desk: Desk) -> None:
    reading = desk.read(changed(UBL, "<cac:LegalMonetaryTotal>", "<cac:LegalMonetaryTotal>9999"), "invoice.xml")
    assert "xml-mixed-content" in rules(reading)


def test_a_total_in_another_currency_than_the_invoice_is_an_error(desk: Desk) -> None:
    reading = desk.read(changed(UBL, 'PayableAmount currencyID="EUR"', 'PayableAmount currencyID="USD"'), "invoice.xml")
    assert "xml-other-currency" in rules(reading)


def test_tax_in_the_currency_of_the_tax_office_is_none(desk: Desk) -> None:
    second = (
        '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">400.00</cbc:TaxAmount></cac:TaxTotal><cac:LegalMonetaryTotal>'
    )
    stated = changed(UBL, "<cac:LegalMonetaryTotal>", second)
    currency = "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
    stated = changed(stated, currency, currency + "<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>")
    assert "xml-other-currency" not in rules(desk.read(stated, "invoice.xml"))


ACCOUNT = "<cac:PayeeFinancialAccount><cbc:ID>GB33BUKB20201555555555</cbc:ID></cac:PayeeFinancialAccount>"
HEADER = (
    "<rsm:ExchangedDocument><ram:ID>UB-771</ram:ID><ram:TypeCode>381</ram:TypeCode><ram:IssueDateTime>"
    '<udt:DateTimeString format="102">20260210</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>'
)


@pytest.mark.parametrize(
    ("xml", "before", "second", "told"),
    [
        (UBL, "</cac:PaymentMeans>", ACCOUNT, "PayeeFinancialAccount"),
        (
            UBL,
            "</cac:LegalMonetaryTotal>",
            '<cbc:PayableAmount currencyID="EUR">900.00</cbc:PayableAmount>',
            "PayableAmount",
        ),
        (CII, "<rsm:SupplyChainTradeTransaction>", HEADER, "ExchangedDocument"),
        (CII, "</ram:SellerTradeParty>", "<ram:Name>Quite Other AG</ram:Name>", "Name"),
    ],
)
def test_what_an_invoice_has_once_does_not_stand_twice(
    desk: Desk, xml: bytes, before: str, second: str, told: str
) -> None:
    [found] = [f for f in desk.read(changed(xml, before, second + before), "i.xml").validation if f.rule == "xml-twice"]
    assert (found.severity, found.message.split()[0]) == ("error", told)


@pytest.mark.parametrize("code", ["130", "325", "870", "935"], ids=["data sheet", "pro forma", "consular", "customs"])
def test_what_asks_for_no_payment_bills_nothing(desk: Desk, code: str) -> None:
    reading = desk.read(changed(UBL, ">380<", f">{code}<"), "invoice.xml")
    assert reading.fields["type"].value == "other"
