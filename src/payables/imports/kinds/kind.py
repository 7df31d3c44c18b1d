"""What a kind of file brings along."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from payables.imports.model import RecordOutcome, Row
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction
from payables.platform.files import FileStore


@dataclass(frozen=True, slots=True)
class Work:
    """Who takes a file in, for which company, and how its numbers are written."""

    tx: Transaction
    caller: Caller
    files: FileStore
    company_id: int
    decimal_mark: str = "."


@dataclass(frozen=True, slots=True)
class Kind:
    """`take_in` answers an outcome for each row, or for each group of rows that make one record; `take_back` answers the
    same outcomes with what became of the undo."""

    columns: Sequence[str]
    aliases: Mapping[str, str]
    needs: Permission
    take_in: Callable[[Work, Sequence[Row]], Awaitable[list[RecordOutcome]]]
    take_back: Callable[[Work, Sequence[RecordOutcome]], Awaitable[list[RecordOutcome]]]
