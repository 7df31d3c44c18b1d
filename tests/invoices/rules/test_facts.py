"""What approval policies may know of an invoice."""

from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest

from payables.approvals.model import GlAccount
from payables.invoices.model import Invoice, InvoiceType, Item, Split, State
from payables.invoices.rules.content import Content
from payables.invoices.rules.facts import Names, facts_of

FOOD, RENT = GlAccount("dim_food", "Food", "5010"), GlAccount("dim_rent", "Rent", "6100")
NAMES = Names({7: "V-7"}, {2: 3}, MappingProxyType({one.id: one for one in (FOOD, RENT)}))
CODED, BARE = {"account": "dim_food"}, dict[str, str]()


def invoice(**changes: Any) -> Invoice:
    plain: dict[str, Any] = dict.fromkeys(Invoice.__dataclass_fields__)
    plain |= {"id": UUID(int=1), "company_id": 1, "location_id": 2, "vendor_id": 7, "type": InvoiceType.INVOICE}
    plain |= {"currency": "USD", "dimensions": {}, "state": State.PENDING_APPROVAL, "source": "api"}
    return Invoice(**{**plain, **changes})


def split(item: int | None, dimensions: dict[str, str]) -> Split:
    return Split(item, None, None, None, dimensions, None)


def known(items: list[Item] | None = None, splits: list[Split] | None = None, **changes: Any) -> Any:
    return facts_of(Content(invoice(**changes), items or [], [], splits or []), NAMES)


LINE, CODED_LINE = Item(id=1), Item(id=2, dimensions=CODED)

UNMAPPED: dict[str, tuple[list[Item], list[Split], dict[str, str], bool]] = {
    "no lines": ([], [], BARE, False),
    "a line without": ([LINE, CODED_LINE], [], BARE, True),
    "all lines with": ([CODED_LINE], [], BARE, False),
    "the header speaks for its lines": ([LINE], [], CODED, False),
    "all parts of the line": ([LINE], [split(1, CODED), split(1, CODED)], BARE, False),
    "a part of the line without": ([LINE], [split(1, CODED), split(1, BARE)], BARE, True),
    "parts of another line": ([LINE], [split(2, CODED)], BARE, True),
    "all parts of the invoice": ([LINE], [split(None, CODED)], BARE, False),
}


@pytest.mark.parametrize("case", UNMAPPED)
def test_which_lines_are_unmapped(case: str) -> None:
    items, splits, header, expected = UNMAPPED[case]
    assert known(items, splits, dimensions=header).has_unmapped_items is expected


def test_coding_of_header_lines_and_splits_counts_alike() -> None:
    found = known(
        [Item(id=1, dimensions={"department": "dim_a"})],
        [split(1, {"account": "dim_rent", "department": "dim_b"})],
        dimensions={"account": "dim_food"},
    )
    assert found.gl_accounts == {FOOD, RENT}
    assert found.department_ids == {"dim_a", "dim_b"}


def test_names_that_stand_beside_it() -> None:
    assert (known().erp_vendor_id, known().group_id) == ("V-7", 3)
    assert (known(vendor_id=None).erp_vendor_id, known(location_id=9).group_id) == (None, None)


@pytest.mark.parametrize(
    ("source", "expected"), [("mail", True), ("edi", True), ("upload", False), ("api", False), ("import", False)]
)
def test_which_ways_in_are_the_vendors_own(source: str, expected: bool) -> None:
    assert known(source=source).received_from_vendor is expected


@pytest.mark.parametrize(("number", "expected"), [(None, False), (" ", False), ("PO-1", True)])
def test_a_blank_is_no_po_number(number: str | None, expected: bool) -> None:
    assert known(purchase_order=number).has_po_number is expected
