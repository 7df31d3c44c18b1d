"""How like each other two names are."""

from rapidfuzz import fuzz

LEAST, TRUST = 80.0, 0.85  # the same words but for slips of reading
PART = 0.6  # all the words of the shorter name and no others
SQUEEZED = 88.0  # least likeness of the names without blanks, for blanks that a scan lost


def likeness(one: str, other: str) -> float:
    """0 to 0.85, of names in the form of `name_key`: "Sysco Fods" is like "Foods Sysco", and a little like "Sysco Foods
    Houston"; a word more makes another name of it, however short the word is."""
    if not one or not other:
        return 0.0
    if _is_part(one, other) or _is_part(other, one):
        return PART
    words, whole = fuzz.token_sort_ratio(one, other), fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""))
    best = max(words if words >= LEAST else 0.0, whole if whole >= SQUEEZED else 0.0)
    return round(TRUST * best / 100, 4)


def unlike(one: str, other: str) -> bool:
    """Do the names have next to nothing in common?"""
    return fuzz.token_set_ratio(one, other) < 60 and fuzz.partial_ratio(one, other) < 70


def _is_part(one: str, other: str) -> bool:
    """Are the words of the one, as they are, some of the other's?"""
    return len(one) < len(other) and set(one.split()) < set(other.split())
