"""Cells that a spreadsheet would run instead of show. Nobody is called so: whoever opens an export, or a list of
vendors in a spreadsheet, must not run what a file has brought in."""

import re

from payables.imports.model import Row
from payables.kit.errors import FieldError
from payables.kit.formulas import sign_of

# A phone number may begin with a plus, an amount with a sign.
_NUMBER = re.compile(r"[+\-][0-9 ()/.,\-]*")


def faults_of(row: Row) -> list[FieldError]:
    return [
        FieldError(field, "The cell is a formula: write its value instead.", "formula")
        for field, cell in row.values.items()
        if sign_of(cell) and not _NUMBER.fullmatch(cell)
    ]
