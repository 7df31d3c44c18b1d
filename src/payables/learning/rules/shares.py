"""How many papers of each account are learned from, where they are too many together."""

from collections.abc import Mapping
from uuid import UUID


def shares(papers: Mapping[UUID, int], most: int) -> dict[UUID, int]:
    """At most `most` in all: as many of each account as of any other, but for those that have fewer. What cannot be divided
    goes to the largest."""
    found: dict[UUID, int] = {}
    left = most
    smallest_first = sorted(papers, key=lambda account: (papers[account], account))
    for n, account in enumerate(smallest_first):
        found[account] = min(papers[account], left // (len(papers) - n))
        left -= found[account]
    return found
