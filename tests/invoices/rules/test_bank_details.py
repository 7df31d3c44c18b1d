"""What a paper says of accounts against the vendor's record."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from payables.extraction.einvoice import EInvoice, EInvoicePayment
from payables.extraction.model import BankDetail, Choice, Field, Reading
from payables.invoices.rules.bank_details import bank_reasons
from payables.vendors.model import Vendor

OWN, OTHER = "GB33BUKB20201555555555", "DE89370400440532013000"
SECOND = "DE10999900000000001111"


def vendor(iban: str | None = OWN, email: str | None = None) -> Vendor:
    record: dict[str, Any] = dict.fromkeys(Vendor.__struct_fields__)
    now = datetime(2026, 11, 20, tzinfo=UTC)
    record |= {"id": 1, "company_id": 5, "erp_vendor_name": "V", "created_at": now, "updated_at": now}
    return msgspec.convert({**record, "version": 1, "iban": iban, "email": email}, Vendor)


def paper(*details: tuple[str, ...], iban: str | None = None, others: tuple[Choice, ...] = ()) -> Reading:
    reading = Reading("pdf", ["text"], 1, fields={"vendor_iban": Field(iban, 0.9)} if iban else {})
    reading.candidates["vendor_iban"] = list(others)
    reading.bank_details = [BankDetail(*detail) for detail in details]
    return reading


def told(of: Vendor, reading: Reading) -> str | None:
    reasons = bank_reasons(of, reading)
    assert [reason.code for reason in reasons] in ([], ["other_bank_details"])
    return reasons[0].message if reasons else None


@pytest.mark.parametrize("beside", [None, OWN], ids=["alone", "beside the known one"])
@pytest.mark.parametrize(
    "detail",
    [
        ("unclear", "DE88370400440532013000"),
        ("number", "200000 12345678"),
        ("number", "202015 12345678"),
        ("number", "000123456789"),
        ("number", "6789 1234567891"),
        ("address", "else@example.com"),
        ("bank", "CHASUS33"),
        ("bank", "NWBKGB2L"),
    ],
)
def test_an_account_that_is_no_iban_is_told_with_what_to_compare(detail: tuple[str, str], beside: str | None) -> None:
    sentence = told(vendor(), paper(detail, iban=beside))
    assert sentence and detail[1] in sentence and OWN in sentence


@pytest.mark.parametrize(
    ("record", "detail"),
    [
        (OWN, ("unclear", "GB33BUKB20201555555556")),
        (OWN, ("unclear", "GB33BUKB2020")),
        (OWN, ("number", "202015 55555555")),
        (OTHER, ("number", "37040044 532013000")),
        (OTHER, ("number", "37040044 0532013000")),
        (OTHER, ("bare_number", "532013000")),
        (f"{SECOND}, {OTHER}", ("number", "37040044 0532013000")),
        (OTHER, ("number", "0532013000")),
        ("DK5000400440116243", ("number", "0040 0440116243")),
        ("PL61109010140000071219812874", ("number", "61109010140000071219812874")),
        (OWN, ("bank", "BUKBGB22")),
        (OWN, ("bank", "BARCGB22XXX")),
        (OWN, ("bank", "BUXBGB22")),
        (OWN, ("bank", "BUKBGG22")),
        (OTHER, ("bank", "DEUTDEFF500")),
        (f"{SECOND}, {OWN}", ("bank", "BUKBGB22")),
    ],
)
def test_the_vendors_account_in_another_form_asks_for_nothing(record: str, detail: tuple[str, str]) -> None:
    assert told(vendor(record), paper(detail)) is None


def test_a_number_whose_bank_is_not_named_counts_where_no_account_of_the_vendors_is_shown() -> None:
    assert told(vendor(), paper(("bare_number", "1245126199")))
    assert told(vendor(), paper(("bare_number", "1245126199"), iban=OWN)) is None


def test_an_address_of_the_vendors_own_domain_is_known() -> None:
    detail = ("address", "billing@harbour.example")
    assert told(vendor(email="orders@harbour.example"), paper(detail, iban=OWN)) is None
    assert told(vendor(email="orders@gmail.com"), paper(("address", "else@gmail.com"), iban=OWN))


def test_more_accounts_than_are_kept_stop_whatever_they_are() -> None:
    assert told(vendor(), paper(("many", "unclear"), iban=OWN))


def test_an_account_is_told_once() -> None:
    sentence = told(vendor(), paper(("unclear", "DE88370400440532013000"), iban="DE88370400440532013000"))
    assert sentence and sentence.count("DE88370400440532013000") == 1


def test_an_announcement_is_told_until_the_account_beside_it_is_on_record() -> None:
    announced = paper(("change", "new bank details", f"NEWBANKDETAILS{OWN}"), iban=OWN)
    assert told(vendor(), announced) is None
    sentence = told(vendor(), paper(("change", "new bank details", "CALLUS"), iban=OWN))
    assert sentence and '"new bank details"' in sentence and OWN in sentence


def test_a_warning_against_fraud_is_told_only_where_the_vendors_account_is_missing() -> None:
    warning = ("denied_change", "new bank details", "BYEMAIL")
    assert told(vendor(), paper(warning, iban=OWN)) is None
    assert told(vendor(), paper(warning))


def test_an_unknown_account_that_is_said_to_be_debited_is_asked_about_and_never_passed_over() -> None:
    debited = Choice(OTHER, 0.5, left="not from your account iban")
    sentence = told(vendor(), paper(iban=OWN, others=(debited,)))
    assert sentence and OTHER in sentence and "your own account" in sentence
    assert told(vendor(f"{OWN}, {OTHER}"), paper(iban=OWN, others=(debited,))) is None


def test_an_account_of_xml_that_is_no_iban_is_told() -> None:
    reading = paper(iban=OWN)
    reading.einvoice = EInvoice(
        syntax="CII", payments=[EInvoicePayment(account=OWN), EInvoicePayment(account="12345678")]
    )
    sentence = told(vendor(), reading)
    assert sentence and "12345678" in sentence


def test_a_vendor_without_an_account_on_record_is_not_compared() -> None:
    assert told(vendor(None), paper(("change", "new bank details"), ("number", "200000 12345678"), iban=OTHER)) is None
