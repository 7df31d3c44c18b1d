"""Whatever a page says of accounts is found, however it is written; and what only looks like it is not."""

import pytest

from extraction.papers import INVOICE, pdf
from payables.extraction.accounts import accounts_of, debited_of, details_of
from payables.extraction.fields.every_account import weigh_every_account
from payables.extraction.limits import Limits
from payables.extraction.model import Reading
from payables.extraction.page.document import Document
from payables.extraction.page.model import Page, Word
from payables.extraction.read import read

OWN, OTHER = "GB33BUKB20201555555555", "DE89370400440532013000"


def read_with(*lines: str) -> Reading:
    texts = [*INVOICE, *((60.0, 450.0 + 12 * n, line) for n, line in enumerate(lines))]
    return read(pdf(tuple(texts)), "invoice.pdf", Limits())


def details_with(*lines: str) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in details_of(read_with(*lines))]


@pytest.mark.parametrize(
    "lines",
    [
        ("Please pay to IBAN DE89 3704 0044", "0532 0130 00"),
        ("Please pay to IBAN", "DE89 3704 0044", "0532 0130 00"),
        ("Please pay to IBANDE89370400440532013000",),
        ("Our new account:noDE89370400440532013000",),
        ("IBAN DE89 / 3704 / 0044 / 0532 / 0130 / 00",),
        ("IBAN DE89 ... 3704 ... 0044 ... 0532 ... 0130 ... 00",),
        ("IBAN D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0",),
        ("IBAN DE89 3704 OO44 O532", "O13O OO"),
        ("Pay this into, not from your account DE89 3704 0044 0532 0130 00, but to DE89 3704 0044 0532 0130 00",),
    ],
    ids=[
        "two rows",
        "three rows",
        "glued",
        "glued to no",
        "strokes",
        "dots",
        "spaced",
        "letters for figures",
        "debited",
    ],
)
def test_an_account_beside_the_known_one_is_named(lines: tuple[str, ...]) -> None:
    assert accounts_of(read_with(*lines)) == [OWN, OTHER]


def test_an_account_that_goes_on_in_its_column_is_named() -> None:
    words = [
        Word("Bank", 60, 700, 90, 710), Word("Office", 300, 700, 340, 710),
        Word("DE89370400", 60, 712, 130, 722), Word("Quay Road 12", 300, 712, 370, 722),
        Word("440532013000", 60, 724, 140, 734), Word("Bristol", 300, 724, 340, 734),
    ]  # fmt: skip
    assert accounts_of(weighed(words)) == [OTHER]


def test_an_account_with_two_letters_in_every_row_is_named() -> None:
    words = [Word(OTHER[at : at + 2], 60, 500 + 6 * at, 75, 509 + 6 * at) for at in range(0, len(OTHER), 2)]
    assert accounts_of(weighed(words)) == [OTHER]


def test_figures_of_full_width_are_figures() -> None:
    wide = OTHER[:2] + "".join(chr(0xFF10 + int(figure)) for figure in OTHER[2:])
    assert accounts_of(weighed([Word(wide, 60, 700, 300, 710)])) == [OTHER]


@pytest.mark.parametrize(
    "letter", ["\u0415", "\u0395", "\uff25", "\u00c8"], ids=["Cyrillic", "Greek", "full width", "accent"]
)
def test_a_letter_that_only_looks_latin_is_read_as_what_it_looks_like(letter: str) -> None:
    assert accounts_of(weighed([Word(f"D{letter}89370400440532013000", 60, 700, 300, 710)])) == [OTHER]


def test_times_and_dates_whose_check_digits_are_right_are_no_account() -> None:
    words = [
        Word(text, 60 + 40 * n, 700, 90 + 40 * n, 710)
        for n, text in enumerate(["SA", "05/04/20", "TO", "05/10/20", "M", "04/27/20", "T"])
    ]
    assert accounts_of(weighed(words)) == []


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("NEW ACCOUNT please pay to IBAN DE88 3704 0044 0532 0130 00", "DE88370400440532013000"),
        ("Pay into account XX75 5121 0800 1245 1261 99 from now on", "XX75512108001245126199"),
        ("IBAN DE89 3704 0044, BIC COBADEFF, then 0532 0130 00", "DE8937040044"),
        ("Pay to DE89 3704 0044 (Commerzbank) 0532 0130 00", "DE8937040044"),
        ("Pay to 0532 0130 00 at the end, it begins DE89 3704 0044", "DE8937040044"),
    ],
)
def test_what_looks_like_an_account_and_is_none_is_told(line: str, value: str) -> None:
    assert ("unclear", value) in details_with(line)
    assert accounts_of(read_with(line)) == [OWN]


