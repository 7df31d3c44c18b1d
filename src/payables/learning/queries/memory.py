"""A vendor's memory, as the next reading would use it."""

from payables.learning.model import Memory
from payables.learning.queries.papers import lessons_of
from payables.learning.rules.habits import memory_of
from payables.platform.db import Transaction


async def memory_of_vendor(tx: Transaction, company_id: int, vendor_id: int) -> tuple[int, Memory]:
    """How many papers it is made of, and field -> memory."""
    lessons = await lessons_of(tx, company_id, vendor_id)
    return len(lessons), memory_of(lessons)
