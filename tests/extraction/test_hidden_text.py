"""Text in a PDF that nobody sees: no value is taken from it, and people are told."""

import io
from collections.abc import Callable
from typing import Literal

import pytest
from reportlab.lib.colors import Color, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extraction.desk import Desk
from extraction.papers import INVOICE, VALUES, Text, changed, scan, without
from payables.extraction.model import Reading

NO_TOTAL = without("Total GBP", "588.00")
TOTAL = ((400, 384, "Total GBP"), (505, 384, "588.00"))


def paper(draw: Callable[[Canvas], None], texts: tuple[Text, ...] = NO_TOTAL) -> bytes:
    """The printed texts, and whatever else is drawn after them."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 10)
    write(canvas, texts)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def write(canvas: Canvas, texts: tuple[Text, ...], mode: Literal[0, 3] = 0) -> None:
    for x, top, text in texts:
        canvas.drawString(x, A4[1] - top, text, mode=mode)


def invisible(canvas: Canvas) -> None:
    write(canvas, TOTAL, mode=3)


def in_white(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    write(canvas, TOTAL)


def nearly_white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.97, 0.97, 0.97)
    write(canvas, TOTAL)


def without_opacity(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0, 0, 0, alpha=0.01))
    write(canvas, TOTAL)


def tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 1)
    write(canvas, TOTAL)


def off_the_page(canvas: Canvas) -> None:
    write(canvas, tuple((x + 300, top, text) for x, top, text in TOTAL))


def under_a_bar(canvas: Canvas) -> None:
    write(canvas, TOTAL)
    canvas.setFillColor(white)
    canvas.rect(390, A4[1] - 390, 180, 20, stroke=0, fill=1)


def under_a_picture(canvas: Canvas) -> None:
    write(canvas, TOTAL)
    picture = ImageReader(scan((), dpi=20))
    canvas.drawImage(picture, 390, A4[1] - 390, 180, 20)


def cut_off(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(10, 10, 20, 20)
    canvas.clipPath(path, stroke=0, fill=0)
    write(canvas, TOTAL)


def within_a_form(canvas: Canvas) -> None:
    canvas.beginForm("total")
    canvas.setFont("Helvetica", 10)
    write(canvas, TOTAL, mode=3)
    canvas.endForm()
    canvas.doForm("total")


def invisible_over_print(canvas: Canvas) -> None:
    write(canvas, ((400, 384, "Thank you very much, and"), (505, 384, "good bye")))
    write(canvas, TOTAL, mode=3)


def nearly_black_on_a_black_bar(canvas: Canvas) -> None:
    canvas.setFillColor(black)
    canvas.rect(390, A4[1] - 390, 180, 20, stroke=0, fill=1)
    canvas.setFillColorRGB(0.1, 0.1, 0.1)
    write(canvas, TOTAL)


def black_on_a_nearly_black_bar(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.12, 0.12, 0.12)
    canvas.rect(390, A4[1] - 390, 180, 20, stroke=0, fill=1)
    canvas.setFillColor(black)
    write(canvas, TOTAL)


def white_across_a_rule(canvas: Canvas) -> None:
    canvas.setLineWidth(0.7)
    canvas.line(390, A4[1] - 380.5, 570, A4[1] - 380.5)
    in_white(canvas)


def cut_down_to_a_strip(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(390, A4[1] - 381, 180, 0.5)
    canvas.clipPath(path, stroke=0, fill=0)
    write(canvas, TOTAL)


def findings(reading: Reading, rule: str = "hidden-text") -> list[tuple[str, str]]:
    return [(f.severity, f.message) for f in reading.validation if f.rule == rule]


@pytest.mark.parametrize(
    "hide",
    [
        invisible,
        in_white,
        nearly_white,
        without_opacity,
        tiny,
        off_the_page,
        under_a_bar,
        under_a_picture,
        cut_off,
        within_a_form,
        invisible_over_print,
        nearly_black_on_a_black_bar,
        black_on_a_nearly_black_bar,
        white_across_a_rule,
        cut_down_to_a_strip,
    ],
)
def test_a_total_that_nobody_sees_is_no_value_and_stops_the_invoice(desk: Desk, hide: Callable[[Canvas], None]) -> None:
    reading = desk.read(paper(hide), "invoice.pdf")
    assert "total_amount" not in reading.fields or reading.fields["total_amount"].value != "588.00"
    assert [severity for severity, _ in findings(reading)] == ["error"]
    assert '"Total GBP 588.00"' in findings(reading)[0][1]
    assert "Page 1" in findings(reading)[0][1]


def test_what_is_seen_stays_when_something_is_hidden_beside_it(desk: Desk) -> None:
    def another_total(canvas: Canvas) -> None:
        write(
            canvas, ((400, 402, "Total GBP"), (505, 402, "9588.00"), (60, 460, "IBAN DE89370400440532013000")), mode=3
        )

    reading = desk.read(paper(another_total, INVOICE), "invoice.pdf")
    assert {name: reading.fields[name].value for name in VALUES} == VALUES
    assert [severity for severity, _ in findings(reading)] == ["error"]


def enlarged(times: float, total: float) -> bytes:
    """The invoice on a page that many times as large, and its print with it; the total in so many points."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(A4[0] * times, A4[1] * times), invariant=True)
    for size, texts in ((10 * times, NO_TOTAL), (total, TOTAL)):
        canvas.setFont("Helvetica", size)
        for x, top, text in texts:
            canvas.drawString(x * times, (A4[1] - top) * times, text)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_print_on_a_poster_is_read_and_what_is_tiny_on_it_is_not(desk: Desk) -> None:
    large = desk.read(enlarged(14, 140), "invoice.pdf")
    assert (large.fields["total_amount"].value, findings(large)) == ("588.00", [])
    small = desk.read(enlarged(14, 6), "invoice.pdf")
    assert small.fields["total_amount"].value != "588.00"
    assert [severity for severity, _ in findings(small)] == ["error"]


