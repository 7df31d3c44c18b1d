"""What an e-invoice says of accounts in its texts is found as on any paper: people pay by what they read."""

import pytest

from extraction.desk import Desk
from extraction.einvoices import CII, UBL
from payables.extraction.accounts import accounts_of, debited_of, details_of
from payables.extraction.model import Reading

OWN, OTHER = "DE75512108001245126199", "GB33BUKB20201555555555"
PRINTED = "GB33 BUKB 2020 1555 5555 55"
NOTE, MEANS, LINE = "<cbc:DocumentCurrencyCode>", "</cbc:PaymentMeansCode>", "<cbc:Name>Lampe</cbc:Name>"
PAYEE = "<cac:PayeeParty><cac:PartyName><cbc:Name>{}</cbc:Name></cac:PartyName></cac:PayeeParty><cac:PaymentMeans>"


def read(desk: Desk, xml: bytes, old: str, new: str) -> Reading:
    assert old.encode() in xml
    return desk.read(xml.replace(old.encode(), new.encode(), 1), "invoice.xml")


@pytest.mark.parametrize(
    ("xml", "old", "new"),
    [
        (UBL, "30 Tage netto", f"NEUES KONTO {PRINTED}"),
        (UBL, NOTE, f"<cbc:Note>Bitte auf\n{PRINTED[:14]}\n{PRINTED[15:]}</cbc:Note>{NOTE}"),
        (UBL, NOTE, f"<cbc:Note>{'Wir danken. ' * 20}Zahlen Sie auf {PRINTED}</cbc:Note>{NOTE}"),
        (UBL, MEANS, f"{MEANS}<cbc:PaymentID>{PRINTED}</cbc:PaymentID>"),
        (UBL, "<cbc:PaymentMeansCode>", f'<cbc:PaymentMeansCode name="to {PRINTED}">'),
        (UBL, "1261 99</cbc:ID>", f"1261 99</cbc:ID><cbc:Name>now {OTHER}</cbc:Name>"),
        (UBL, "<cac:PaymentMeans>", PAYEE.format(f"Faktor AG, IBAN {PRINTED}")),
        (UBL, LINE, f"<cbc:Description>pay to {PRINTED}</cbc:Description>{LINE}"),
        (CII, "<ram:TypeCode>380", f"<ram:IncludedNote><ram:Content>IBAN {PRINTED}</ram:Content></ram:IncludedNote>"
         "<ram:TypeCode>380"),
    ],
    ids=["terms", "note in rows", "long note", "payment id", "name of the means", "account's name", "payee", "line", "cii"],
)  # fmt: skip
def test_an_account_in_a_text_is_named(desk: Desk, xml: bytes, old: str, new: str) -> None:
    assert accounts_of(read(desk, xml, old, new)) == [OWN, OTHER]


def test_an_account_that_is_no_iban_and_words_of_a_change_are_told(desk: Desk) -> None:
    reading = read(desk, UBL, NOTE, f"<cbc:Note>Sort code 20-00-00, account 12345678</cbc:Note>{NOTE}")
    assert [(one.kind, one.value) for one in details_of(reading)] == [("number", "200000 12345678")]
    reading = read(desk, UBL, "30 Tage netto", "Unsere Bankverbindung hat sich geändert, siehe Anlage")
    assert [one.kind for one in reading.bank_details] == ["change"]


def test_a_number_beside_the_iban_of_one_account_is_told(desk: Desk) -> None:
    both = "</ram:IBANID><ram:ProprietaryID>00012345678</ram:ProprietaryID>"
    reading = read(desk, CII, "</ram:IBANID>", both)
    assert [(one.kind, one.value) for one in details_of(reading)] == [("number", "00012345678")]


def test_an_invoice_that_names_one_account_names_no_other(desk: Desk) -> None:
    for xml in (UBL, CII):
        reading = desk.read(xml, "invoice.xml")
        assert (accounts_of(reading), reading.bank_details) == ([OWN], [])


def test_the_account_to_be_debited_asks_for_nothing(desk: Desk) -> None:
    payer = f"<cac:PayerFinancialAccount><cbc:ID>{OTHER}</cbc:ID></cac:PayerFinancialAccount>"
    mandate = f"<cac:PaymentMandate>{payer}</cac:PaymentMandate></cac:PaymentMeans>"
    assert accounts_of(read(desk, UBL, "</cac:PaymentMeans>", mandate)) == [OWN]
    words = f"Der Betrag wird von Ihrem Konto mit IBAN {PRINTED} eingezogen"
    reading = read(desk, UBL, "30 Tage netto", words)
    assert (accounts_of(reading), debited_of(reading)) == ([OWN], [OTHER])


def test_more_texts_than_any_invoice_has_stop_it(desk: Desk) -> None:
    notes = "".join(f"<cbc:Note>{n} {'word ' * 60}</cbc:Note>" for n in range(11_000))
    told = [f.rule for f in read(desk, UBL, NOTE, notes + NOTE).validation if f.severity == "error"]
    assert "texts-not-compared" in told


def test_a_payee_other_than_the_seller_is_told(desk: Desk) -> None:
    reading = read(desk, UBL, "<cac:PaymentMeans>", PAYEE.format("Faktor AG"))
    [told] = [finding for finding in reading.validation if finding.rule == "payee-differs"]
    assert (told.severity, told.message) == (
        "warning",
        "The invoice is to be paid to Faktor AG, and the seller is Nordlicht Leuchten GmbH.",
    )
    own = read(desk, UBL, "<cac:PaymentMeans>", PAYEE.format("NORDLICHT LEUCHTEN G.m.b.H."))
    assert "payee-differs" not in [finding.rule for finding in own.validation]
