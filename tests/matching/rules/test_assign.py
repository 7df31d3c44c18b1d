"""The best pairs of two sides."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from payables.matching.rules.assign import MOST_EXACT, assign

weights = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(min_value=1, max_value=10_000), max_size=25
)


@given(weights)
def test_no_other_pairs_come_to_more(weights: dict[tuple[int, int], int]) -> None:
    pairs = assign(weights)
    assert len(set(pairs.values())) == len(pairs)
    assert pairs.items() <= weights.keys()
    assert sum(weights[pair] for pair in pairs.items()) == _best(weights)


@given(weights)
def test_the_same_weights_give_the_same_pairs_in_whatever_order(weights: dict[tuple[int, int], int]) -> None:
    assert assign(dict(reversed(weights.items()))) == assign(weights)


def test_what_is_too_large_is_paired_best_first() -> None:
    side = MOST_EXACT + 10
    weights = {(one, other): 100 if one == other else 50 for one in range(side) for other in range(side)}
    assert assign(weights) == {one: one for one in range(side)}


def _best(weights: dict[tuple[int, int], int]) -> int:
    return max(
        sum(weights.get((one, other), 0) for one, other in enumerate(others)) for others in permutations(range(5))
    )
