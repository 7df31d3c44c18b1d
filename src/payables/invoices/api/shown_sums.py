"""Sums as the API shows them."""

from payables.invoices.rules.sums import Sums
from payables.invoices.schema.sums import LineSums


def shown_sums(sums: Sums) -> LineSums:
    return LineSums(sums.lines, sums.difference, sums.adds_up)
