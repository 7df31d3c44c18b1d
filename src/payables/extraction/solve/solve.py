"""From the readings of sums and tables to the most probable whole: sums, lines, what is taken off and what is put on."""

from dataclasses import replace
from decimal import Decimal

from payables.extraction.fields.net import LABELS as NET_LABELS
from payables.extraction.lines.model import Table
from payables.extraction.lines.read import tables
from payables.extraction.model import Adjustment, Field, Line
from payables.extraction.page.document import Document, once
from payables.extraction.ranking.settled import settled
from payables.extraction.solve.adjustments import adjustment, candidates
from payables.extraction.solve.choose import Chosen, choose
from payables.extraction.solve.conclude import concluded
from payables.extraction.solve.deductions import commission, is_owed, older_debt, prepaid
from payables.extraction.solve.joint import decide
from payables.extraction.solve.model import Deduction, Readings, Scored, Solved, Sums
from payables.extraction.solve.readings import doubting_items, printed_sums, readings
from payables.extraction.solve.taxes import taxes

DOUBTFUL = 0.5
LEFT_DOUBT, MOST_SURE = 0.4, 0.99
FORCED = 0.9  # of the confidence of what forces a value that is not printed
ITS_OWN = 0.9  # how sure it is that what remains without an older debt is this paper's total
SUBTOTAL = (
    0.4  # weight of a label from which an amount is a sum that lines may come to, though it is not the paper's net
)
LEAST = 0.1  # a sum that is less sure and closes with nothing is not taken


@once
def solve(document: Document) -> Solved:
    """Fields total_amount, net_amount, total_tax, and prepaid_amount with amount_due where the paper says them."""
    found = readings(document)
    sums_printed = printed_sums(document)
    line_tables = tables(document, sums_printed)
    of_items = _item_rows(line_tables)
    found = doubting_items(found, _item_rows([t for t in line_tables if len(t.readings[0].items) > 1]))
    sums = decide(found, _line_sums(line_tables), of_items)
    taken = commission(document, found)
    if taken is None and sums.total.candidate and (debt := older_debt(found, sums.total.candidate)):
        sums = replace(sums, total=Scored(sums.total.chance, debt.after), sure=(sums.sure[0] * ITS_OWN, *sums.sure[1:]))
    owed = taken if taken and is_owed(document, taken) else None
    fields = _fields(sums) if taken is None else _by_commission(taken, sums, owed is not None)
    chosen = _lines(line_tables, of_items, found, fields, taken)
    solved = Solved(_settled(_proven(fields, chosen), chosen), _surer(chosen))
    solved.taxes = taxes(document, solved.fields, of_items)
    _adjust(solved, chosen, owed)
    _pay(solved, found, sums)
    return solved


def _line_sums(line_tables: list[Table]) -> frozenset[Decimal]:
    """Of tables with several rows or rows that multiply: one row that equals a sum says nothing."""
    readings_ = (r for t in line_tables for r in t.readings if len(r.items) > 1 or r.closed)
    return frozenset(abs(s) for r in readings_ if (s := r.sum))


def _item_rows(line_tables: list[Table]) -> frozenset[int]:
    """The places of rows that are items by the best reading of a table that multiplies."""
    return frozenset(place for t in line_tables for r in t.readings[:1] if r.closed for place in r.rows)


def _fields(sums: Sums) -> dict[str, Field]:
    named = zip(("total_amount", "net_amount", "total_tax"), (sums.total, sums.net, sums.tax), sums.sure, strict=True)
    fields = {name: _field(scored, sure, sums) for name, scored, sure in named if scored.value is not None}
    kept = {name: f for name, f in fields.items() if sums.closing or f.confidence >= LEAST}
    return kept if sums.closing else kept | concluded(kept)


def _field(scored: Scored, sure: float, sums: Sums) -> Field:
    """A value that is not printed has no box, and is no surer than those that force it."""
    if scored.candidate is not None:
        return scored.candidate.field(sure)
    page = next((s.candidate.row.page.number for s in (sums.net, sums.total) if s.candidate), 1)
    return Field(f"{scored.value:f}", round(min(sure, *sums.sure[:2]) * FORCED, 3), page)


