"""Whatever JSON a client sends, it becomes values of the right types or faults that name their field."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from payables.invoices.model import InvoiceType, Item
from payables.invoices.rules.fields import read_header, read_line, read_new_lines, read_place
from payables.invoices.rules.images import read_images, read_sent_images
from payables.invoices.rules.lines import applied, read_changes

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["USD", "JPY", "2026-11-20", "2026-02-30", "invoice", "7", "a.pdf", "JVBERi0="]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
HEADER: dict[str, type | tuple[type, ...]] = {
    "ottimate_location_id": int,
    "ottimate_vendor_id": int,
    "erp_vendor_id": str,
    "erp_vendor_name": str,
    "invoice_number": str,
    "invoice_date": date,
    "due_date": date,
    "posting_date": date,
    "total_amount": Decimal,
    "total_tax": Decimal,
    "discount_amount": Decimal,
    "purchase_order": str,
    "notes": str,
    "currency": str,
    "type": InvoiceType,
    "dimensions": dict,
    "custom_fields": dict,
}
LINE: dict[str, type] = {
    "id": int,
    "name": str,
    "sku": str,
    "unit": str,
    "quantity": Decimal,
    "price": Decimal,
    "amount": Decimal,
    "is_taxed": bool,
    "dimensions": dict,
    "custom_fields": dict,
}


def fields(names: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from([*names, "item", "status", "unknown"]), JSON, max_size=6)


@given(fields(HEADER), st.sampled_from(["USD", "JPY", "KWD"]))
def test_every_field_of_a_header_is_read_or_named(sent: dict[str, Any], currency: str) -> None:
    header = read_header(sent, currency)
    faulty = {fault.field for fault in header.faults}
    assert faulty.isdisjoint(header.values)
    assert {*faulty, *header.values} >= sent.keys() & HEADER.keys()
    assert all(value is None or isinstance(value, HEADER[name]) for name, value in header.values.items())
    assert all(value >= 0 for name, value in header.values.items() if isinstance(value, Decimal))


@given(JSON | fields(LINE), st.sampled_from(["USD", "JPY"]))
def test_every_field_of_a_line_is_read_or_named(sent: Any, currency: str) -> None:
    line = read_line(sent, currency)
    assert isinstance(sent, dict) or line.faults
    assert all(value is None or isinstance(value, LINE[name]) for name, value in line.values.items())


@given(st.lists(JSON | fields(LINE), max_size=4))
def test_every_line_of_a_change_is_carried_out_or_named(sent: list[Any]) -> None:
    items = [Item(id=7, name="Flour", quantity=Decimal(2), price=Decimal(3), amount=Decimal(6))]
    changes, failures = read_changes(items, sent, "USD")
    assert sorted([*failures, *(change.index for change in changes)]) == list(range(len(sent)))
    for change in changes:
        line = applied(change, {}, "USD")
        assert isinstance(line, Item) == (change.existing is not None)


@given(JSON)
def test_new_lines_files_and_places_never_fail_otherwise(sent: Any) -> None:
    lines, faults = read_new_lines(sent, "USD")
    assert faults or len(lines) == len(sent or [])
    images, faults = read_images(sent, 1000)
    assert faults or len(images) == len(sent)
    assert read_place({"ottimate_location_id": sent}).faults or isinstance(int(sent), int)
    read_sent_images({"raw_images": sent, "image_urls": sent}, 1000)
