"""Whether the lines add up is one answer: for the finding, for the gate and for the solver."""

from decimal import Decimal

import pytest

from payables.extraction.checks.arithmetic import Arithmetic, arithmetic
from payables.extraction.checks.totals import check_totals
from payables.extraction.model import Field, Line, Reading


def paper(amounts: list[str], total: str) -> Reading:
    fields = {name: Field(total, 0.9, box=[0, 0, 1, 1]) for name in ("net_amount", "total_amount")}
    return Reading("pdf", ["text"], 1, fields=fields, items=[Line(amount=Field(a, 0.9)) for a in amounts])


@pytest.mark.parametrize(
    ("amounts", "total", "closes"),
    [
        (["10.00"] * 20, "200.00", True),
        (["10.00"] * 20, "200.08", True),  # half a cent a line
        (["10.00"] * 20, "200.11", False),
        (["10.00"] * 2, "20.03", False),
        (["-10.00"] * 2, "20.00", True),  # a credit memo's lines with a minus, its sums without
    ],
)
def test_what_closes_for_the_gate_has_no_finding_and_what_is_open_has_one(
    amounts: list[str], total: str, *, closes: bool
) -> None:
    reading = paper(amounts, total)
    assert arithmetic(reading) is (Arithmetic.CLOSES if closes else Arithmetic.OPEN)
    assert [f.rule for f in check_totals(reading)] == ([] if closes else ["lines-close"])
    assert Decimal(reading.fields["total_amount"].value) == Decimal(total)
