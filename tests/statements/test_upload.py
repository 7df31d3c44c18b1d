"""Statements as files: CSV with the columns, numbers and dates of six languages, and what is refused in them."""

from typing import Any

import httpx2
import pytest

from harness.api import error_of
from harness.invoices import make_vendor
from harness.tenants import Tenant
from harness.trail import trail


def upload(tenant: Tenant, data: str | bytes, filename: str = "statement.csv", **form: str) -> httpx2.Response:
    vendor = make_vendor(tenant)
    sent = {
        "ottimate_company_id": str(tenant.company()),
        "erp_vendor_id": vendor["erp_vendor_id"],
        "statement_date": "2026-11-30",
        "currency": "EUR",
        **form,
    }
    content = data.encode() if isinstance(data, str) else data
    return tenant.api().post("/v1/statements/upload", data=sent, files={"file": (filename, content)})


def taken(tenant: Tenant, data: str | bytes, **form: str) -> dict[str, Any]:
    answer = upload(tenant, data, **form)
    assert answer.status_code == 201, answer.text
    return answer.json()


def told(statement: dict[str, Any]) -> list[tuple[str | None, str, float, str]]:
    return [(line["number"], line["date"], line["amount"], line["type"]) for line in statement["lines"]]


def faults(answer: httpx2.Response) -> list[tuple[str, str]]:
    return [(one["field"], one["type"]) for one in answer.json()["message"]["fields"]]


TWO = [("RE-1", "2026-11-02", 1234.5, "invoice"), ("GS-2", "2026-11-15", -20, "credit")]
LANGUAGES = {
    "en": "Invoice No,Date,Amount\nRE-1,11/02/2026,\"1,234.50\"\nGS-2,11/15/2026,-20.00\n",
    "de": "Rechnungsnr.;Belegdatum;Betrag\nRE-1;02.11.2026;1.234,50\nGS-2;15.11.2026;20,00-\n",
    "fr": "N° Facture;Date de facture;Échéance;Débit;Crédit;Solde\nRE-1;02/11/2026;02/12/2026;1 234,50;;1 234,50\n"
    "GS-2;15/11/2026;;;20,00;1 214,50\n",
    "es": "Factura;Fecha;Vencimiento;Importe;Saldo\nRE-1;02/11/2026;;1.234,50;1.234,50\nGS-2;15/11/2026;;-20,00;1.214,50\n",
    "it": "Numero fattura;Data;Dare;Avere\nRE-1;02/11/2026;1.234,50;\nGS-2;15/11/2026;;20,00\n",
    "nl": "Factuurnummer;Factuurdatum;Openstaand bedrag\nRE-1;02-11-2026;€ 1.234,50\nGS-2;15-11-2026;€ -20,00\n",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_each_language_says_the_same(shared_tenant: Tenant, language: str) -> None:
    assert told(taken(shared_tenant, LANGUAGES[language])) == TWO


def test_a_windows_file_is_read(shared_tenant: Tenant) -> None:
    assert told(taken(shared_tenant, LANGUAGES["fr"].encode("cp1252"))) == TWO


def test_types_lower_what_is_owed_and_balances_are_taken_from_their_rows(tenant: Tenant) -> None:
    data = (
        "Date,Type,Reference,Amount,Balance\n"
        "2026-11-01,,Balance forward,,100.00\n"
        "2026-11-02,Invoice,A-1,50.00,150.00\n"
        "2026-11-03,Payment,CHK 9,100.00,50.00\n"
        "2026-11-04,Credit Memo,CM-1,10.00,40.00\n"
        ",,Total due,,40.00\n"
    )
    found = taken(tenant, data)
    assert [line[2:] for line in told(found)] == [(50, "invoice"), (-100, "payment"), (-10, "credit_memo")]
    assert found["balance"] == {
        "opening": 100, "lines": -60, "computed_closing": 40, "closing": 40, "difference": 0, "agrees": True,
    }  # fmt: skip
    assert (found["source"], found["filename"], found["status"]) == ("csv", "statement.csv", "open")
    assert [entry["action"] for entry in trail(tenant, "statement")] == ["statement.received"]


def test_day_and_month_that_nothing_tells_apart_are_asked_for(shared_tenant: Tenant) -> None:
    data = "Invoice,Date,Amount\nA-1,03/04/2026,5.00\n"
    assert faults(upload(shared_tenant, data)) == [("rows[2].date", "ambiguous_date")]
    assert told(taken(shared_tenant, data, date_order="dmy"))[0][1] == "2026-04-03"
    assert told(taken(shared_tenant, data, date_order="mdy"))[0][1] == "2026-03-04"


def test_thousands_that_may_be_decimals_are_asked_for(shared_tenant: Tenant) -> None:
    data = "Invoice;Date;Amount\nA-1;2026-11-02;1.234\n"
    assert faults(upload(shared_tenant, data)) == [("rows[2].amount", "ambiguous_amount")]
    assert told(taken(shared_tenant, data, decimal_mark=","))[0][2] == 1234


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("=1+1;2026-11-02;5.00", ("rows[2].number", "formula")),
        ("A-1;2026-11-02;=5", ("rows[2].amount", "formula")),
        ("@SUM(A1);2026-11-02;5.00", ("rows[2].number", "formula")),
        ("A-1;2026-11-02;5.00 USD", ("rows[2].amount", "another_currency")),
        ("A-1;2026-11-02;$5.00", ("rows[2].amount", "another_currency")),
        ("A-1;2026-11-02;five", ("rows[2].amount", "invalid_amount")),
        ("A-1;2026-11-02;1e5", ("rows[2].amount", "invalid_amount")),
        ("A-1;2026-11-02;-5.00-", ("rows[2].amount", "invalid_amount")),
        ("A-1;2026-11-02;(5.00", ("rows[2].amount", "invalid_amount")),
        ("A-1;2026-11-02;5.005", ("rows[2].amount", "too_many_decimals")),
        ("A-1;2026-02-30;5.00", ("rows[2].date", "impossible_date")),
        ("A-1;soon;5.00", ("rows[2].date", "invalid_date")),
        ("A-1;;5.00", ("rows[2].date", "required")),
        ("A-1;2026-11-02;", ("rows[2].amount", "required")),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(shared_tenant: Tenant, row: str, fault: tuple[str, str]) -> None:
    answer = upload(shared_tenant, f"Invoice;Date;Amount\n{row}\nB-1;2026-11-03;7.25\n")
    assert answer.status_code == 400, answer.text
    assert fault in faults(answer)


def test_minus_zero_is_zero(shared_tenant: Tenant) -> None:
    assert told(taken(shared_tenant, "Invoice;Date;Amount\nA-1;2026-11-02;-0.00\n"))[0][2:] == (0, "invoice")


def test_a_currency_column_must_agree(shared_tenant: Tenant) -> None:
    data = "Invoice;Date;Amount;Currency\nA-1;2026-11-02;5.00;EUR\nA-2;2026-11-02;6.00;USD\n"
    assert faults(upload(shared_tenant, data)) == [("rows[3].currency", "another_currency")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "unreadable_statement"),
        ("Name,Town\nx,y\n", "unreadable_statement"),
        ("Invoice,Date,Date,Amount\nA,2026-11-02,2026-11-02,5\n", "unreadable_statement"),
        ("Invoice,Date,Amount\n", "unreadable_statement"),
        ("Invoice,Date,Amount\nA,2026-11-02,5,6\n", "unreadable_statement"),
        (b"Invoice,Date,Amount\nA\0,2026-11-02,5\n", "unreadable_statement"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 40, "unreadable_statement"),
        ("Invoice,Date,Amount\n" + "A,2026-11-02,5.00\n" * 10_000, "too_many_lines"),
    ],
)
def test_a_file_that_is_no_statement_is_refused(shared_tenant: Tenant, data: str | bytes, code: str) -> None:
    answer = upload(shared_tenant, data)
    assert (answer.status_code, error_of(answer)) == (400, code)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"ottimate_company_id": "x"}, "ottimate_company_id"),
        ({"statement_date": "30.11.2026"}, "statement_date"),
        ({"currency": "euro"}, "currency"),
        ({"closing_balance": "1,5"}, "closing_balance"),
        ({"decimal_mark": "x"}, "decimal_mark"),
        ({"date_order": "ymd"}, "date_order"),
        ({"erp_vendor_id": "nobody"}, "erp_vendor_id"),
        ({"surprise": "1"}, "surprise"),
    ],
)
def test_a_part_of_the_form_that_is_wrong_is_named(shared_tenant: Tenant, form: dict[str, str], field: str) -> None:
    answer = upload(shared_tenant, LANGUAGES["de"], **form)
    assert answer.status_code == 400, answer.text
    assert field in [name for name, _ in faults(answer)]


