"""What a line table is made of, from the numbers of a row to the readings that a table may have."""

from dataclasses import dataclass, field
from decimal import Decimal

from payables.extraction.lines.roles import is_gross, roles_of
from payables.extraction.model import Line
from payables.extraction.page.model import Word
from payables.extraction.page.rows import Row


@dataclass(slots=True)
class Number:
    """A number of a row with its words. `percent` where a percent sign follows, `money` where it has cents or stands beside
    a currency, `unit` is what follows it in its cell."""

    value: Decimal
    raw: str
    words: list[Word]
    percent: bool = False
    money: bool = False
    unit: str = ""
    end: float = 0.0  # of the unit, where one follows

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1


@dataclass(slots=True)
class TableRow:
    """`strict` rows stand under a sum: only arithmetic makes them items. `order` is the row's place in the document."""

    row: Row
    order: int
    numbers: list[Number] = field(default_factory=list[Number])
    below: list[Row] = field(default_factory=list[Row])  # further lines of the same item
    summing: bool = False
    strict: bool = False

    @property
    def bottom(self) -> float:
        return (self.below or [self.row])[-1].y1


@dataclass(slots=True)
class Column:
    """Where a header word stands and which roles it may name; several rows of words over one column are joined."""

    text: str
    x0: float
    x1: float

    @property
    def roles(self) -> tuple[str, ...]:
        return roles_of(self.text)

    @property
    def gross(self) -> bool:
        return is_gross(self.text)


@dataclass(frozen=True, slots=True)
class Roles:
    """Indexes of columns of numbers; None where the table has none."""

    quantity: int | None = None
    price: int | None = None
    amount: int | None = None
    discount: int | None = None
    rate: int | None = None


@dataclass(slots=True)
class TableReading:
    """One way to read a table: its items, how well header and arithmetic speak for it, how many rows multiply, and the
    places of its rows in the document."""

    items: list[Line]
    worth: float
    closed: int
    rows: frozenset[int] = frozenset()

    @property
    def sum(self) -> Decimal | None:
        """Of all amounts; None where one is missing."""
        amounts = [Decimal(i.amount.value) for i in self.items if i.amount]
        return sum(amounts, Decimal(0)) if amounts and len(amounts) == len(self.items) else None


@dataclass(slots=True)
class Table:
    """The best readings of one table, best first; `first` is the place of its header or first row in the document."""

    first: int
    readings: list[TableReading]
