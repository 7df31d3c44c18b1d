"""PDFs with a text layer, as scans, rotated, and with an invoice inside."""

import time

import pytest

from extraction.desk import Desk
from extraction.papers import INVOICE, LINES, VALUES, changed, pdf, picture_pdf, scan, without
from payables.extraction.model import Reading


def values(reading: Reading) -> dict[str, str]:
    return {name: field.value for name, field in reading.fields.items() if name in VALUES}


def lines(reading: Reading) -> list[tuple[str | None, ...]]:
    return [tuple(c.value if c else None for c in (i.quantity, i.price, i.amount)) for i in reading.items]


def test_a_digital_invoice_is_read_whole(desk: Desk) -> None:
    reading = desk.read(pdf(), "invoice.pdf")
    assert values(reading) == VALUES
    assert lines(reading) == LINES
    assert reading.items[0].name is not None
    assert reading.items[0].name.value == "Linen napkins, white"
    assert (reading.kind, reading.method, reading.pages, reading.validation) == ("pdf", ["text"], 1, [])
    assert reading.page_sizes == [[595.28, 841.89]]


def test_every_value_carries_its_place_on_the_page(desk: Desk) -> None:
    total = desk.read(pdf(), "invoice.pdf").fields["total_amount"]
    assert total.page == 1
    assert total.box is not None
    left, top, right, bottom = total.box
    assert left == pytest.approx(505 / 595.28, abs=0.005)
    assert top < 384 / 841.89 < bottom + 0.005
    assert right > left


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_rotated_page_is_read_as_it_is_shown(desk: Desk, rotate: int) -> None:
    upright, rotated = desk.read(pdf(), "a.pdf"), desk.read(pdf(rotate=rotate), "b.pdf")
    assert values(rotated) == VALUES
    assert lines(rotated) == LINES
    assert rotated.fields["number"].box == pytest.approx(upright.fields["number"].box, abs=0.01)


def test_print_that_runs_sideways_on_an_unrotated_page_is_turned(desk: Desk) -> None:
    turned = pdf(rotate=90).replace(b"/Rotate 90", b"/Rotate 0 ")
    assert values(desk.read(turned, "a.pdf")) == VALUES


def test_confidence_is_high_where_the_sums_close_and_low_where_they_do_not(desk: Desk) -> None:
    good = desk.read(pdf(), "good.pdf")
    bad = desk.read(pdf(changed("98.00", "89.00")), "bad.pdf")
    assert good.fields["total_amount"].confidence > 0.9
    assert bad.fields["total_amount"].confidence <= 0.5
    assert [f.rule for f in bad.validation] == ["totals-close"]


def test_a_line_that_does_not_multiply_is_shown_and_flagged(desk: Desk) -> None:
    reading = desk.read(pdf(changed("375.00", "357.00")), "bad.pdf")
    assert ("12", "31.25", "357.00") in lines(reading)
    assert {"line-closes", "lines-close"} <= {f.rule for f in reading.validation}
    assert reading.items[1].amount is not None
    assert reading.items[1].amount.confidence < 0.5


def test_a_missing_total_is_a_finding_and_no_value(desk: Desk) -> None:
    reading = desk.read(pdf(without("Total", "588", "Subtotal", "490", "VAT 20", "98.00")), "no-total.pdf")
    assert "total_amount" not in reading.fields
    assert "total-missing" in [f.rule for f in reading.validation]


def test_a_credit_note_is_told_from_an_invoice(desk: Desk) -> None:
    negative = {"100.00": "-100.00", "375.00": "-375.00", "15.00": "-15.00", "490.00": "-490.00", "98.00": "-98.00"}
    texts = tuple((x, y, negative.get(t, t) if x > 480 else t) for x, y, t in changed("INVOICE", "CREDIT NOTE"))
    texts = tuple((x, y, {"588.00": "-588.00"}.get(t, t)) for x, y, t in texts)
    reading = desk.read(pdf(texts), "credit.pdf")
    assert reading.fields["type"].value == "credit_memo"
    assert values(reading) | {"type": "invoice"} == VALUES
    assert lines(reading) == LINES


def test_a_scan_inside_a_pdf_is_read_by_ocr(desk: Desk) -> None:
    reading = desk.read(picture_pdf(scan()), "scan.pdf")
    assert values(reading)["number"] == "HS-20417"
    assert values(reading)["total_amount"] == "588.00"
    assert reading.method[0].startswith("ocr:")
    assert 0 < reading.fields["number"].confidence < 1


def test_a_text_pdf_takes_well_under_a_second_once_the_reader_is_warm(desk: Desk) -> None:
    desk.read(pdf(), "warm.pdf")
    started = time.monotonic()
    for _ in range(5):
        desk.read(pdf(INVOICE), "invoice.pdf")
    assert (time.monotonic() - started) / 5 < 1