def test_the_same_file_is_taken_in_once(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    named = {"erp_vendor_id": vendor["erp_vendor_id"]}
    first = taken(tenant, LANGUAGES["de"], **named)
    again = upload(tenant, LANGUAGES["de"], **named)
    assert (again.status_code, error_of(again)) == (409, "statement_exists")
    assert first["id"] in again.text


def test_an_amount_and_a_debit_that_contradict_each_other_are_refused(shared_tenant: Tenant) -> None:
    head = "Date,Invoice,Amount,Debit,Credit\n"
    refused = upload(shared_tenant, head + "2026-11-02,A-1,100.00,50.00,\n")
    assert faults(refused) == [("rows[2].amount", "contradiction")]
    found = taken(
        shared_tenant, head + "2026-11-02,A-1,100.00,100.00,\n2026-11-03,CR-1,-20.00,,20.00\n2026-11-04,A-2,5.00,,\n"
    )
    assert [line[2] for line in told(found)] == [100, -20, 5]


def test_what_was_paid_of_an_amount_does_not_contradict_it(shared_tenant: Tenant) -> None:
    found = taken(shared_tenant, "Date,Invoice,Amount,Payments\n2026-11-02,A-1,100.00,40.00\n")
    assert [line[2] for line in told(found)] == [100]


def test_a_total_between_the_lines_is_not_the_closing_balance(shared_tenant: Tenant) -> None:
    rows = "Date,Invoice,Amount\n2026-11-02,A-1,100.00\n,Total due,100.00\n2026-11-03,A-2,50.00\n"
    assert taken(shared_tenant, rows)["balance"]["closing"] is None
    assert taken(shared_tenant, rows + ",Total due,150.00\n")["balance"]["closing"] == 150


def test_what_turns_the_writing_round_is_no_part_of_a_number(shared_tenant: Tenant) -> None:
    found = taken(shared_tenant, "Date,Invoice,Amount\n2026-11-02,\u202e1-A\u2066\u200f,100.00\n")
    assert [line[0] for line in told(found)] == ["1-A"]
