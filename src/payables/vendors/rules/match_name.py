"""How much a paper speaks for a vendor: what was found on it against the vendor master."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

# How far each sign alone is to be trusted. A tax id names one legal person; an IBAN may be a factoring bank's, and a
# name may be written alike by two vendors.
WEIGHT = {"tax_id": 0.97, "iban": 0.95, "name": 0.9}
# (likeness, least likeness, trust): the same words but for slips of reading, and all the words of the shorter name.
_LIKENESSES = ((fuzz.token_sort_ratio, 80.0, 0.85), (fuzz.token_set_ratio, 95.0, 0.6))


def score_of(reasons: Sequence[str]) -> float:
    """Signs that agree strengthen each other: 1 minus the product of their doubts."""
    doubt = 1.0
    for reason in reasons:
        doubt *= 1 - WEIGHT[reason]
    return round(1 - doubt, 4)


def similar_names(key: str, known: Sequence[str], most: int = 5) -> list[tuple[int, float]]:
    """(position in `known`, score) of the names most like `key`, best first. All in the form of `name_key`.

    "Sysco Fods" is like "Foods Sysco", and a little like "Sysco Foods Houston". 20,000 names take about 20 ms.
    """
    best: dict[int, float] = {}
    for likeness, least, trust in _LIKENESSES if key else ():
        for _, score, position in process.extract(key, known, scorer=likeness, limit=most, score_cutoff=least):
            best[position] = max(best.get(position, 0), round(score / 100 * trust, 4))
    return sorted(best.items(), key=lambda found: -found[1])[:most]
