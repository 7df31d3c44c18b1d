"""Policies that come after others must not come after themselves, however long the way round is."""

from collections.abc import Mapping, Sequence
from uuid import UUID


def comes_after_itself(policy: UUID, after: Mapping[UUID, Sequence[UUID]]) -> bool:
    """`after`: every policy -> those that it comes after, the one in question as it is wanted."""
    seen: set[UUID] = set()
    next_ones = list(after.get(policy, ()))
    while next_ones:
        one = next_ones.pop()
        if one == policy:
            return True
        if one not in seen:
            seen.add(one)
            next_ones += after.get(one, ())
    return False
