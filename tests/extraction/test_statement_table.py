"""The table of a statement in a PDF, as it is printed."""

import pytest

from extraction.bombs import flate_bomb
from extraction.desk import Desk
from extraction.papers import INVOICE, encoded, pdf, scan
from extraction.statements import HEADER, ROWS, TOTAL, statement_pdf
from payables.extraction.errors import Unreadable
from payables.extraction.limits import MB, Limits
from payables.extraction.statement_table.columns import kind_of_row, role_of
from payables.extraction.statement_table.model import StatementTable


def table(desk: Desk, data: bytes, filename: str = "statement.pdf", limits: Limits | None = None) -> StatementTable:
    return desk.loop.run_until_complete(desk.reader.read_statement_table(data, filename, limits))


def refusal(desk: Desk, data: bytes, filename: str = "statement.pdf", limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as refused:
        table(desk, data, filename, limits)
    assert refused.value.message.endswith(".")
    return refused.value.code


def test_every_cell_stands_under_its_header(desk: Desk) -> None:
    found = table(desk, statement_pdf())
    assert found.header == list(HEADER)
    assert [row.cells for row in found.rows] == [list(row) for row in (*ROWS, TOTAL)]


def test_a_table_over_many_pages_is_one(desk: Desk) -> None:
    rows = [("02/11/2026", f"INV-{n}", "Goods", f"{n}.00", "", f"{n}.00") for n in range(1, 131)]
    found = table(desk, statement_pdf(rows, foot="Harbour Supplies Ltd, 12 Quay Road"))
    assert [row.cells[1] for row in found.rows] == [*(f"INV-{n}" for n in range(1, 131)), "Total due"]
    assert found.rows[-1].page == 4


def test_what_stands_below_the_closing_balance_is_no_line(desk: Desk) -> None:
    slip = ("30/11/2026", "INV-1001", "Payment slip", "1,234.50", "", "")
    found = table(desk, statement_pdf([*ROWS, TOTAL, slip], total=None))
    assert [row.cells[1] for row in found.rows] == ["INV-1001", "CR-17", "INV-1002", "Total due"]


def test_further_lines_of_a_text_are_left_out(desk: Desk) -> None:
    found = table(desk, statement_pdf([ROWS[0], ("", "", "second line of the text", "", "", ""), ROWS[1]]))
    assert len(found.rows) == 3


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (pdf(INVOICE), "statement.pdf", "no_table"),
        (pdf(()), "statement.pdf", "no_text_layer"),
        (encoded(scan(), "PDF"), "statement.pdf", "no_text_layer"),
        (statement_pdf()[:300], "statement.pdf", "truncated"),
        (b"%PDF-1.7 nonsense", "statement.pdf", "truncated"),
        (b"", "statement.pdf", "empty_file"),
        (b"Date;Number;Amount", "statement.pdf", "type_mismatch"),
        (encoded(scan(), "PNG"), "statement.png", "unsupported_type"),
    ],
    ids=["an invoice", "nothing", "a scan", "cut off", "nonsense", "empty", "a CSV", "a picture"],
)
def test_what_has_no_table_is_refused(desk: Desk, data: bytes, filename: str, code: str) -> None:
    assert refusal(desk, data, filename) == code


def test_a_bomb_harms_only_its_own_process(desk: Desk) -> None:
    assert refusal(desk, flate_bomb(), limits=Limits(memory=256 * MB, cpu_seconds=5, wall_seconds=20)) in (
        "too_large_when_unpacked", "timed_out", "crashed", "no_text_layer",
    )  # fmt: skip
    assert len(table(desk, statement_pdf()).rows) == 4


def test_more_pages_than_allowed_are_refused(desk: Desk) -> None:
    assert refusal(desk, statement_pdf(list(ROWS) * 30, per_page=3), limits=Limits(pages=20)) == "too_many_pages"


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("N° Facture", "number"),
        ("Rechnungs-Nr.", "number"),
        ("Belegdatum", "date"),
        ("FÄLLIGKEIT", "due_date"),
        ("Échéance", "due_date"),
        ("Amount (USD)", "amount"),
        ("Offener Betrag EUR", "open_amount"),
        ("Saldo", "balance"),
        ("Avere", "credit"),
        ("Invoice due", None),
        ("Colour", None),
    ],
)
def test_headers_are_known_in_six_languages(header: str, role: str | None) -> None:
    assert role_of(header) == role


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Balance forward", "opening"),
        ("Saldovortrag", "opening"),
        ("À reporter", "carried"),
        ("Übertrag", "carried"),
        ("TOTAL DUE EUR", "closing"),
        ("Saldo per 30.11.2026", "closing"),
        ("Totally Tools Ltd", None),
    ],
)
def test_rows_of_balances_are_known(text: str, kind: str | None) -> None:
    assert kind_of_row(text) == kind
