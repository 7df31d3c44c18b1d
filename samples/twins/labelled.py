"""The labelled set: so many pairs of every kind, the same for the same seed."""

from collections.abc import Iterator
from random import Random

from samples.twins.document import Pair, document
from samples.twins.other import OTHER
from samples.twins.same import SAME

# The set that the tests keep to, and the seed of a set that nothing was tuned on.
FIXED_SEED, FIXED_PER_KIND = 20261121, 12
FRESH_SEED, FRESH_PER_KIND = 7, 60


def labelled(seed: int, per_kind: int) -> Iterator[Pair]:
    for same, kinds in ((True, SAME), (False, OTHER)):
        for name, make in kinds.items():
            random = Random(f"{seed} {name}")
            for _ in range(per_kind):
                yield Pair(name, *make(random, document(random)), same)