@pytest.mark.parametrize(
    "line",
    [
        "Bank reference RF18 5390 0754 7034 0000 00",
        "Bank: Gläubiger-ID DE98 ZZZ0 9999 9999 99",
        "Account manager VAT No: GB 123 4567 89 Tel 0117 496 0000",
        "Your account number 12345678",
        "PayPal, VISA and bank transfer are welcome",
    ],
)
def test_references_and_other_numbers_are_no_accounts(line: str) -> None:
    assert details_with(line) == []
    assert accounts_of(read_with(line)) == [OWN]


@pytest.mark.parametrize(
    ("lines", "detail"),
    [
        (("Sort code 20-00-00, account 12345678",), ("number", "200000 12345678")),
        (("Sort code: 20-00-00", "Account number: 12345678"), ("number", "200000 12345678")),
        (("Kto-Nr. 1245 1261 99", "BLZ 512 108 00"), ("number", "51210800 1245126199")),
        (("Dresdner Bank (BLZ 699 800 99) 49999 111 00",), ("number", "69980099 4999911100")),
        (("Sort 20-00-00 A/C 12345678",), ("number", "200000 12345678")),
        (("Banque 30006 Guichet 00001 Compte 12345678901",), ("number", "30006 12345678901")),
        (("Routing number 021000021 Account 123456789",), ("number", "021000021 123456789")),
        (("BSB 062-000 Account 12345678",), ("number", "062000 12345678")),
        (("Bankkonto Nr. 1245126199",), ("bare_number", "1245126199")),
        (("Pay by PayPal to Else@example.com",), ("address", "else@example.com")),
        (("paypal.me/somebodyelse",), ("address", "paypal.me/somebodyelse")),
    ],
)
def test_accounts_that_are_no_iban_are_told(lines: tuple[str, ...], detail: tuple[str, str]) -> None:
    assert detail in details_with(*lines)


@pytest.mark.parametrize(
    "line",
    [
        "Please note our new bank details",
        "Our bank details have changed.",
        "Bitte beachten Sie unsere geänderte Bankverbindung.",
        "Unsere Bankverbindung hat sich geändert",
        "Veuillez noter nos nouvelles coordonnées bancaires",
        "Changement de RIB",
        "Tenemos una nueva cuenta bancaria",
        "Cambio de cuenta",
        "Nuove coordinate bancarie",
        "Let op: nieuwe bankgegevens",
        "Ons rekeningnummer is gewijzigd",
        "We have moved to a new bank",
        "Wir haben die Bank gewechselt",
        "Nous avons changé de banque",
        "Hemos cambiado de banco",
        "Abbiamo cambiato banca",
        "Wij zijn veranderd van bank",
    ],
)
def test_words_that_announce_another_account_are_told(line: str) -> None:
    assert [kind for kind, _ in details_with(line)] == ["change"]


def test_a_warning_that_the_account_will_never_change_announces_nothing() -> None:
    assert [kind for kind, _ in details_with("We will never send you new bank details by e-mail")] == ["denied_change"]
    assert details_with("Our bank details have not changed") == []
    assert details_with("Unsere Bankverbindung hat sich nicht geändert") == []


def test_an_account_that_is_said_to_be_debited_is_kept_apart() -> None:
    reading = read_with("Wir buchen von Ihrem Konto DE89 3704 0044 0532 0130 00 ab")
    assert (accounts_of(reading), debited_of(reading)) == ([OWN], [OTHER])


def weighed(words: list[Word]) -> Reading:
    reading = Reading("pdf", ["text"], 1)
    weigh_every_account(reading, Document([Page(1, 595, 842, words)]))
    return reading
