"""What an e-invoice says beyond the fields: the same out of UBL and CII, as far as both can say it."""

import base64
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.desk import Desk
from extraction.einvoice_full import CII_FULL, UBL_FULL
from extraction.einvoice_sums import ubl_of
from extraction.einvoices import CII, UBL
from payables.extraction.einvoice import (
    EInvoice,
    EInvoiceDelivery,
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
from payables.extraction.model import Adjustment, Attachment, Reading
from payables.extraction.xml.values import binary_size

ZUGFERD_1 = (
    (b"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100", b"urn:ferd:CrossIndustryDocument:invoice:1p0"),
    (b"BusinessInformationEntity:100", b"BusinessInformationEntity:12"),
    (b":UnqualifiedDataType:100", b":UnqualifiedDataType:15"),
    (b":QualifiedDataType:100", b":QualifiedDataType:12"),
    (b"CrossIndustryInvoice>", b"CrossIndustryDocument>"),
    (b"CrossIndustryInvoice ", b"CrossIndustryDocument "),
    (b"rsm:ExchangedDocument>", b"rsm:HeaderExchangedDocument>"),
    (b"rsm:ExchangedDocumentContext>", b"rsm:SpecifiedExchangedDocumentContext>"),
    (b"rsm:SupplyChainTradeTransaction>", b"rsm:SpecifiedSupplyChainTradeTransaction>"),
    (b"ApplicableHeaderTrade", b"ApplicableSupplyChainTrade"),
    (b"SpecifiedLineTrade", b"SpecifiedSupplyChainTrade"),
    (b"SettlementHeaderMonetary", b"SettlementMonetary"),
    (b"SettlementLineMonetary", b"SettlementMonetary"),
    (b"RateApplicablePercent", b"ApplicablePercent"),
    (b"IssuerAssignedID", b"ID"),
)
BOTH = pytest.mark.parametrize("xml", [UBL_FULL, CII_FULL], ids=["ubl", "cii"])


def details(desk: Desk, xml: bytes) -> EInvoice:
    found = desk.read(xml, "invoice.xml").einvoice
    assert found is not None
    return found


@BOTH
def test_the_whole_of_it_keeps_the_rules(desk: Desk, xml: bytes) -> None:
    assert [f.rule for f in desk.read(xml, "invoice.xml").validation] == ["payee-differs"]


@BOTH
def test_parties_are_complete(desk: Desk, xml: bytes) -> None:
    found = details(desk, xml)
    assert found.seller == EInvoiceParty(
        name="Vogel GmbH",
        trading_name="Vogel",
        ids=[Identifier("4012345000009", "0088")],
        registration=Identifier("HRB 1", "0204"),
        vat_id="DE111111125",
        tax_number="88/777",
        legal_form="Sitz Ulm",
        endpoint=Identifier("4012345000009", "0088"),
        address=PartyAddress(["Gasse 2", "Hof", "Tor 3"], "89073", "Ulm", "BW", "DE"),
        contact="Uta Vogel",
        phone="+49 731 1",
        email="uta@vogel.example",
    )
    assert found.buyer == EInvoiceParty(
        name="Hotel Anker AG", endpoint=Identifier("ap@anker.example", "EM"), address=PartyAddress(country="DE")
    )
    assert found.payee == EInvoiceParty(name="Faktor AG", ids=[Identifier("F-1")])
    assert found.tax_representative == EInvoiceParty(
        name="Fiskal BV", vat_id="NL123456789B01", address=PartyAddress(country="NL")
    )
    assert found.delivery == EInvoiceDelivery(
        "2026-04-30", "Lager Nord", Identifier("4098765000005", "0088"), PartyAddress(city="Kiel", country="DE")
    )


@BOTH
def test_the_heading_the_taxes_and_the_notes_are_as_stated(desk: Desk, xml: bytes) -> None:
    found = details(desk, xml)
    assert found.profile == "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
    assert found.business_process == "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
    assert (found.type_code, found.buyer_reference, found.accounting_reference) == ("380", "04011000-12345-39", "KST 7")
    assert (found.tax_currency, found.tax_currency_total) == ("SEK", "401.00")
    assert found.period == EInvoicePeriod("2026-04-01", "2026-04-30")
    assert found.taxes == [
        EInvoiceTax("S", "19", "190.00", "36.10"),
        EInvoiceTax("E", "0", "50.00", "0.00", "Steuerfrei", "VATEX-EU-132"),
    ]
    assert found.notes == [EInvoiceNote("Danke für den Auftrag", "AAI")]


@BOTH
def test_other_documents_are_named(desk: Desk, xml: bytes) -> None:
    assert sorted(details(desk, xml).references, key=lambda r: (r.kind, r.id or "")) == [
        EInvoiceReference("contract", "V-1"),
        EInvoiceReference("delivery_note", "LS-4"),
        EInvoiceReference("object", "Z-55", "ABT"),
        EInvoiceReference("order", "PO-31"),
        EInvoiceReference("preceding_invoice", "VG-80", date="2026-04-02"),
        EInvoiceReference("project", "P-3"),
        EInvoiceReference("receipt", "WE-4"),
        EInvoiceReference("sales_order", "AB-9"),
        EInvoiceReference("supporting", "Nachweis", description="Stunden", file="stunden.csv"),
        EInvoiceReference("tender", "LOS-2"),
    ]
    assert desk.read(xml, "invoice.xml").attachments == [Attachment("stunden.csv", 4, "text/csv")]


def test_ways_to_pay_stand_one_by_one_in_ubl(desk: Desk) -> None:
    assert details(desk, UBL_FULL).payments == [
        EInvoicePayment("59", "Lastschrift", "VG-88/26", "DE75512108001245126199", "Faktor", "SOGEDEFFXXX"),
        EInvoicePayment("59", None, "VG-88/26", card_number="6789", card_holder="H. Anker"),
        EInvoicePayment(
            "59",
            None,
            "VG-88/26",
            mandate="M-7",
            creditor_id="DE98ZZZ09999999999",
            debited_account="DE02120300000000202051",
        ),
    ]


def test_ways_to_pay_stand_together_in_cii(desk: Desk) -> None:
    assert details(desk, CII_FULL).payments == [
        EInvoicePayment(
            "59",
            "Lastschrift",
            "VG-88/26",
            "DE75512108001245126199",
            "Faktor",
            "SOGEDEFFXXX",
            "6789",
            "H. Anker",
            "M-7",
            "DE98ZZZ09999999999",
            "DE02120300000000202051",
        )
    ]


@BOTH
def test_lines_tell_items_prices_and_periods(desk: Desk, xml: bytes) -> None:
    first, second = desk.read(xml, "invoice.xml").items
    assert first.einvoice == EInvoiceLine(
        id="1",
        notes=["Auf Abruf"],
        seller_item_id="S-1",
        buyer_item_id="K-1",
        standard_item_id=Identifier("04012345123456", "0160"),
        classifications=[Identifier("31161500", "STI")],
        attributes=[ItemAttribute("Farbe", "Silber")],
        origin_country="AT",
        order_line="10",
        object_id=Identifier("Z-56", "ABT"),
        accounting_reference="KST 8",
        price_quantity="100",
        price_unit="C62",
        gross_price="55.00",
        price_discount="6.00",
        tax_category="S",
        period=EInvoicePeriod("2026-04-01", "2026-04-15"),
    )
    assert second.einvoice == EInvoiceLine(id="2", tax_category="E")
    assert _told(first.charges) == [{"amount": "4.00", "reason": "Eilig"}]


@BOTH
def test_an_allowance_tells_how_it_was_reckoned(desk: Desk, xml: bytes) -> None:
    [told] = _told(desk.read(xml, "invoice.xml").allowances)
    assert told == {
        "amount": "10.00",
        "reason": "Treue",
        "tax_rate": "19",
        "tax_category": "S",
        "code": "95",
        "percent": "5",
        "base_amount": "200.00",
    }


def _told(adjustments: list[Adjustment]) -> list[dict[str, str]]:
    return [{name: cell["value"] for name, cell in msgspec.to_builtins(a).items()} for a in adjustments]


def test_sub_lines_of_ubl_are_below_their_line(desk: Desk) -> None:
    start, end = UBL.index(b"<cac:InvoiceLine>"), UBL.index(b"</cac:InvoiceLine>")
    part = UBL[start:end].replace(b"cac:InvoiceLine>", b"cac:SubInvoiceLine>") + b"</cac:SubInvoiceLine>"
    reading = desk.read(UBL[:end] + part + UBL[end:], "invoice.xml")
    [line] = reading.items
    assert [below.name.value for below in line.sub_lines if below.name] == ["Lampe"]
    assert [(f.rule, f.severity) for f in reading.validation] == [("UBL-CR-646", "warning")]


def test_sub_lines_of_cii_are_below_the_line_that_they_name(desk: Desk) -> None:
    reading = desk.read(_with_sub_line(CII), "invoice.xml")
    [line] = reading.items
    assert [below.einvoice.id for below in line.sub_lines if below.einvoice] == ["1.1"]


def test_a_line_below_one_that_is_not_there_is_a_line(desk: Desk) -> None:
    assert len(desk.read(_with_sub_line(CII).replace(b"ParentLineID>1<", b"ParentLineID>9<"), "i.xml").items) == 2


def test_of_a_negative_credit_memo_the_details_are_turned_too(desk: Desk) -> None:
    negative = CII.replace(b">380<", b">381<")
    for amount in (b"200.00", b"38.00", b"238.00"):
        negative = negative.replace(b">" + amount, b">-" + amount)
    reading = desk.read(negative.replace(b">4</ram:Billed", b">-4</ram:Billed"), "credit.xml")
    assert reading.einvoice is not None
    assert reading.einvoice.taxes == [EInvoiceTax("S", "19", "200.00", "38.00")]


def test_what_is_not_what_its_element_promises_is_left_out(desk: Desk) -> None:
    odd = UBL_FULL.replace(b'<cbc:TaxableAmount currencyID="EUR">190.00', b'<cbc:TaxableAmount currencyID="EUR">many')
    odd = odd.replace(b"<cbc:ActualDeliveryDate>2026-04-30", b"<cbc:ActualDeliveryDate>2026-04-31")
    found = details(desk, odd)
    assert found.taxes[0].taxable_amount is None
    assert found.delivery is not None
    assert found.delivery.date is None


def test_the_details_travel_as_plain_values(desk: Desk) -> None:
    reading = desk.read(UBL_FULL, "invoice.xml")
    assert msgspec.convert(msgspec.to_builtins(reading), Reading) == reading


@given(st.binary(max_size=200), st.sampled_from(["", "\n", " \n "]))
def test_the_size_of_an_attachment_is_that_of_its_bytes(data: bytes, between: str) -> None:
    text = base64.b64encode(data).decode()
    assert binary_size(between.join(text[i : i + 7] for i in range(0, len(text), 7))) == len(data)


@settings(max_examples=25, deadline=None)
@given(
    lines=st.lists(st.decimals(min_value="0.01", max_value="99999.99", places=2), min_size=1, max_size=4),
    allowance=st.decimals(min_value=0, max_value="0.01", places=2),
    charge=st.decimals(min_value=0, max_value="500", places=2),
)
def test_sums_that_close_are_never_flagged(
    desk: Desk, lines: list[Decimal], allowance: Decimal, charge: Decimal
) -> None:
    assert desk.read(ubl_of(lines, allowance, charge), "i.xml").validation == []


def test_zugferd_1_says_the_same_under_its_own_names(desk: Desk) -> None:
    old = CII_FULL
    for now, then in ZUGFERD_1:
        old = old.replace(now, then)
    reading = desk.read(old, "invoice.xml")
    found = details(desk, CII_FULL)
    assert reading.einvoice == found
    assert reading.items == desk.read(CII_FULL, "invoice.xml").items
    assert [f.rule for f in reading.validation] == ["payee-differs"]


def _with_sub_line(xml: bytes) -> bytes:
    start, end = xml.index(b"<ram:IncludedSupply"), xml.index(b"<ram:ApplicableHeaderTradeAgreement>")
    below = xml[start:end].replace(
        b"LineID>1</ram:LineID>", b"LineID>1.1</ram:LineID><ram:ParentLineID>1</ram:ParentLineID>"
    )
    return xml[:end] + below + xml[end:]
