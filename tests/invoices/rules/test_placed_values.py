"""Which values of a paper stand where."""

from payables.invoices.rules.placed_values import placed_values

BOX = [0.1, 0.2, 0.3, 0.4]


def value(text: str, **more: object) -> dict[str, object]:
    return {"value": text, "confidence": 0.9, **more}


def test_values_of_the_header_and_of_lines_are_named_by_their_path() -> None:
    reading = {
        "fields": {"number": value("7", page=2, box=BOX)},
        "items": [{}, {"price": value("2.50", box=BOX), "einvoice": {"id": "1"}}],
        "taxes": [{"rate": value("20", page=1, box=BOX)}],
    }
    assert [(placed.name, placed.page) for placed in placed_values(reading)] == [
        ("number", 2),
        ("items[1].price", 1),
        ("taxes[0].rate", 1),
    ]


def test_what_stands_nowhere_has_no_box_to_draw() -> None:
    due = value("2026-04-13", by="terms")
    instead = value("1", box=BOX)
    assert placed_values({"fields": {"due_date": due, "number": value("2", instead_of=instead)}}) == []
    assert placed_values({}) == []