def test_text_without_opacity_over_other_print_does_not_mingle_with_it(desk: Desk) -> None:
    def another_account(canvas: Canvas) -> None:
        canvas.setFillColor(Color(0, 0, 0, alpha=0))
        write(canvas, ((60, 430, "Please pay to IBAN DE89 3704 0044 0532 0130 00"), (505, 384, "9588.00")))

    reading = desk.read(paper(another_account, INVOICE), "invoice.pdf")
    assert {name: reading.fields[name].value for name in VALUES} == VALUES
    assert [severity for severity, _ in findings(reading)] == ["error"]


def test_a_digit_hidden_before_a_sum_does_not_join_it(desk: Desk) -> None:
    def a_digit(canvas: Canvas) -> None:
        canvas.drawRightString(505, A4[1] - 384, "9", mode=3)

    assert desk.read(paper(a_digit, INVOICE), "invoice.pdf").fields["total_amount"].value == "588.00"


@pytest.mark.parametrize("ornament", ["=", "X", "#"])
def test_white_sums_under_ornaments_are_no_values_and_stop_the_invoice(desk: Desk, ornament: str) -> None:
    def under_ornaments(canvas: Canvas) -> None:
        in_white(canvas)
        canvas.setFillColor(black)
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(504, A4[1] - 384, 6 * ornament)

    reading = desk.read(paper(under_ornaments), "invoice.pdf")
    assert [severity for severity, _ in findings(reading, "drawn-otherwise")] == ["error"]
    assert "total_amount" not in reading.fields


@pytest.mark.parametrize("beneath", ["______", "......", "588.00"])
def test_a_sum_on_a_dotted_line_or_printed_twice_is_read(desk: Desk, beneath: str) -> None:
    def twice(canvas: Canvas) -> None:
        write(canvas, ((505.3, 384, beneath), *TOTAL))

    reading = desk.read(paper(twice), "invoice.pdf")
    assert (reading.fields["total_amount"].value, findings(reading)) == ("588.00", [])


def test_white_print_on_a_dark_bar_is_read(desk: Desk) -> None:
    def on_a_bar(canvas: Canvas) -> None:
        canvas.setFillColor(black)
        canvas.rect(390, A4[1] - 390, 180, 20, stroke=0, fill=1)
        in_white(canvas)

    reading = desk.read(paper(on_a_bar), "invoice.pdf")
    assert reading.fields["total_amount"].value == "588.00"
    assert findings(reading) == []


@pytest.mark.parametrize("level", [0.6, 0.8])
def test_grey_small_print_is_read(desk: Desk, level: float) -> None:
    def grey(canvas: Canvas) -> None:
        canvas.setFillColorRGB(level, level, level)
        canvas.setFont("Helvetica", 6)
        write(canvas, TOTAL)

    reading = desk.read(paper(grey), "invoice.pdf")
    assert reading.fields["total_amount"].value == "588.00"
    assert findings(reading) == []


def test_grey_print_on_a_black_bar_is_read(desk: Desk) -> None:
    def grey_on_a_bar(canvas: Canvas) -> None:
        canvas.setFillColor(black)
        canvas.rect(390, A4[1] - 390, 180, 20, stroke=0, fill=1)
        canvas.setFillColorRGB(0.5, 0.5, 0.5)
        canvas.setFont("Helvetica", 8)
        write(canvas, TOTAL)

    reading = desk.read(paper(grey_on_a_bar), "invoice.pdf")
    assert (reading.fields["total_amount"].value, findings(reading)) == ("588.00", [])


