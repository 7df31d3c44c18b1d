"""What was learned about the lines of an invoice that are not coded yet."""

from payables.coding.model import Suggestion
from payables.coding.queries.suggestions import suggestions_for
from payables.invoices.rules.as_coded import lines_of, place_of
from payables.invoices.rules.content import Content
from payables.platform.db import Transaction


async def suggested(tx: Transaction, content: Content) -> dict[int, dict[str, Suggestion]]:
    """Line -> type -> suggestion."""
    lines = lines_of(content, content.items)
    found = await suggestions_for(tx, place_of(content.invoice), lines)
    return {line.id: suggestions for line, suggestions in zip(lines, found, strict=True) if suggestions}
