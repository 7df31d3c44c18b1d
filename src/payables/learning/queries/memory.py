"""A vendor's memory, as the next reading would use it."""

from payables.learning.model.memory import Memory
from payables.learning.queries.papers import Taught, lessons_of
from payables.learning.rules.habits import memory_of
from payables.platform.db import Transaction


async def memory_of_vendor(tx: Transaction, company_id: int, vendor_id: int) -> tuple[list[Taught], Memory]:
    """The papers that it is made of, oldest first, and field -> memory."""
    papers = await lessons_of(tx, company_id, vendor_id)
    return papers, memory_of(paper.lessons for paper in papers)
