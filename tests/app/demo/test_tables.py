"""The tables fit into 100 columns and stay aligned."""

from decimal import Decimal

import pytest
from rich.cells import cell_len
from tests.app.demo.outcomes import TRUTH, document, invoice, outcome

from payables.app.demo.outcome import DocumentOutcome
from payables.app.demo.screen import WIDTH
from payables.app.demo.tables import legend, middle_cut, reading_table, status_table, to_look_at

AWKWARD = [
    outcome(invoice(number="N" * 60, total_amount=Decimal("123456789.10"), ottimate_vendor_name=None)),
    outcome(invoice(number="発票番号発票番号", total_amount=Decimal("123456789012.10"))),
    DocumentOutcome(document(name="発票" * 40 + ".pdf"), "needs-attention", 1234.5, "ref", invoice()),
    DocumentOutcome(document(None, "we[bold]ird.pdf"), "refused", problem="The file is empty."),
    DocumentOutcome(document(), "duplicate", 0.0, "ref", invoice(), duplicate=True),
]


def test_no_line_is_wider_than_the_screen() -> None:
    lines = [*reading_table(AWKWARD, {"corner-cafe": "Corner Cafe"}), legend(AWKWARD)]
    counts = {"Nordwind Holding": {"exported": 1234, "ready": 1, "pending": 2, "attention": 3, "failed": 4}}
    assert all(line.cell_len <= WIDTH for line in [*lines, *status_table(counts)])


def test_the_columns_begin_in_the_same_place_in_every_line() -> None:
    header, tenant, *lines = reading_table(AWKWARD, {"corner-cafe": "Corner Cafe"})
    assert tenant.plain == "Corner Cafe"
    status = cell_len(header.plain.partition("status")[0])
    for line, word in zip(lines, ["pending", "pending", "attention", "refused", "duplicate"], strict=True):
        assert cell_len(line.plain.rpartition(word)[0]) == status, line.plain


def test_a_right_value_is_shown_with_its_confidence_and_without_markup() -> None:
    *_, line = reading_table([outcome()], {"corner-cafe": "Corner Cafe"})
    assert "HC-20417     ✓ 55  2026-10-19 ✓       1,091.10 ✓100" in line.plain
    assert line.plain.endswith("0.8  pending")


def test_brackets_in_a_file_name_are_no_markup() -> None:
    *_, line = reading_table([AWKWARD[3]], {"corner-cafe": "Corner Cafe"})
    assert line.plain.startswith("we[bold]ird.pdf")


@pytest.mark.parametrize("name", ["short.pdf", "x" * 80 + ".pdf", "発票" * 30 + ".pdf"])
def test_a_long_name_keeps_its_beginning_and_its_end(name: str) -> None:
    cut = middle_cut(name, 22)
    assert cell_len(cut) == 22
    assert cut.strip()[0] == name[0]
    assert cut.strip().endswith(".pdf")


def test_the_list_names_what_was_read_otherwise_and_why_somebody_has_to_look() -> None:
    found = to_look_at([outcome(), outcome(invoice(number="20417", total_amount=None)), AWKWARD[3]])
    assert found == [
        (
            TRUTH.file,
            [
                "The number was read as 20417; the paper says HC-20417.",
                "The total was not found; the paper says 1,091.10.",
            ],
        ),
        ("we[bold]ird.pdf", ["The file is empty."]),
    ]


def test_the_status_table_has_a_column_for_every_status_there_is_and_no_other() -> None:
    header, line = status_table({"Corner Cafe": {"exported": 3, "archived": 1}})
    assert header.plain.split() == ["tenant", "exported", "archived"]
    assert line.plain.split() == ["Corner", "Cafe", "3", "1"]
