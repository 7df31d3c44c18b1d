"""An e-invoice may ask for less than its total, and for more only by what rounding makes of it."""

import pytest

from extraction.desk import Desk
from extraction.einvoices import UBL, UBL_CREDIT

PREPAID = b'<cbc:PrepaidAmount currencyID="EUR">38.00</cbc:PrepaidAmount>'
DUE = b'<cbc:PayableAmount currencyID="EUR">200.00'


def told(desk: Desk, xml: bytes, stated: str, due: str) -> list[str]:
    """`stated` stands in place of what was paid before."""
    assert PREPAID in xml and DUE in xml
    changed = xml.replace(PREPAID, stated.encode()).replace(DUE, DUE.replace(b"200.00", due.encode()))
    return [f.message for f in desk.read(changed, "invoice.xml").validation if f.severity == "error"]


def amount(name: str, value: str) -> str:
    return f'<cbc:{name} currencyID="EUR">{value}</cbc:{name}>'


@pytest.mark.parametrize("xml", [UBL, UBL_CREDIT], ids=["invoice", "credit note"])
def test_nothing_less_than_nothing_was_paid_before(desk: Desk, xml: bytes) -> None:
    [prepaid, due] = told(desk, xml, amount("PrepaidAmount", "-10000.00"), "10238.00")
    assert prepaid.startswith("The invoice states -10000.00 as paid before")
    assert due.startswith("The amount due is 10238.00, and the total is 238.00.")


@pytest.mark.parametrize(("by", "due"), [("10000.00", "10238.00"), ("-5.00", "233.00")])
def test_rounding_by_more_than_one_is_none(desk: Desk, by: str, due: str) -> None:
    assert told(desk, UBL, amount("PayableRoundingAmount", by), due)[0].startswith(f"The invoice is rounded by {by}")


@pytest.mark.parametrize(
    ("stated", "due"), [(("PayableRoundingAmount", "0.50"), "238.50"), (("PrepaidAmount", "238.00"), "0.00")]
)
def test_rounding_to_whole_francs_and_sums_paid_before_are_no_fault(
    desk: Desk, stated: tuple[str, str], due: str
) -> None:
    assert told(desk, UBL, amount(*stated), due) == []
