"""Which line of its order a receipt's line is for, and which of the receipt's own lines was meant."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from payables.kit.errors import FieldError
from payables.purchasing.model import OrderItem, ReceiptItem
from payables.purchasing.rules.receipt_fields import LineSent
from payables.purchasing.rules.sku_key import sku_key

MOST_NAMED = 5  # candidates that a refusal names


@dataclass(slots=True)
class LinesPlanned:
    """What becomes of a receipt's lines; `faults` says why nothing does."""

    changed: list[ReceiptItem] = field(default_factory=list[ReceiptItem])
    new: list[ReceiptItem] = field(default_factory=list[ReceiptItem])
    faults: list[FieldError] = field(default_factory=list[FieldError])


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans lines of one receipt; `ordered` are the lines of its order, `existing` its own."""

    ordered: Sequence[OrderItem]
    existing: Sequence[ReceiptItem]
    new_id: Callable[[], UUID]
    now: datetime

    def replace_all(self, sent: Sequence[LineSent]) -> LinesPlanned:
        """The receipt as it is told once more in full. A line meets the one with its external_id, else one of the same order
        line of which either has none; of a line that is not told any more nothing came."""
        planned = LinesPlanned()
        found = _each_order_line(sent, self.ordered, planned.faults)
        met = _met(found, self.existing)
        for n, (line, ordered) in enumerate(found):
            self._plan(planned, line, ordered, met.get(n))
        told = {item.id for item in met.values()}
        gone = [item for item in self.existing if item.id not in told and item.quantity]
        planned.changed += [replace(item, quantity=Decimal(0)) for item in gone]
        return self._checked(planned)

    def change_some(self, sent: Sequence[LineSent]) -> LinesPlanned:
        """Lines with an id are changed, the others are added."""
        planned, own = LinesPlanned(), {item.id: item for item in self.existing}
        ordered = {item.id: item for item in self.ordered}
        for line in sent:
            item = own.get(line.id) if line.id else None
            if line.id and item is None:
                sentence = "The receipt has no such line: leave the id out to add one."
                planned.faults.append(FieldError(f"{line.path}.id", sentence, "unknown_line"))
            elif item and not line.names_order_line:
                self._plan(planned, line, ordered[item.purchase_order_item], item)
            else:
                for _, meant in _each_order_line([line], self.ordered, planned.faults):
                    self._plan(planned, line, meant, item)
        return self._checked(planned)

    def _plan(self, planned: LinesPlanned, line: LineSent, ordered: OrderItem, item: ReceiptItem | None) -> None:
        if item is None:
            planned.new.append(self._new(line, ordered))
        elif item.purchase_order_item != ordered.id:
            sentence = (
                "This line is for another line of the order: set its quantity to 0 and add one for the right line."
            )
            planned.faults.append(FieldError(f"{line.path}.ottimate_po_item_id", sentence, "read_only_field"))
        elif (after := replace(item, **line.values)) != item:
            planned.changed.append(after)

    def _new(self, line: LineSent, ordered: OrderItem) -> ReceiptItem:
        values = {"external_id": None, "price": None, "uom": None, **line.values}
        return ReceiptItem(
            id=self.new_id(),
            purchase_order_item=ordered.id,
            counted=None,
            billed=Decimal(0),
            created_at=self.now,
            updated_at=self.now,
            **values,  # type: ignore[arg-type]
        )

    def _checked(self, planned: LinesPlanned) -> LinesPlanned:
        """The ERP's ids stay unique among all lines of the receipt."""
        after = {item.id: item for item in (*self.existing, *planned.changed, *planned.new)}
        first: dict[str, UUID] = {}
        for item in after.values():
            if item.external_id and (other := first.setdefault(item.external_id, item.id)) != item.id:
                sentence = f"The line {other} has the external_id {item.external_id}: send its id to change it."
                planned.faults.append(FieldError("items", sentence, "already_exists"))
        return planned


def _each_order_line(
    sent: Iterable[LineSent], ordered: Sequence[OrderItem], faults: list[FieldError]
) -> list[tuple[LineSent, OrderItem]]:
    """Each line beside the order's line that it names; what does not name exactly one is among the faults."""
    by_id = {item.id: [item] for item in ordered}
    by_external_id = {item.external_id: [item] for item in ordered if item.external_id}
    by_sku: dict[str | None, list[OrderItem]] = {}
    for item in ordered:
        by_sku.setdefault(sku_key(item.sku), []).append(item)
    found: list[tuple[LineSent, OrderItem]] = []
    for line in sent:
        if line.order_line is not None:
            near = by_id.get(line.order_line, [])
        elif line.order_line_external_id is not None:
            near = by_external_id.get(line.order_line_external_id, [])
        else:
            near = by_sku.get(sku_key(line.sku), [])
        meant = _meant(line, near)
        if len(meant) == 1:
            found.append((line, meant[0]))
        else:
            faults.append(_not_one(line, meant))
    return found


def _meant(line: LineSent, ordered: Sequence[OrderItem]) -> list[OrderItem]:
    """Those lines that are meant: by their id and the ERP's, both if both are sent, else by sku."""
    if line.order_line is None and line.order_line_external_id is None:
        key = sku_key(line.sku)
        return [item for item in ordered if key and sku_key(item.sku) == key]
    return [
        item
        for item in ordered
        if line.order_line in (None, item.id) and line.order_line_external_id in (None, item.external_id)
    ]


def _not_one(line: LineSent, meant: Sequence[OrderItem]) -> FieldError:
    if not line.names_order_line:
        sentence = "Say which line of the order came: ottimate_po_item_id, po_external_item_id or sku."
        return FieldError(f"{line.path}.ottimate_po_item_id", sentence, "required")
    if not meant:
        sentence = "The order has no such line: read the order for its lines."
        return FieldError(f"{line.path}.{_by(line)}", sentence, "unknown_order_line")
    named = ", ".join(f"{item.id} ({item.name[:40]})" for item in meant[:MOST_NAMED])
    sentence = f"{len(meant)} lines of the order have this sku: send ottimate_po_item_id, one of {named}."
    return FieldError(f"{line.path}.sku", sentence, "ambiguous_order_line")


def _by(line: LineSent) -> str:
    if line.order_line is not None:
        return "ottimate_po_item_id"
    return "po_external_item_id" if line.order_line_external_id is not None else "sku"


def _met(found: Sequence[tuple[LineSent, OrderItem]], existing: Sequence[ReceiptItem]) -> Mapping[int, ReceiptItem]:
    """Place among what was sent -> the line that is there."""
    by_external_id = {item.external_id: item for item in existing if item.external_id}
    met: dict[int, ReceiptItem] = {}
    for n, (line, _) in enumerate(found):
        if item := by_external_id.get(line.values.get("external_id") or ""):
            met[n] = item
    taken = {item.id for item in met.values()}
    waiting: dict[UUID, list[ReceiptItem]] = {}
    for item in existing:
        if item.id not in taken:
            waiting.setdefault(item.purchase_order_item, []).append(item)
    for n, (line, ordered) in enumerate(found):
        if n in met:
            continue
        named = line.values.get("external_id")
        near = [item for item in waiting.get(ordered.id, []) if named is None or item.external_id is None]
        if near:
            met[n] = near[0]
            waiting[ordered.id].remove(near[0])
    return met
