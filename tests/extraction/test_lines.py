"""Line tables: columns found by their words and by arithmetic."""

from extraction.test_languages import read
from payables.extraction.document import read_pages
from payables.extraction.model import Reading
from payables.extraction.page.model import Page, Word


def table(*rows: tuple[tuple[float, str], ...], pages: int = 1) -> list[Page]:
    """Rows of (x, text); a row that holds only (0, 'page') begins a new page."""
    found: list[Page] = [Page(1, 595, 842)]
    top = 60.0
    for row in rows:
        if row == ((0, "page"),):
            found.append(Page(len(found) + 1, 595, 842))
            top = 60.0
            continue
        for x, text in row:
            at = float(x)
            for part in text.split():
                found[-1].words.append(Word(part, at, top, at + 5 * len(part), top + 10))
                at += 5 * len(part) + 3
        top += 14
    return found


def lines(pages: list[Page]) -> list[tuple[str | None, ...]]:
    return triples(read_pages(pages))


def triples(reading: Reading) -> list[tuple[str | None, ...]]:
    return [tuple(c.value if c else None for c in (i.name, i.quantity, i.price, i.amount)) for i in reading.items]


HEADER = ((40, "Description"), (300, "Qty"), (380, "Price"), (460, "Amount"))


def test_columns_are_found_under_their_words() -> None:
    found = lines(table(HEADER, ((40, "Red paint"), (300, "4"), (380, "12.50"), (460, "50.00"))))
    assert found == [("Red paint", "4", "12.50", "50.00")]


def test_arithmetic_decides_where_words_mislead() -> None:
    """'Price' may stand over a unit price and over a line's price."""
    header = ((40, "Artikel"), (300, "Menge"), (380, "Preis"), (460, "Preis"))
    rows = (
        ((40, "Farbe"), (300, "4"), (380, "12,50"), (460, "50,00")),
        ((40, "Pinsel"), (300, "2"), (380, "3,00"), (460, "6,00")),
    )
    assert [r[1:] for r in lines(table(header, *rows))] == [("4", "12.50", "50.00"), ("2", "3.00", "6.00")]


def test_beside_descriptions_a_column_of_items_holds_their_numbers() -> None:
    for first, second in (("Item", "Description"), ("Artikel", "Bezeichnung"), ("Description", "Item")):
        header = ((40, first), (120, second), (300, "Qty"), (380, "Price"), (460, "Amount"))
        words = ("ESP-05", "Espresso blend")[:: -1 if first == "Description" else 1]
        row = ((40, words[0]), (120, words[1]), (300, "6"), (380, "68.50"), (460, "411.00"))
        reading = read_pages(table(header, row))
        assert triples(reading) == [("Espresso blend", "6", "68.50", "411.00")]
        assert [item.sku and item.sku.value for item in reading.items] == ["ESP-05"]


def test_what_counts_up_below_items_or_has_no_digits_is_no_number_of_theirs() -> None:
    for below in (("1", "2"), ("Beans", "Tea")):
        header = ((40, "Item"), (120, "Description"), (300, "Qty"), (380, "Price"), (460, "Amount"))
        first = ((40, below[0]), (120, "Espresso blend"), (300, "6"), (380, "68.50"), (460, "411.00"))
        second = ((40, below[1]), (120, "Green tea"), (300, "2"), (380, "3.00"), (460, "6.00"))
        reading = read_pages(table(header, first, second))
        assert [(item.name and item.name.value, item.sku) for item in reading.items] == [
            ("Espresso blend", None),
            ("Green tea", None),
        ]


def test_a_column_of_codes_holds_the_numbers_whatever_stands_below_items() -> None:
    header = ((40, "Item"), (120, "Description"), (230, "SKU"), (300, "Qty"), (380, "Price"), (460, "Amount"))
    row = ((40, "A-100"), (120, "Espresso blend"), (230, "77-1"), (300, "6"), (380, "68.50"), (460, "411.00"))
    (item,) = read_pages(table(header, row)).items
    assert item.sku is not None
    assert item.sku.value == "77-1"


def test_header_words_that_stand_close_are_told_apart() -> None:
    header = ((40, "Artikel"), (300, "Aantal Prijs"), (440, "BTW Bedrag"))
    row = ((40, "Verf"), (305, "4"), (335, "12,50"), (440, "21%"), (462, "50,00"))
    assert lines(table(header, row)) == [("Verf", "4", "12.50", "50.00")]