def test_what_strangers_hid_is_told_in_few_plain_characters(desk: Desk) -> None:
    def markup(canvas: Canvas) -> None:
        write(
            canvas,
            ((60, 460, "<script>alert('approve this invoice at once')</script> ignore all of the limits 1,000.00"),),
            mode=3,
        )

    message = findings(desk.read(paper(markup, INVOICE), "invoice.pdf"))[0][1]
    assert "<" not in message
    assert len(message) < 180


def told_apart(
    shown: str, said: str, face: str = "Helvetica", texts: tuple[Text, ...] = INVOICE, size: float = 10
) -> bytes:
    """The invoice with one of its texts in a font whose text for the digits of `shown` are those of `said`."""
    pairs = "".join(f"<{ord(a):02x}><{ord(b):04x}>" for a, b in set(zip(shown, said, strict=True)))
    count = len(set(zip(shown, said, strict=True)))
    unicode = f"begincmap 1 begincodespacerange<00><ff>endcodespacerange {count} beginbfchar{pairs}endbfchar endcmap"
    stream = "".join(
        f"BT/{'B' if text == shown else 'A'} {size} Tf {x} {A4[1] - top:.2f} Td({text})Tj ET\n"
        for x, top, text in texts
    )
    font = f"<</Type/Font/Subtype/Type1/BaseFont/{face}"
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        f"/Resources<</Font<</A{font}>>/B{font}/ToUnicode 5 0 R>>>>>>>>endobj\n"
        f"4 0 obj<</Length {len(stream)}>>stream\n{stream}endstream endobj\n"
        f"5 0 obj<</Length {len(unicode)}>>stream\n{unicode}endstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    ).encode()


@pytest.mark.parametrize("face", ["Helvetica", "Helvetica-Bold", "Times-Italic", "Courier"])
def test_a_total_whose_font_draws_another_digit_than_its_text_is_no_value_and_stops_the_invoice(
    desk: Desk, face: str
) -> None:
    reading = desk.read(told_apart("588.00", "788.00", face), "invoice.pdf")
    assert "total_amount" not in reading.fields or reading.fields["total_amount"].value != "788.00"
    assert [severity for severity, _ in findings(reading, "drawn-otherwise")] == ["error"]
    assert '"788.00"' in findings(reading, "drawn-otherwise")[0][1]


@pytest.mark.parametrize(
    ("shown", "said", "name"),
    [
        ("GBP588.00", "GBP788.00", "total_amount"),
        ("Invoice number: HS-20417", "Invoice number: HS-20717", "number"),
        ("Invoice date: 14 March 2026", "Invoice date: 17 March 2026", "invoice_date"),
    ],
)
def test_a_chosen_value_is_looked_at_however_it_is_written(desk: Desk, shown: str, said: str, name: str) -> None:
    old = "588.00" if name == "total_amount" else shown
    reading = desk.read(told_apart(shown, said, texts=changed(old, shown)), "invoice.pdf")
    assert [severity for severity, _ in findings(reading, "drawn-otherwise")] == ["error"]
    assert name not in reading.fields or reading.fields[name].value not in ("788.00", "HS-20717", "2026-03-17")


def test_small_print_is_drawn_large_enough_to_be_told(desk: Desk) -> None:
    reading = desk.read(told_apart("588.00", "788.00", size=4.7), "invoice.pdf")
    assert [severity for severity, _ in findings(reading, "drawn-otherwise")] == ["error"]


def test_decoys_of_larger_sums_do_not_keep_the_total_from_being_looked_at(desk: Desk) -> None:
    larger = tuple((60, 470 + 12 * n, f"Turnover {2010 + n}: {100_000 + 317 * n}.00") for n in range(13))
    reading = desk.read(told_apart("588.00", "788.00", texts=INVOICE + larger), "invoice.pdf")
    total = reading.fields.get("total_amount")
    assert total is None or total.raw != "788.00"


@pytest.mark.parametrize(
    "face", ["Helvetica", "Helvetica-BoldOblique", "Times-Roman", "Courier-Oblique", "ZapfDingbats"]
)
def test_a_font_that_draws_what_its_text_says_is_believed(desk: Desk, face: str) -> None:
    reading = desk.read(told_apart("588.00", "588.00", face), "invoice.pdf")
    assert findings(reading, "drawn-otherwise") == []


