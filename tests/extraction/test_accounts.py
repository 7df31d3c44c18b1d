"""Every account that a paper names is known, however it is written and whatever stands before it."""

from collections.abc import Sequence

import pytest

from extraction.papers import INVOICE, pdf
from payables.extraction.accounts import accounts_of
from payables.extraction.codes.apply import apply_codes
from payables.extraction.einvoice import EInvoice, EInvoicePayment
from payables.extraction.limits import Limits
from payables.extraction.model import Choice, Code, Field, Reading
from payables.extraction.read import read

OWN, OTHER, THIRD = "GB33BUKB20201555555555", "DE89370400440532013000", "DE10999900000000001111"


def read_with(*lines: str) -> list[str]:
    texts = [*INVOICE, *((60.0, 450.0 + 12 * n, line) for n, line in enumerate(lines))]
    return accounts_of(read(pdf(tuple(texts)), "invoice.pdf", Limits()))


@pytest.mark.parametrize(
    "line",
    [
        "New account: DE89 3704 0044 0532 0130 00",
        "new account de89-3704-0044-0532-0130-00",
        "Konto DE89.3704.0044.0532.0130.00, das alte ist geschlossen",
        "Transfer from your account to DE89370400440532013000",
    ],
)
def test_an_account_beside_the_known_one_is_named_however_it_is_written(line: str) -> None:
    assert read_with(line) == [OWN, OTHER]


def test_an_account_behind_many_others_is_named() -> None:
    known = ["IBAN GB33 BUKB 2020 1555 5555 55"] * 14
    assert set(read_with(*known, "IBAN DE89 3704 0044 0532 0130 00")) == {OWN, OTHER}


def test_an_account_that_is_to_be_debited_asks_for_nothing() -> None:
    assert read_with("Der Betrag wird von Ihrem Konto DE89 3704 0044 0532 0130 00 abgebucht.") == [OWN]


def test_a_misread_print_beside_the_chosen_account_is_none() -> None:
    assert accounts_of(_weighed([OWN, "GB33BUKB20201555555556"])) == [OWN]


def test_accounts_of_xml_and_of_each_payment_code_are_named() -> None:
    xml = Reading("xml", ["xml:cii"], 1, fields={"vendor_iban": Field(OWN, 1.0)})
    xml.einvoice = EInvoice(syntax="CII", payments=[EInvoicePayment(account=OWN), EInvoicePayment(account=OTHER)])
    assert accounts_of(xml) == [OWN, OTHER]
    paper = _weighed([OWN])
    codes = [Code("QRCode", "\n".join(("BCD", "002", "1", "SCT", "", "X", iban, "EUR5"))) for iban in (OTHER, THIRD)]
    apply_codes(paper, codes, [OWN, OTHER, THIRD])
    assert accounts_of(paper) == [OWN, OTHER, THIRD]


def _weighed(accounts: Sequence[str]) -> Reading:
    choices = [Choice(account, 0.5) for account in accounts]
    return Reading(
        "pdf", ["text"], 1, fields={"vendor_iban": Field(accounts[0], 0.9)}, candidates={"vendor_iban": choices}
    )
