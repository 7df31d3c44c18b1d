"""The keys by which a paper's names, mail domains and phones find vendors; store.py makes a vendor's in the same forms."""

from collections.abc import Iterable
from itertools import pairwise

from payables.vendors.rules.identifiers import name_key

LONGEST = 60  # letters of a name without blanks
EDGE = 6
MOST_WORDS = 6  # of a name that stands within more text
MOST_KEYS = 2000  # of one paper


def exact_key(key: str) -> str:
    """Of a name in the form of `name_key`: blanks that a scan lost or doubled do not matter."""
    return "n" + key.replace(" ", "")[:LONGEST]


def likeness_keys(name: str) -> set[str]:
    """Those of which a vendor with a similar name has at least one."""
    key = name_key(name)
    words, whole = key.split(), key.replace(" ", "")
    if not whole:
        return set()
    pairs = {f"b{a} {b}" for a, b in pairwise(words)}
    return {exact_key(key), "h" + whole[:EDGE], "t" + whole[-EDGE:]} | {"w" + w for w in words if len(w) > 2} | pairs


def domain_keys(domains: Iterable[str]) -> set[str]:
    return {"d" + domain.lower() for domain in domains}


def account_keys(accounts: Iterable[str]) -> set[str]:
    """Of accounts in normal form."""
    return {"i" + account for account in accounts}


def phone_key(phone: str) -> str | None:
    """The last eight digits: country and trunk prefixes differ from paper to paper. None for fewer than seven."""
    digits = "".join(c for c in phone if c.isascii() and c.isdigit())
    return "p" + digits[-8:] if len(digits) > 6 else None
