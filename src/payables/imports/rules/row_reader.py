"""The cells of a row as values, with every fault found at once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from payables.imports.model import Row
from payables.imports.rules import cells
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.text import clean_text

Value = TypeVar("Value")


class RowReader:
    """Reads the cells of one row; an empty cell is None, and so is a wrong one, which is noted."""

    def __init__(self, row: Row, decimal_mark: str) -> None:
        self.faults: list[FieldError] = []
        self._values = row.values
        self._decimal_mark = decimal_mark

    def text(self, name: str, longest: int) -> str | None:
        return self._read(name, lambda cell: clean_text(cell, longest))

    def amount(self, name: str) -> Decimal | None:
        return self._read(name, lambda cell: cells.amount(cell, self._decimal_mark))

    def day(self, name: str) -> date | None:
        return self._read(name, cells.day)

    def number(self, name: str) -> int | None:
        return self._read(name, cells.number)

    def yes_or_no(self, name: str) -> bool | None:
        return self._read(name, cells.yes_or_no)

    def need(self, name: str, sentence: str = "This cell is required.") -> None:
        if name not in self._values:
            self.faults.append(FieldError(name, sentence, "required"))

    def check(self) -> None:
        """Raises InvalidFields."""
        if self.faults:
            raise InvalidFields(self.faults)

    def _read(self, name: str, read: Callable[[str], Value]) -> Value | None:
        cell = self._values.get(name)
        try:
            return read(cell) if cell is not None else None
        except BadValueError as error:
            self.faults.append(FieldError(name, error.sentence, error.code))
            return None
