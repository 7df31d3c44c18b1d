"""What an order becomes of what was sent. Nothing is written here; the caller holds the lock of the order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from payables.kit.errors import FieldError
from payables.purchasing.model import Order, OrderItem
from payables.purchasing.rules.number_key import number_key
from payables.purchasing.rules.order_fields import MOST_LINES, STORED_AS
from payables.purchasing.rules.order_status import facts_of, status_of
from payables.purchasing.rules.sku_key import sku_key

BILLED_MORE = "billed_more_than_ordered"
OWN_OF_LINE = ("external_id", "name", "sku", "quantity", "price", "uom")
NONE = Decimal(0)

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SentLine:
    """A line that was sent, with its dimensions looked up (type -> id), None where it keeps those it has. `existing` is the
    line that it changes; without one it is new."""

    path: str
    values: Values
    dimensions: dict[str, str] | None
    existing: OrderItem | None = None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An order as it will be; `excess`: line -> how much more of it was billed than is ordered from now on."""

    before: Order
    after: Order
    excess: dict[UUID, Decimal]

    @property
    def updated(self) -> list[OrderItem]:
        was = {item.id: item for item in self.before.items}
        return [item for item in self.after.items if item.id in was and item != was[item.id]]

    @property
    def remeasured(self) -> bool:
        """Whether what was delivered may have to be converted anew: a line says otherwise in which unit it is."""
        was = {item.id: item for item in self.before.items}
        return any(_measure(item) != _measure(was[item.id]) for item in self.updated)

    @property
    def added(self) -> list[OrderItem]:
        known = {item.id for item in self.before.items}
        return [item for item in self.after.items if item.id not in known]


def with_header(order: Order, values: Values) -> Order:
    """With the header's new values, by their names in the API; `vendor_id` and `location_id` are taken as they are."""
    known = Order.__dataclass_fields__
    own = {STORED_AS.get(name, name): value for name, value in values.items()}
    changed = replace(order, **{name: value for name, value in own.items() if name in known})
    return replace(changed, number_key=number_key(changed.po_number))


def rewritten(before: Order, header: Order, items: Sequence[OrderItem]) -> Rewritten:
    """`header` is the order with its new fields, `items` are all its lines. What is billed of a line follows a quantity that
    becomes smaller: the order is then flagged, until it is raised or somebody has looked at it."""
    was = {item.id: item for item in before.items}
    excess = {item.id: item.billed - item.quantity for item in items if item.billed > item.quantity}
    raised = any(item.id in was and item.quantity > was[item.id].quantity for item in items)
    problem = header.problem
    if excess:
        problem = BILLED_MORE
    elif raised and problem == BILLED_MORE:
        problem = None
    kept = [replace(item, billed=min(item.billed, item.quantity)) for item in items]
    return Rewritten(before, settled(replace(header, items=kept, problem=problem)), excess)


def settled(order: Order) -> Order:
    """With the status that follows from its facts."""
    return replace(order, status=status_of(facts_of(order)))


def met_lines(items: Sequence[OrderItem], sent: Sequence[SentLine]) -> list[SentLine]:
    """Lines of an order that is sent again, each beside the one it means: by external_id, else the next of the same item
    number and name. A line with another external_id is another one."""
    named = {item.external_id: item for item in items if item.external_id}
    met = {n: named[id] for n, line in enumerate(sent) if (id := line.values.get("external_id")) in named}
    taken = {item.id for item in met.values()}
    like: dict[tuple[str | None, str], list[OrderItem]] = {}
    for item in items:
        if item.id not in taken:
            like.setdefault((sku_key(item.sku), item.name), []).append(item)
    for n, line in enumerate(sent):
        if n not in met and (found := _next_like(like, line.values)):
            met[n] = found
    return [replace(line, existing=met.get(n)) for n, line in enumerate(sent)]


def withdrawn_lines(items: Sequence[OrderItem], met: Sequence[SentLine]) -> list[OrderItem]:
    """Those that the ERP does not send any more: nothing of them is ordered."""
    named = {line.existing.id for line in met if line.existing}
    return [replace(item, quantity=NONE) for item in items if item.id not in named]


def lines_by_id(items: Sequence[OrderItem], sent: Sequence[SentLine]) -> tuple[list[SentLine], list[FieldError]]:
    """Lines of a PATCH, each beside the one that its `id` names, and ids that the order does not have."""
    by_id = {item.id: item for item in items}
    sentence = "The order has no line with this id."
    strangers = [line.path for line in sent if line.values.get("id") and line.values["id"] not in by_id]
    faults = [FieldError(f"{path}.id", sentence, "unknown_line") for path in strangers]
    return [
        replace(line, existing=by_id.get(line.values["id"])) if line.values.get("id") else line for line in sent
    ], faults


def items_after(
    items: Sequence[OrderItem], lines: Sequence[SentLine], new_id: Callable[[], UUID], now: datetime
) -> list[OrderItem]:
    """All lines of the order in their order: those there, changed or not, then the new ones."""
    changed = {line.existing.id: _changed(line.existing, line) for line in lines if line.existing}
    return [changed.get(item.id, item) for item in items] + [
        new_item(line, new_id(), now) for line in lines if line.existing is None
    ]


def faults_of_lines(
    before: Sequence[OrderItem], after: Sequence[OrderItem], lines: Sequence[SentLine]
) -> list[FieldError]:
    """What the order cannot become: two lines of one external_id, too many, or another unit for what was billed in it."""
    faults = [fault for line in lines if (fault := _unit_fault(line))]
    ids = [item.external_id for item in after if item.external_id]
    repeated = {id for id in ids if ids.count(id) > 1} if len(set(ids)) < len(ids) else set[str]()
    sentence = "Another line of the order has this external_id."
    faults += [
        FieldError(f"{line.path}.external_id", sentence, "already_exists")
        for line in lines
        if line.values.get("external_id") in repeated
    ]
    if len(after) > max(MOST_LINES, len(before)):
        faults.append(FieldError("items", f"An order has at most {MOST_LINES} lines.", "too_many_rows"))
    return faults


def new_item(line: SentLine, id: UUID, now: datetime) -> OrderItem:
    own: dict[str, Any] = {name: line.values.get(name) for name in OWN_OF_LINE}
    own |= {"received": NONE, "billed": NONE, "created_at": now, "updated_at": now}
    return OrderItem(id=id, dimensions=line.dimensions or {}, **own)


def _measure(item: OrderItem) -> tuple[str | None, str, str | None]:
    return item.uom, item.name, item.sku


def _changed(item: OrderItem, line: SentLine) -> OrderItem:
    own = {name: line.values[name] for name in OWN_OF_LINE if name in line.values}
    return replace(item, **own, dimensions=item.dimensions if line.dimensions is None else line.dimensions)


def _next_like(like: Mapping[tuple[str | None, str], list[OrderItem]], values: Values) -> OrderItem | None:
    """Taken out of the list. One of the two may have got its external_id since."""
    choices = like.get((sku_key(values.get("sku")), values["name"]), [])
    for at, item in enumerate(choices):
        if item.external_id is None or values.get("external_id") is None:
            return choices.pop(at)
    return None


def _unit_fault(line: SentLine) -> FieldError | None:
    item = line.existing
    if item is None or "uom" not in line.values or not item.billed:
        return None
    if (item.uom or "").casefold() == (line.values["uom"] or "").casefold():
        return None
    sentence = f"This line was billed in {item.uom or 'no unit'}: add a line in the other unit."
    return FieldError(f"{line.path}.uom", sentence, "line_in_use")