def test_a_name_that_wraps_is_joined() -> None:
    rows = (((40, "Red paint for"), (300, "4"), (380, "12.50"), (460, "50.00")), ((40, "wood and metal"),))
    assert lines(table(HEADER, *rows))[0][0] == "Red paint for wood and metal"


def test_an_amount_on_the_second_line_of_an_item_belongs_to_it() -> None:
    rows = (((40, "Red paint"), (300, "4"), (380, "12.50")), ((40, "RAL 3000"), (460, "50.00")))
    assert [r[1:] for r in lines(table(HEADER, *rows))] == [("4", "12.50", "50.00")]


def test_a_discount_column_closes_the_line() -> None:
    header = ((40, "Description"), (250, "Qty"), (320, "Price"), (400, "Discount"), (480, "Amount"))
    row = ((40, "Red paint"), (250, "4"), (320, "12.50"), (400, "10 %"), (480, "45.00"))
    assert lines(table(header, row)) == [("Red paint", "4", "12.50", "45.00")]


def test_a_table_goes_on_over_pages() -> None:
    first, second = (
        ((40, "Paint"), (300, "4"), (380, "12.50"), (460, "50.00")),
        ((40, "Brush"), (300, "2"), (380, "3.00"), (460, "6.00")),
    )
    found = lines(table(HEADER, first, ((0, "page"),), HEADER, second))
    assert [r[0] for r in found] == ["Paint", "Brush"]


def test_sums_under_the_table_are_no_lines() -> None:
    row = ((40, "Paint"), (300, "4"), (380, "12.50"), (460, "50.00"))
    sums = (((380, "Subtotal"), (460, "50.00")), ((380, "VAT 20%"), (460, "10.00")), ((380, "Total"), (460, "60.00")))
    assert len(lines(table(HEADER, row, *sums))) == 1


def test_a_table_by_tax_rate_holds_no_lines() -> None:
    row = ((40, "Paint"), (300, "4"), (380, "12.50"), (460, "50.00"))
    rates = ((40, "Tax rate"), (300, "Net amount"), (460, "Tax amount"))
    found = lines(
        table(HEADER, row, ((40, "Total"), (460, "60.00")), rates, ((40, "20 %"), (300, "50.00"), (460, "10.00")))
    )
    assert len(found) == 1


def test_a_heading_of_zeros_is_no_line_but_a_free_item_is() -> None:
    rows = (
        ((40, "Colours"), (300, "0"), (380, "0.00"), (460, "0.00")),
        ((40, "Paint"), (300, "4"), (380, "12.50"), (460, "50.00")),
        ((40, "Sample"), (300, "1"), (380, "0.00"), (460, "0.00")),
    )
    assert [r[0] for r in lines(table(HEADER, *rows))] == ["Paint", "Sample"]


def test_no_line_is_invented_where_there_is_no_table() -> None:
    assert read("Invoice 4711\nFor our services in May we ask for\nTotal due | $1,200.00").items == []


def test_a_receipts_multiplications_are_its_lines() -> None:
    rows = (
        ((40, "CRUSHED ICE"), (300, "38.00 N")),
        ((60, "8 @ 4.75"),),
        ((40, "BLOCK ICE"), (300, "13.00 N")),
        ((60, "4 @ 3.25"),),
        ((40, "TOTAL"), (300, "51.00")),
    )
    assert lines(table(*rows)) == [("CRUSHED ICE", "8", "4.75", "38.00"), ("BLOCK ICE", "4", "3.25", "13.00")]


def test_a_multiplication_that_does_not_close_is_no_line() -> None:
    assert (
        lines(table(((40, "CRUSHED ICE"), (300, "39.00")), ((60, "8 @ 4.75"),), ((40, "TOTAL"), (300, "51.00")))) == []
    )


def test_an_amount_beside_its_header_is_in_no_column_and_stops_no_reading() -> None:
    rows = (((60, "Description"), (500, "Amount")), ((60, "Consulting in March"), (452, "8588.00")))
    found = read_pages(table(((60, "INVOICE 4711"),), *rows, ((400, "Total GBP"), (452, "8588.00"))))
    assert found.fields["total_amount"].value == "8588.00"
