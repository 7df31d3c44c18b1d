"""The pairs of two sides whose weights come to the most together."""

from collections.abc import Iterator, Mapping
from math import inf

Weights = Mapping[tuple[int, int], int]  # of those pairs that may be made
MOST_EXACT = 50  # sides larger than this are paired greedily, best pair first


def assign(weights: Weights) -> dict[int, int]:
    """One side -> the other, each at most once. The same weights give the same pairs."""
    pairs: dict[int, int] = {}
    for part in _parts(weights):
        ours, theirs = sorted({one for one, _ in part}), sorted({other for _, other in part})
        small = max(len(ours), len(theirs)) <= MOST_EXACT
        pairs |= _best(part, ours, theirs) if small else _greedy(part)
    return pairs


def _parts(weights: Weights) -> Iterator[dict[tuple[int, int], int]]:
    """Pairs that share neither side with those of another part are chosen apart."""
    leads: dict[tuple[str, int], tuple[str, int]] = {}

    def lead(node: tuple[str, int]) -> tuple[str, int]:
        while leads.setdefault(node, node) != node:
            leads[node] = leads[leads[node]]
            node = leads[node]
        return node

    for one, other in sorted(weights):
        leads[lead(("other", other))] = lead(("one", one))
    parts: dict[tuple[str, int], dict[tuple[int, int], int]] = {}
    for pair in sorted(weights):
        parts.setdefault(lead(("one", pair[0])), {})[pair] = weights[pair]
    yield from parts.values()


def _greedy(weights: Weights) -> dict[int, int]:
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for (one, other), _ in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return pairs


def _best(weights: Weights, ours: list[int], theirs: list[int]) -> dict[int, int]:
    """The Hungarian method with potentials; each of ours may also stay alone, at the cost of a pair of no weight."""
    columns: list[int | None] = [*theirs, *(None for _ in ours)]
    cost = [[-weights.get((one, other), 0) if other is not None else 0 for other in columns] for one in ours]
    row_of = _matched_rows(cost, len(columns))
    found = {
        ours[row]: other
        for other, row in zip(columns, row_of, strict=True)
        if row is not None and other is not None and (ours[row], other) in weights
    }
    return dict(sorted(found.items()))


def _matched_rows(cost: list[list[int]], width: int) -> list[int | None]:
    """Column -> row of the cheapest matching of all rows; there are at least as many columns as rows. Counted from 1
    inside, where row and column 0 stand for none."""
    of_row, of_column = [0] * (len(cost) + 1), [0] * (width + 1)
    row_of = [0] * (width + 1)
    for row in range(1, len(cost) + 1):
        row_of[0] = row
        column, way = _shortest(cost, of_row, of_column, row_of)
        while column:
            row_of[column] = row_of[way[column]]
            column = way[column]
    return [row - 1 if row else None for row in row_of[1:]]


def _shortest(
    cost: list[list[int]], of_row: list[int], of_column: list[int], row_of: list[int]
) -> tuple[int, list[int]]:
    """The cheapest way from the row of column 0 to a free column, which is answered with the way; adjusts the potentials."""
    slack: list[float] = [inf] * len(of_column)
    way, seen, column = [0] * len(of_column), [False] * len(of_column), 0
    while column == 0 or row_of[column]:
        seen[column] = True
        row = row_of[column]
        for other in range(1, len(of_column)):
            if seen[other]:
                continue
            reduced = cost[row - 1][other - 1] - of_row[row] - of_column[other]
            if reduced < slack[other]:
                slack[other], way[other] = reduced, column
        nearest = min((other for other in range(1, len(of_column)) if not seen[other]), key=slack.__getitem__)
        step = int(slack[nearest])
        for other in range(len(of_column)):
            if seen[other]:
                of_row[row_of[other]] += step
                of_column[other] -= step
            else:
                slack[other] -= step
        column = nearest
    return column, way
