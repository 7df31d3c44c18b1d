"""The values that were chosen, held against how the page draws their digits."""

from collections.abc import Callable, Mapping, Sequence

from payables.extraction.model import Field, Reading
from payables.extraction.page.hidden import drawn_as_another

LOOKED_AT = (
    "number",
    "invoice_date",
    "due_date",
    "total_amount",
    "net_amount",
    "total_tax",
    "vendor_iban",
    "vendor_vat_id",
    "purchase_order",
)
MOST = 300  # values of a page that are looked at, header fields first

# Whether a digit within each place (shares of the upright page) is drawn as another one.
Look = Callable[[Sequence[Sequence[float]]], Sequence[bool]]


def check_drawn(reading: Reading, looks: Mapping[int, Look]) -> None:
    """A header field or a line's amount whose digits look like other ones is no value; `looks` are by the pages that have a text
    layer."""
    for number, look in looks.items():
        placed = [(value, value.box) for value in _chosen(reading) if value.page == number and value.box][:MOST]
        if not placed:
            continue
        lies = look([box for _, box in placed])
        lying = [value for (value, _), lie in zip(placed, lies, strict=True) if lie]
        if lying:
            text = " ".join(dict.fromkeys(value.raw or value.value for value in lying))
            reading.validation.append(drawn_as_another(number, text))
            _take_out(reading, lying)


def _chosen(reading: Reading) -> list[Field]:
    amounts = [item.amount for item in reading.items if item.amount]
    return [*(value for name, value in reading.fields.items() if name in LOOKED_AT), *amounts]


def _take_out(reading: Reading, lying: Sequence[Field]) -> None:
    out = {id(value) for value in lying}
    reading.fields = {name: value for name, value in reading.fields.items() if id(value) not in out}
    for item in reading.items:
        if id(item.amount) in out:
            item.amount = None
