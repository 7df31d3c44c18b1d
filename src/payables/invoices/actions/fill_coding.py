"""Fill in dimensions that nobody has given: what mapping rules and confirmed lines of the past say of an invoice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from payables.audit.actions.record import record
from payables.coding.actions.apply_coding import apply_coding
from payables.coding.model import BY_MACHINE, HEADER, Coded, Origin, Source
from payables.coding.queries.origins import origins_of, standing
from payables.invoices.model import Item
from payables.invoices.rules.as_coded import header_of, lines_of, place_of
from payables.invoices.rules.content import Content
from payables.invoices.rules.matched import as_ordered
from payables.platform.db import Transaction

Wanted = Callable[[Item], bool]
Found = Mapping[int, Mapping[str, Origin]]


@dataclass(frozen=True, slots=True)
class Filled:
    """The content with what was found, and that alone: line (0 is the header) -> type -> origin."""

    content: Content
    found: Found


async def fill_new(tx: Transaction, content: Content) -> tuple[Content, Coded]:
    """Of an invoice that is being entered. Its lines have no ids yet: what was found stands in their order."""
    invoice = content.invoice
    ordered = as_ordered(content.matched, content.items)
    coded = await apply_coding(tx, place_of(invoice), header_of(content), lines_of(content, content.items), ordered)
    items = [_with(item, found) for item, found in zip(content.items, coded.lines, strict=True)]
    return replace(content, invoice=_with(invoice, coded.header), items=items), coded


async def fill(tx: Transaction, content: Content, wanted: Wanted, *, header: bool) -> Filled:
    """Of the lines that are wanted, and of the header if that is; types that they have are left alone."""
    invoice, items = content.invoice, [item for item in content.items if wanted(item)]
    if not items and not header:
        return Filled(content, {})
    ordered = as_ordered(content.matched, items)
    coded = await apply_coding(tx, place_of(invoice), header_of(content), lines_of(content, items), ordered)
    found = {item.id: origins for item, origins in zip(items, coded.lines, strict=True) if origins}
    if header and coded.header:
        found[HEADER] = coded.header
    return Filled(_filled(content, found), found)


async def fill_anew(tx: Transaction, content: Content, wanted: Wanted) -> Filled:
    """What rules and suggestions have put there is looked up anew, since the vendor or the location is another one. A
    header or a line that a person has coded stays as it is, unless the line is wanted all the same."""
    invoice = content.invoice
    written = (await origins_of(tx, [invoice.id])).get(invoice.id, {})
    coded = {HEADER: invoice.dimensions} | {item.id: item.dimensions for item in content.items}
    now = {at: standing(written.get(at, {}), dimensions) for at, dimensions in coded.items()}
    free = {at for at in coded if not _by_person([*written.get(at, {}).values(), *now[at].values()])}
    bare = {at: _sent(now[at]) if at in free else dict(coded[at]) for at in coded}
    items = [replace(item, dimensions=bare[item.id]) for item in content.items]
    emptied = replace(content, invoice=replace(invoice, dimensions=bare[HEADER]), items=items)
    return await fill(tx, emptied, lambda item: item.id in free or wanted(item), header=HEADER in free)


def record_filled(tx: Transaction, invoice: UUID, found: Found) -> None:
    """Each value in the history, with where it came from."""
    if not found:
        return
    told = {str(item): {type_: _told(o) for type_, o in origins.items()} for item, origins in found.items()}
    header = told.pop(str(HEADER), None)
    after: dict[str, Any] = {"coded": told} | ({"coded_header": header} if header else {})
    record(tx, "invoice.coded", "invoice", invoice, after=after, message=_sentence(found))


def _filled(content: Content, found: Found) -> Content:
    items = [_with(item, found.get(item.id, {})) for item in content.items]
    return replace(content, invoice=_with(content.invoice, found.get(HEADER, {})), items=items)


def _with(coded: Any, found: Mapping[str, Origin]) -> Any:
    """An invoice or a line with more dimensions; the very same where there are none."""
    if not found:
        return coded
    return replace(coded, dimensions={**coded.dimensions, **{t: o.dimension_id for t, o in found.items()}})


def _by_person(origins: Iterable[Origin]) -> bool:
    return any(origin.source is Source.PERSON for origin in origins)


def _sent(origins: Mapping[str, Origin]) -> dict[str, str]:
    return {t: o.dimension_id for t, o in origins.items() if o.dimension_id and o.source not in BY_MACHINE}


def _told(origin: Origin) -> dict[str, Any]:
    told = {"dimension_id": origin.dimension_id, "source": origin.source, "reason": origin.reason}
    if origin.rule_id:
        told["rule_id"] = str(origin.rule_id)
    if origin.confidence is not None:
        told["confidence"] = str(origin.confidence)
    return told


def _sentence(found: Found) -> str:
    values = [(type_, origin.source) for origins in found.values() for type_, origin in origins.items()]
    kinds: Sequence[tuple[str, Source]] = sorted(set(values))
    words = {
        Source.PURCHASE_ORDER: "as ordered",
        Source.RULE: "by mapping rules",
        Source.LEARNED: "as learned",
    }
    told = [f"{type_.upper()} of {_places(values.count((type_, s)))} {words[s]}" for type_, s in kinds]
    return f"Coded: {', '.join(told)}."


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"
