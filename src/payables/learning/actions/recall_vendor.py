"""Weigh a paper that was just read by what its vendor's earlier papers taught."""

from payables.extraction.model import Reading
from payables.learning.queries.papers import lessons_of
from payables.learning.rules.habits import memory_of
from payables.learning.rules.recall import recall
from payables.platform.db import Transaction


async def recall_vendor(tx: Transaction, company_id: int, vendor_id: int | None, reading: Reading) -> Reading:
    """The reading itself where nothing was corrected, no vendor is known, or the paper is an e-invoice."""
    if vendor_id is None or reading.is_xml:
        return reading
    papers = await lessons_of(tx, company_id, vendor_id)
    return recall(reading, memory_of(paper.lessons for paper in papers))