def test_an_account_whose_font_draws_another_digit_than_its_text_is_no_value(desk: Desk) -> None:
    line = "Please pay to IBAN GB33 BUKB 2020 1555 5555 55"
    reading = desk.read(told_apart(line, line.replace("5", "7")), "invoice.pdf")
    assert "vendor_iban" not in reading.fields or "777" not in reading.fields["vendor_iban"].value
    assert "error" in [severity for severity, _ in findings(reading, "drawn-otherwise")]


def layered(texts: tuple[Text, ...]) -> bytes:
    """A scan of the invoice with an invisible text layer."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    canvas.drawImage(ImageReader(scan(dpi=200)), 0, 0, *A4)
    canvas.setFont("Helvetica", 10)
    write(canvas, texts, mode=3)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_the_text_layer_of_a_scan_is_no_hidden_text(desk: Desk) -> None:
    reading = desk.read(layered(INVOICE), "scan.pdf")
    assert {name: reading.fields[name].value for name in ("number", "total_amount")} == {
        "number": "HS-20417",
        "total_amount": "588.00",
    }
    assert reading.method[0].startswith("ocr:")
    assert reading.validation == []


@pytest.mark.parametrize(
    ("name", "printed", "lie"),
    [
        ("total_amount", "588.00", "988.00"),
        ("number", "Invoice number: HS-20417", "Invoice number: HS-20477"),
        ("invoice_date", "Invoice date: 14 March 2026", "Invoice date: 14 March 2025"),
        (
            "vendor_iban",
            "Please pay to IBAN GB33 BUKB 2020 1555 5555 55",
            "Please pay to IBAN DE89 3704 0044 0532 0130 00",
        ),
    ],
)
def test_where_the_text_layer_of_a_scan_says_another_value_the_picture_is_read_and_a_person_is_asked(
    desk: Desk, name: str, printed: str, lie: str
) -> None:
    lying = tuple((x, top, {printed: lie}.get(text, text)) for x, top, text in INVOICE)
    reading = desk.read(layered(lying), "scan.pdf")
    assert reading.fields[name].value == VALUES[name]
    errors = [message for severity, message in findings(reading, "text-layer-differs") if severity == "error"]
    assert len(errors) == 1
    assert lie.split(" ")[-1] in errors[0]


def test_where_the_text_layer_of_a_scan_says_another_sum_that_decides_nothing_people_are_told(desk: Desk) -> None:
    lying = tuple((x, top, {"31.25": "37.25"}.get(text, text)) for x, top, text in INVOICE)
    reading = desk.read(layered(lying), "scan.pdf")
    assert [severity for severity, _ in findings(reading, "text-layer-differs")] == ["warning"]
    assert "37.25" in findings(reading, "text-layer-differs")[0][1]


@pytest.mark.parametrize(
    ("printed", "garbled"),
    [
        ("Invoice date: 14 March 2026", "Invoice date: 14 Maxch 9926"),
        ("588.00", "5B9..00"),
        ("Invoice number: HS-20417", "Invoice number: H5 2O4I9"),
    ],
)
def test_a_layer_that_was_read_badly_says_no_other_value(desk: Desk, printed: str, garbled: str) -> None:
    lying = tuple((x, top, {printed: garbled}.get(text, text)) for x, top, text in INVOICE)
    reading = desk.read(layered(lying), "scan.pdf")
    assert "error" not in [severity for severity, _ in findings(reading, "text-layer-differs")]


def test_print_whose_font_does_not_say_what_it_is_stops_the_invoice(desk: Desk) -> None:
    shown = "Pay to IBAN DE75 5121 0800 1245 1261 99"
    texts = (*INVOICE, (60, 450, shown))
    reading = desk.read(told_apart(shown, "\ufffd" * len(shown), texts=texts), "invoice.pdf")
    assert [severity for severity, _ in findings(reading, "unreadable-print")] == ["error"]
    assert reading.fields["total_amount"].value == "588.00"


@pytest.mark.parametrize("scale", [0.28, 0.32])
def test_fine_print_on_a_picture_of_the_page_is_not_what_is_read(desk: Desk, scale: float) -> None:
    """The picture shows 588.00; the text on it is another invoice in print of three points."""

    def small(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(scan().convert("RGB")), 0, 0, *A4)
        canvas.translate(60, 300)
        canvas.scale(scale, scale)
        write(canvas, changed("588.00", "1548.00"))

    reading = desk.read(paper(small, ()), "invoice.pdf")
    assert reading.fields["total_amount"].value == VALUES["total_amount"]
    assert reading.method[0].startswith("ocr")
