"""Accounts that are no IBAN are found in the forms of many countries; numbers that are none are left alone."""

from time import process_time

import pytest

from payables.extraction.fields.every_account import weigh_every_account
from payables.extraction.model import BankDetail, Reading
from payables.extraction.page.document import Document
from payables.extraction.page.model import Page, Word


def told_by(*lines: str) -> list[BankDetail]:
    """Two blanks in a line begin its second column."""
    words: list[Word] = []
    for number, line in enumerate(lines):
        top = 100.0 + 14 * number
        for left, part in zip((60.0, 330.0), line.split("  "), strict=False):
            for word in part.split():
                words.append(Word(word, left, top, left + 5 * len(word), top + 10))
                left += 5 * len(word) + 4
    reading = Reading("pdf", ["text"], 1)
    weigh_every_account(reading, Document([Page(1, 595, 842, words)]))
    return reading.bank_details


def kinds_and_values(*lines: str) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in told_by(*lines)]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Please transfer to HSBC Hong Kong, SWIFT HSBCHKHH, account 123-456789-838", "123456789838"),
        ("BIC: CHASUS33  Beneficiary account: 000123456789", "000123456789"),
        ("Wire to JPMorgan Chase, SWIFT CHASUS33, a/c 000123456789", "000123456789"),
        ("Beneficiary: Harbour, Acct. no. 000123456789, Swift CHASUS33", "000123456789"),
        ("Our bank is now Chase New York. Details: account 000123456789", "000123456789"),
        ("Bitte auf Konto 1245126199 bei der Sparkasse Musterstadt zahlen", "1245126199"),
        ("Account number (USD) 000123456789 at Revolut Bank", "000123456789"),
        ("Account in the name of Harbour Supplies at Chase, 000123456789", "000123456789"),
        ("000123456789 is our account at Chase Bank, New York", "000123456789"),
        ("Remit to: Chase Bank, ACH 021000021 / 000123456789", "021000021 000123456789"),
        ("Barclays 20-00-00 12345678", "200000 12345678"),
        ("IFSC: HDFC0000123, A/C 50100123456789", "HDFC0000123 50100123456789"),
        ("Bank code 004, account 123-456789-838", "004 123456789838"),
        ("DE 75, bank code 512 108 00, acct 12 45 12 61 99", "51210800 1245126199"),
        ("Clearing 6789 Kontonummer 123456789-1", "6789 1234567891"),
        ("Transit 12345 Institution 003 Account 1234567", "12345 1234567"),
        ("Reg. nr. 1234 Konto 1234567890", "1234 1234567890"),
        ("Agencia 1234 Conta 123456-7", "1234 1234567"),
        ("CNAPS code 102100099996", "102100099996"),
        ("CLABE 032180000118359719", "032180000118359719"),
        ("NUBAN 0123456789", "0123456789"),
        ("Bankgiro 123-4567", "1234567"),
        ("Plusgiro 12 34 56-7", "1234567"),
        ("Postkonto 80-470-3", "800004703"),
        ("Rachunek bankowy: 61 1090 1014 0000 0712 1981 2874", "61109010140000071219812874"),
    ],
)
def test_an_account_of_another_country_is_told(line: str, value: str) -> None:
    assert ("number", value) in kinds_and_values(line)


def test_a_bank_that_is_named_over_or_under_the_account_is_beside_it() -> None:
    assert ("number", "000123456789") in kinds_and_values("Chase Bank", "New York", "Account: 000123456789")
    assert ("number", "000123456789") in kinds_and_values("Account: 000123456789", "New York", "SWIFT CHASUS33")
    assert kinds_and_values("Chase Bank", "New York", "NY 10017", "Account: 000123456789") == []


def test_a_bank_in_another_column_is_not_beside_the_account() -> None:
    assert kinds_and_values("Invoice 4711  NatWest Bank plc", "Account 12345678  London") == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("SWIFT HSBCHKHH, account 123", "HSBCHKHH"),
        ("BIC: CHASUS33", "CHASUS33"),
        ("Swift/BIC code: CHAS US 33 XXX", "CHASUS33XXX"),
        ("swift: chasus33", "CHASUS33"),
        ("BIC: \u0421HASUS33", "CHASUS33"),
    ],
)
def test_the_code_of_a_bank_is_told(line: str, code: str) -> None:
    assert ("bank", code) in kinds_and_values(line)


