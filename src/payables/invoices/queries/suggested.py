"""What was learned about the lines of an invoice that are not coded yet."""

from payables.coding.model import Line, Suggestion
from payables.coding.queries.suggestions import suggestions_for
from payables.invoices.model import Item
from payables.invoices.rules.as_coded import line_of, place_of
from payables.invoices.rules.content import Content
from payables.invoices.rules.splits import types_of_all_parts
from payables.platform.db import Transaction


async def suggested(tx: Transaction, content: Content) -> dict[int, dict[str, Suggestion]]:
    """Line -> type -> suggestion. A line that is split is coded by its parts."""
    lines = [_line(content, item) for item in content.items]
    found = await suggestions_for(tx, place_of(content.invoice), lines)
    return {line.id: suggestions for line, suggestions in zip(lines, found, strict=True) if suggestions}


def _line(content: Content, item: Item) -> Line:
    line = line_of(item)
    parts = types_of_all_parts(content.splits, item.id)
    return Line(line.id, line.name, line.description, line.sku, {**parts, **line.dimensions})
