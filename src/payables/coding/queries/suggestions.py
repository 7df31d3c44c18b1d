"""What was learned of lines that have no dimension of a type yet."""

from collections.abc import Sequence

from payables.coding.model import Line, Place, Suggestion
from payables.coding.queries.examples import examples_like
from payables.coding.rules.past import Past
from payables.coding.rules.suggest import suggest
from payables.platform.db import Transaction


async def suggestions_for(tx: Transaction, place: Place, lines: Sequence[Line]) -> list[dict[str, Suggestion]]:
    """Per line: type -> suggestion. Whether the company wants any, its settings say."""
    examples = await examples_like(tx, place, lines) if lines else []
    return suggest(Past(examples), place, lines) if examples else [{} for _ in lines]
