"""A paper that shows its net and its tax and no total."""

import pytest

from extraction.test_languages import read

PAPER = """
    Harbour Supplies Ltd
    INVOICE HS-20417
    Invoice date: 14 March 2026
    Canvas | 2 | 245.00 | 490.00
    Subtotal | GBP 490.00
    VAT 20% | GBP 98.00
    {total}"""


def test_the_net_is_no_sure_total_where_a_tax_is_on_top_of_it() -> None:
    found = read(PAPER.format(total=""))
    assert [f.rule for f in found.validation if f.rule == "total-is-net"] == ["total-is-net"]
    assert found.fields["total_amount"].confidence <= 0.5


@pytest.mark.parametrize("total", ["Total | GBP 588.00", "Amount due | GBP 588.00"])
def test_a_paper_with_its_total_has_no_such_doubt(total: str) -> None:
    found = read(PAPER.format(total=total))
    assert (found.fields["total_amount"].value, found.validation) == ("588.00", [])


def test_a_tax_within_the_sum_is_none_on_top() -> None:
    found = read("Corner Shop\nReceipt 17\nTea | 12.00\nSubtotal | 12.00\nTotal | 12.00\nVAT 20% included | 2.00")
    assert [f.rule for f in found.validation if f.rule == "total-is-net"] == []
