"""Every field of an invoice and of a line is classified: none can escape an approval unseen."""

from dataclasses import fields

import pytest

from payables.invoices.model import Draft, Invoice, Item, LineDraft
from payables.invoices.rules.field_table import ANSWERING, COVERED, INVOICE, LINE, OWN, OWN_OF_LINE, Field, Part
from payables.invoices.rules.fields import read_header, read_line
from payables.invoices.schema.bodies import InvoiceBody, InvoiceChange, InvoiceItemBody, InvoiceItemChange
from payables.invoices.schema.invoice import InvoiceDetail, ItemObject
from payables.invoices.store.invoices import CHANGED, ENTERED
from payables.invoices.store.lines import LINE_TYPES


@pytest.mark.parametrize(("record", "table"), [(Invoice, INVOICE), (Item, LINE)], ids=["invoice", "line"])
def test_every_field_is_classified(record: type, table: dict[str, Field]) -> None:
    assert {field.name for field in fields(record)} == table.keys()


def test_whatever_an_approval_covers_is_named_by_something_or_never_changes() -> None:
    nameless = {name for name in COVERED if not (INVOICE[name].own or INVOICE[name].named_by)}
    assert nameless == {"company_id"}


def test_what_is_covered_and_can_be_sent_answers() -> None:
    sent = {field.own for field in INVOICE.values() if field.own and field.part is Part.CONTENT}
    assert sent | {"ottimate_location_id", "ottimate_vendor_id", "erp_vendor_id", "dimensions"} <= ANSWERING
    assert ANSWERING.isdisjoint({"notes", "custom_fields"})


def test_what_is_taken_over_is_read_from_what_is_sent() -> None:
    header, line = read_header(dict.fromkeys(OWN), "USD"), read_line(dict.fromkeys(OWN_OF_LINE), "USD")
    assert {*header.values, *(fault.field for fault in header.faults)} == OWN.keys()
    assert {*line.values, *(fault.field for fault in line.faults)} == set(OWN_OF_LINE)


def test_what_is_taken_over_is_documented_and_shown() -> None:
    assert OWN.keys() <= set(InvoiceBody.__struct_fields__) & set(InvoiceChange.__struct_fields__)
    assert set(OWN_OF_LINE) <= set(InvoiceItemBody.__struct_fields__) & set(InvoiceItemChange.__struct_fields__)
    assert OWN.keys() <= set(InvoiceDetail.__struct_fields__)
    assert set(OWN_OF_LINE) <= set(ItemObject.__struct_fields__)


def test_what_is_written_are_fields_of_what_it_is_written_from() -> None:
    assert set(ENTERED) <= {field.name for field in fields(Draft)}
    assert set(CHANGED) <= INVOICE.keys()
    assert LINE_TYPES.keys() == {field.name for field in fields(LineDraft)}