@pytest.mark.parametrize(
    "line",
    [
        "Pay in Bitcoin to bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh",
        "BTC 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "USDT (TRC20): TN3W4H6rK2ce4vX9YnFQHwKENnHjoxb3m9",
        "PIX key: 123.456.789-09",
        "Chave PIX 8d5a4b1c-1111-2222-3333-abcdefabcdef",
        "UPI: harbour@okhdfc",
        "Swish 123 456 78 90",
        "MobilePay 12345678",
        "Cash App $harbourltd",
        "Pay via revolut.me/someoneelse",
        "https://wise.com/pay/me/someone",
        "https://buy.stripe.com/abc123xyz",
    ],
)
def test_an_address_that_can_be_paid_to_is_told(line: str) -> None:
    assert [kind for kind, _ in kinds_and_values(line)] == ["address"]


@pytest.mark.parametrize(
    "line",
    [
        "Customer account number: 12345678",
        "Account No. 12345678  Invoice date 21/11/2026",
        "Your account number 12345678, please quote it with your bank transfer",
        "Kundenkonto 12345678  Bankverbindung siehe unten",
        "Ihr Konto 12345678 wird belastet, Sparkasse Musterstadt",
        "Payment by bank transfer within 14 days, account 4711",
        "Account period 01.01.2026 to 31.12.2026 bank reconciliation",
        "Accounts department: call 0117 4960000, bank details overleaf",
        "Accounts 0117 496 0000, bank details overleaf",
        "Account 2026-11-21, statement of bank 12345678.90",
        "12345678 delivered on account, Lloyds House",
        "21-11-26 12345678 BACS",
        "SWIFT COURIERS LTD, London",
        "Swift delivery of 12345678 parcels",
        "Transit time 5 days 12345",
        "Branch 0123, till 4",
        "We accept PayPal, Swish, VISA and bank transfer",
        "Order 123456789 paid via Stripe",
        "Product 0x1F 12 PCS, pix 12 MP camera",
        "SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
)
def test_numbers_of_customers_and_goods_are_no_accounts(line: str) -> None:
    assert kinds_and_values(line) == []


def test_words_under_a_label_are_no_bank() -> None:
    assert kinds_and_values("Konto:  DE89370400440532013000", "BIC:  GENODEF1M04", "Hausbank") == [
        ("bank", "GENODEF1M04")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Our bank is now Chase New York",
        "We now bank with another house",
        "Please disregard our previous bank details",
        "Our old account has been closed",
        "All future payments must be made to the following account",
        "Unsere Bank ist jetzt die Commerzbank",
        "Ab sofort bitte nur noch auf folgendes Konto zahlen",
        "Notre banque est désormais BNP",
        "Désormais veuillez payer sur le compte suivant",
        "Nuestro banco ahora es Santander",
        "La nostra banca è ora Intesa",
        "Onze bank is nu Rabobank",
        "Voortaan graag betalen op rekening van Harbour",
    ],
)
def test_further_announcements_of_another_account_are_told(line: str) -> None:
    assert {"change"} == {kind for kind, _ in kinds_and_values(line)}


def test_what_stands_behind_many_others_is_told_and_so_is_that_there_are_many() -> None:
    misread = [f"IBAN GB29 NWBK 6016 13{n:02} 9268 18" for n in range(32)]
    told = kinds_and_values(*misread, "Sort code 20-00-00, account 12345678", "New bank details")
    assert ("number", "200000 12345678") in told
    assert ("change", "new bank details") in told
    assert ("many", "unclear") in told


@pytest.mark.parametrize("word", ["swift ", "bic code ", "account ", "paypal ", "pix", "konto 1 2 3 4 5 "])
def test_a_page_of_nothing_but_labels_costs_no_more_than_others(word: str) -> None:
    rows = [(word * 500)[at : at + 1000] for at in range(0, len(word) * 500, 1000)]
    begun = process_time()
    told_by(*(row.replace("  ", " ") for row in rows * 10))
    assert process_time() - begun < 2
