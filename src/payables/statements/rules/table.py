"""A table of a statement, from a CSV file or a PDF, as lines and balances. What cannot be read is named, never guessed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from payables.extraction.page.language import plain
from payables.extraction.statement_table.columns import is_header, kind_of_row, role_of, words_of
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError
from payables.kit.formulas import sign_of
from payables.statements.errors import UnreadableStatement
from payables.statements.model import EntryType
from payables.statements.rules.entries import MOST_FAULTS
from payables.statements.rules.printed import Style, amount_of, day_of, style_of

AMOUNTS = ("amount", "open_amount", "debit", "credit", "balance")
DATES = ("date", "due_date")

_TYPES = {
    EntryType.CREDIT_MEMO: "credit memo, credit note, cm, cn, crn, credit, gutschrift, gs, rechnungskorrektur, avoir, av, "
    "note de credit, abono, nota de credito, factura rectificativa, nota di credito, nc, nota credito, creditnota, creditfactuur",
    EntryType.PAYMENT: "payment, pmt, pay, payment received, receipt, cheque, check, chk, zahlung, zahlungseingang, ze, reglement, "
    "paiement, virement, pago, cobro, transferencia, pagamento, bonifico, incasso, betaling, ontvangst",
}
_TYPE_OF = {name.strip(): type for type, names in _TYPES.items() for name in names.split(",")}
# A phone number may begin with a plus, an amount with a sign.
_NUMBER = re.compile(r"[+\-\u2212][0-9 ()/.,'\-]*\D{0,4}")

Value = TypeVar("Value")


@dataclass(slots=True)
class Table:
    """`rows`: cells under the header, each row with the path that faults name it by."""

    header: list[str]
    rows: list[tuple[str, list[str]]]


@dataclass(slots=True)
class Found:
    """Rows of lines as rules/entries.py takes them, and the balances that the table says."""

    rows: list[tuple[str, dict[str, Any]]] = field(default_factory=list[tuple[str, dict[str, Any]]])
    opening: Decimal | None = None
    closing: Decimal | None = None


def read_table(
    table: Table,
    currency: str,
    faults: list[FieldError],
    decimal_mark: str | None = None,
    date_order: str | None = None,
) -> Found:
    """Raises UnreadableStatement where the columns are not known; what is wrong with cells is added to the faults."""
    roles = _roles(table.header)
    named = [(path, _named(roles, cells)) for path, cells in table.rows]
    amounts = [cells[role] for _, cells in named for role in AMOUNTS if role in cells]
    dates = [cells[role] for _, cells in named for role in DATES if role in cells]
    reading = _Reading(currency, style_of(amounts, dates, decimal_mark, date_order), roles, faults)
    found = Found()
    for path, cells in named:
        if len(faults) >= MOST_FAULTS:
            break
        reading.take(found, path, cells)
    return found


def _roles(header: Sequence[str]) -> list[str | None]:
    """Of two amounts the open one counts: it is what the balance is made of. Debit and credit beside an amount say it again."""
    roles = [role_of(cell) for cell in header]
    if not is_header(roles):
        sentence = "a header is needed that names a date, a number, and an amount or debit and credit."
        raise UnreadableStatement(reason=sentence)
    if "open_amount" in roles:
        roles = [None if role == "amount" else "amount" if role == "open_amount" else role for role in roles]
        roles = [None if role in ("debit", "credit") else role for role in roles]
    if "amount" in roles and "debit" not in roles:
        roles = [None if role == "credit" else role for role in roles]  # alone it is what was paid, not the other side
    told = [role for role in roles if role and role != "description"]
    if twice := sorted({role for role in told if told.count(role) > 1}):
        raise UnreadableStatement(reason=f"two columns say {twice[0].replace('_', ' ')}.")
    return roles


def _named(roles: Sequence[str | None], cells: Sequence[str]) -> dict[str, str]:
    named: dict[str, str] = {}
    for role, cell in zip(roles, cells, strict=False):
        if role and cell.strip():
            named[role] = f"{named[role]} {cell.strip()}" if role in named else cell.strip()
    return named


class _Reading:
    """Reads one row after the other into what was found."""

    def __init__(self, currency: str, style: Style, roles: Sequence[str | None], faults: list[FieldError]) -> None:
        self.currency = currency
        self.style = style
        self.in_two = "amount" not in roles
        self.faults = faults

    def take(self, found: Found, path: str, cells: dict[str, str]) -> None:
        """Rows of balances are recognised by their words, and by having no number of a document."""
        before = len(self.faults)
        self._check_formulas(path, cells)
        self._check_currency(path, cells)
        kind = _kind_of(cells)
        if kind in ("opening", "closing"):
            self._take_balance(found, path, cells, kind)
        elif kind is None and cells.keys() - {"balance", "description", "currency"}:
            values = self._line(path, cells)
            if len(self.faults) == before:
                found.rows.append((path, values))
                found.closing = None  # a total before the last line was that of a part

    def _take_balance(self, found: Found, path: str, cells: dict[str, str], kind: str) -> None:
        """What the running balance says where there is one; sums of debit and credit else."""
        if "balance" in cells:
            value = self._read(f"{path}.balance", cells["balance"], self._amount)
        else:
            value = self._amount_in(path, cells)
        if value is not None and kind == "opening" and found.opening is None:
            found.opening = value
        elif value is not None and kind == "closing":
            found.closing = value

    def _line(self, path: str, cells: dict[str, str]) -> dict[str, Any]:
        return {
            "number": cells.get("number"),
            "date": self._day(f"{path}.date", cells.get("date")),
            "due_date": self._day(f"{path}.due_date", cells.get("due_date")),
            "amount": self._amount_in(path, cells),
            "type": self._type(cells),
        }

    def _amount_in(self, path: str, cells: dict[str, str]) -> Decimal | None:
        if self.in_two:
            return self._in_two(path, cells)
        amount = self._read(f"{path}.amount", cells.get("amount"), self._amount)
        two = self._in_two(path, cells)
        if amount is None or not two or abs(amount) == abs(two) or _kind_of(cells) is not None:
            return amount
        sentence = "Amount, and debit or credit, say different things: write one of them, or the same."
        self.faults.append(FieldError(f"{path}.amount", sentence, "contradiction"))
        return None

    def _in_two(self, path: str, cells: dict[str, str]) -> Decimal | None:
        debit = self._read(f"{path}.debit", cells.get("debit"), self._amount)
        credit = self._read(f"{path}.credit", cells.get("credit"), self._amount)
        if debit and credit and _kind_of(cells) is None:
            self.faults.append(FieldError(f"{path}.credit", "A line is a debit or a credit, not both.", "invalid"))
        if debit is None and credit is None:
            return None
        # a credit with a minus is a credit all the same: some print the sign as well as the column
        return (debit or Decimal(0)) - abs(credit or Decimal(0))

    def _type(self, cells: dict[str, str]) -> EntryType | None:
        """By the type's own column; a word that is not known says nothing, and the sign decides."""
        return _TYPE_OF.get(words_of(cells.get("type", "")))

    def _amount(self, cell: str) -> Decimal:
        return amount_of(cell, self.currency, self.style)

    def _day(self, path: str, cell: str | None) -> date | None:
        return self._read(path, cell, lambda text: day_of(text, self.style))

    def _read(self, path: str, cell: str | None, read: Callable[[str], Value]) -> Value | None:
        try:
            return read(cell) if cell is not None else None
        except BadValueError as error:
            self.faults.append(FieldError(path, error.sentence, error.code))
            return None

    def _check_formulas(self, path: str, cells: dict[str, str]) -> None:
        for name, cell in cells.items():
            if sign_of(cell) and not _NUMBER.fullmatch(cell):
                self.faults.append(
                    FieldError(f"{path}.{name}", "The cell is a formula: write its value instead.", "formula")
                )

    def _check_currency(self, path: str, cells: dict[str, str]) -> None:
        if "currency" in cells and plain(cells["currency"]).strip() != self.currency.lower():
            sentence = f"The statement is in {self.currency}: every line is in the same currency."
            self.faults.append(FieldError(f"{path}.currency", sentence, "another_currency"))


def _kind_of(cells: dict[str, str]) -> str | None:
    """opening, closing or carried; None for a line. Words stand in the column of numbers, types or descriptions, or where
    a date would."""
    if "date" in cells and "number" in cells and kind_of_row(cells["number"]) is None:
        return None
    told = (cells[name] for name in ("number", "description", "type", "date") if name in cells)
    return next((kind for cell in told if (kind := kind_of_row(cell))), None)
