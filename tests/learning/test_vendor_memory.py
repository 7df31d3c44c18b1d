"""A correction of one paper reads the vendor's next one."""

import pytest

from harness.learning import CUSTOMER, correct, harbour, number, odd_paper, read
from harness.tenants import Tenant

pytestmark = pytest.mark.usefixtures("worker")


def test_after_one_correction_the_number_of_the_next_paper_is_right_and_says_why(tenant: Tenant) -> None:
    harbour(tenant)
    first, second = number(), number()
    invoice = read(tenant, odd_paper(first))
    assert invoice["invoice_number"] == CUSTOMER
    correct(tenant, invoice, invoice_number=first)
    following = read(tenant, odd_paper(second))
    assert following["invoice_number"] == second
    told = following["extraction"]["number"]
    assert (told["value"], told["by"]) == (second, "memory")
    assert 0.5 <= told["confidence"] < 0.8
    assert told["box"]
    assert told["instead_of"]["value"] == CUSTOMER
