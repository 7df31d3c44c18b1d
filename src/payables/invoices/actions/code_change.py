"""What a change means for the coding of an invoice: what a person set is theirs from now on, and what nobody has set is
looked up."""

from collections.abc import Mapping

from payables.coding.actions.keep_origins import keep_origins
from payables.coding.actions.learn_setting import learn_setting
from payables.coding.actions.move_examples import move_examples
from payables.coding.model import HEADER, Origin, Source
from payables.coding.queries.origins import BY_PERSON
from payables.invoices.actions.fill_coding import Filled, fill, fill_anew, record_filled
from payables.invoices.rules.as_coded import line_of, place_of
from payables.invoices.rules.content import Content
from payables.invoices.store import lines as store
from payables.platform.db import Transaction

Named = Mapping[int, frozenset[str]]


async def code_change(
    tx: Transaction, before: Content, after: Content, named: Named, *, everything: bool = False
) -> Content:
    """The content with what was found for it, its lines written. `named`: line (0 is the header) -> the types that the
    change gave or took away.

    New lines are looked up; all that no person has coded is, when the vendor or the location is another one; and with
    `everything` whatever has no value.
    """
    await keep_origins(tx, after.invoice.id, _by_person(after, named))
    await _learn(tx, before, after, named)
    known = {item.id for item in before.items}
    if place_of(before.invoice) != place_of(after.invoice):
        filled = await fill_anew(tx, after, lambda item: everything or item.id not in known)
    else:
        filled = await fill(tx, after, lambda item: everything or item.id not in known, header=everything)
    await _write(tx, after, filled)
    return filled.content


async def _learn(tx: Transaction, before: Content, after: Content, named: Named) -> None:
    place, invoice = place_of(after.invoice), after.invoice.id
    if place != place_of(before.invoice):
        await move_examples(tx, place, invoice)
    await learn_setting(tx, place, invoice, [line_of(item) for item in after.items], named)


def _by_person(content: Content, named: Named) -> dict[int, dict[str, Origin]]:
    now = {HEADER: content.invoice.dimensions} | {item.id: item.dimensions for item in content.items}
    return {
        at: {type_: Origin(Source.PERSON, now[at].get(type_), BY_PERSON) for type_ in sorted(types)}
        for at, types in named.items()
    }


async def _write(tx: Transaction, before: Content, filled: Filled) -> None:
    after = filled.content
    was = {item.id: item for item in before.items}
    await store.update_items(tx, after.invoice.id, [item for item in after.items if item != was[item.id]])
    await keep_origins(tx, after.invoice.id, filled.found)
    values = {HEADER: before.invoice.dimensions} | {id: item.dimensions for id, item in was.items()}
    new = {
        at: {t: origin for t, origin in origins.items() if values[at].get(t) != origin.dimension_id}
        for at, origins in filled.found.items()
    }
    record_filled(tx, after.invoice.id, {at: origins for at, origins in new.items() if origins})
