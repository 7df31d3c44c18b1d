"""Find dimensions for an invoice and its lines: by mapping rules first, by what was learned after them.

A purchase order's coding belongs before the rules: its lines know best what they were ordered for.
"""

from collections.abc import Mapping, Sequence

from payables.coding.model import Coded, Line, Origin, Place
from payables.coding.queries import mapping_rules
from payables.coding.rules.mapping import code_header, code_line
from payables.platform.db import Transaction


async def apply_coding(tx: Transaction, place: Place, header: Mapping[str, str], lines: Sequence[Line]) -> Coded:
    """Of the types that are not there yet: what is there is never touched. Nothing is written."""
    rules = await mapping_rules.applicable(tx, place, lines)
    if not rules:
        return Coded({}, [{} for _ in lines])
    coded: list[Mapping[str, Origin]] = [code_line(rules, place, line) for line in lines]
    return Coded(code_header(rules, place, header), coded)