def _by_commission(taken: Deduction, sums: Sums, owed: bool) -> dict[str, Field]:
    """What is due after the agency's commission is the total, or the gross sum where nothing is due yet; a commission is
    no tax."""
    doubt = 1.0
    for scored, sure in zip((sums.total, sums.net), sums.sure, strict=False):
        if scored.candidate and scored.value in (Decimal(taken.before.value), Decimal(taken.after.value)):
            doubt *= 1 - sure
    fields = {"total_amount": (taken.after if owed else taken.before).field(1 - 0.5 * doubt)}
    tax = sums.tax.candidate
    if tax is not None and Decimal(tax.value) == 0:
        fields["total_tax"] = tax.field(sums.sure[2])
    return fields


def _lines(
    line_tables: list[Table],
    of_items: frozenset[int],
    found: Readings,
    fields: dict[str, Field],
    taken: Deduction | None,
) -> Chosen:
    named = [taken.before.value] if taken else []
    named += [fields[n].value for n in ("net_amount", "total_amount") if n in fields]
    targets = list(dict.fromkeys(map(Decimal, named)))
    subtotals = [
        Decimal(c.value) for c in found.printed if NET_LABELS.near(c) >= SUBTOTAL and Decimal(c.value) not in targets
    ]
    others = [c for c in found.printed if c.order not in of_items]
    return choose(line_tables, targets, subtotals, candidates(others, frozenset(abs(t) for t in targets)))


def _proven(fields: dict[str, Field], chosen: Chosen) -> dict[str, Field]:
    """Lines that lead to the sums prove them once more: they and the tax are read from other places of the paper."""
    if chosen.target is not None and len(chosen.items) > 1:
        for name in ("net_amount", "total_amount", "total_tax"):
            if (field := fields.get(name)) and field.confidence >= DOUBTFUL:
                field.confidence = round(min(MOST_SURE, 1 - (1 - field.confidence) * LEFT_DOUBT), 3)
    return fields


def _settled(fields: dict[str, Field], chosen: Chosen) -> dict[str, Field]:
    for name, field in fields.items():
        field.confidence = settled(name, field.confidence, has_lines=bool(chosen.items))
    return fields


def _surer(chosen: Chosen) -> list[Line]:
    """Lines that add up to a sum are surer; quantity and price of one that does not multiply stay doubtful."""
    if chosen.target is not None and len(chosen.items) > 1:
        for item in chosen.items:
            for cell in (item.quantity, item.price, item.amount):
                if cell and (cell is item.amount or cell.confidence >= DOUBTFUL):
                    cell.confidence = round(max(cell.confidence, min(0.98, cell.confidence + 0.3)), 3)
    return chosen.items


def _adjust(solved: Solved, chosen: Chosen, taken: Deduction | None) -> None:
    for signed in chosen.adjustments:
        (solved.allowances if signed[0] < 0 else solved.charges).append(adjustment(signed))
    if taken is not None:
        solved.allowances.append(_taken(taken))


def _taken(taken: Deduction) -> Adjustment:
    """A commission of which only the rate is printed is concluded: it has no place on the paper."""
    if taken.candidate is None:
        return Adjustment(Field(f"{taken.amount:f}", 0.8, taken.after.row.page.number), Field(taken.reason, 0.8))
    return adjustment((-taken.amount, taken.candidate))


def _pay(solved: Solved, found: Readings, sums: Sums) -> None:
    """What was paid before, where the paper says what is still due."""
    if sums.total.candidate is None or "total_amount" not in solved.fields:
        return
    if before := prepaid(found, sums.total.candidate):
        sure = min(solved.fields["total_amount"].confidence, 0.9)
        candidate = before.candidate
        printed = candidate is not None and abs(Decimal(candidate.value)) == before.amount
        field = (
            candidate.field(sure)
            if candidate and printed
            else Field(f"{before.amount:f}", sure, before.after.row.page.number)
        )
        solved.fields["prepaid_amount"] = Field(
            f"{before.amount:f}", field.confidence, field.page, field.box, field.raw
        )
        solved.fields["amount_due"] = before.after.field(sure)
