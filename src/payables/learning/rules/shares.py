"""How many papers of each account are learned from, where they are too many together."""

from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID


def shares(papers: Mapping[UUID, int], most: int, turn: str = "") -> dict[UUID, int]:
    """Of each account that has a share: at most `most` papers in all, as many of each account as of any other, but for those
    that have fewer. What cannot be divided goes to the largest; where there are more accounts than papers to be taken, they
    take turns: another `turn` takes others."""
    found: dict[UUID, int] = {}
    left = most
    at_turn = sorted(papers, key=lambda account: _place(account, turn))[:most]
    smallest_first = sorted(at_turn, key=lambda account: (papers[account], account))
    for n, account in enumerate(smallest_first):
        found[account] = min(papers[account], left // (len(smallest_first) - n))
        left -= found[account]
    return found


def _place(account: UUID, turn: str) -> bytes:
    return sha256(f"{turn} {account}".encode()).digest()
