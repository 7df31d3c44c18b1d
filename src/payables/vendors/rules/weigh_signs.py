"""How much a paper speaks for each vendor: what was found on it against the vendor master."""

from collections.abc import Sequence
from dataclasses import dataclass

from payables.vendors.model import Candidate, Signs, Vendor
from payables.vendors.rules.identifiers import name_key
from payables.vendors.rules.keys import MOST_KEYS, account_keys, domain_keys, exact_key, likeness_keys, phone_key
from payables.vendors.rules.match_name import likeness, unlike
from payables.vendors.rules.printed import Printed, runs_of_words, standing_alone

# How far each sign alone is to be trusted. A tax id names one legal person; an IBAN may be a factoring bank's, and a
# name may be written alike by two vendors.
WEIGHT = {"tax_id": 0.97, "iban": 0.95, "name": 0.9, "domain": 0.8, "phone": 0.8}
FOREIGN_IBAN = 0.7  # the account is the vendor's, but the paper is clearly of somebody else: a person looks at it
OTHER_NAME = 0.8  # a name that the reading weighed and did not choose, at its surest
PRINTED = (0.78, 0.8)  # within more text, and as a whole text
BESIDE_ANOTHER = 0.7  # and where the reading is sure of quite another name: too little alone
SURE_NAME = 0.9  # from this confidence on a name that is unlike the vendor's speaks against other signs


@dataclass(frozen=True)
class Sought:
    """The signs in the forms they are looked up and compared in."""

    names: list[tuple[str, float]]
    printed: dict[str, list[Printed]]
    domains: set[str]
    phones: set[str]
    keys: list[str]


def sought_by(signs: Signs, ibans: Sequence[str] = ()) -> Sought:
    """`ibans` are those of the signs in normal form."""
    names = [(key, read.confidence) for read in signs.names if (key := name_key(read.name))]
    printed = runs_of_words(signs.printed, signs.own_names)
    domains, phones = domain_keys(signs.domains), {key for phone in signs.phones if (key := phone_key(phone))}
    like = [key for name, _ in names for key in sorted(likeness_keys(name))]
    keys = list(dict.fromkeys([*account_keys(ibans), *domains, *phones, *like, *printed]))[:MOST_KEYS]
    return Sought(names, printed, domains, phones, keys)


def weighed(
    found: Sequence[tuple[Vendor, frozenset[str]]], sought: Sought, tax_ids: Sequence[str], ibans: Sequence[str]
) -> list[Candidate]:
    """Those that anything speaks for, best first; with each vendor come the keys that found it."""
    held = {vendor.tax_id for vendor, _ in found}
    tax_id = next((id for id in tax_ids if id in held), None)
    exact = {vendor.id: exact_key(name_key(vendor.erp_vendor_name)) for vendor, _ in found}
    alone = standing_alone(sought.printed, exact.values())
    weights = [(v, _weights(v, keys, sought, tax_id, ibans, alone.get(exact[v.id]))) for v, keys in found]
    candidates = [Candidate(v, _together(w), tuple(sorted(w, key=lambda r: -w[r]))) for v, w in weights if w]
    return sorted(candidates, key=lambda c: (-c.score, c.vendor.id))


def _weights(
    vendor: Vendor, keys: frozenset[str], sought: Sought, tax_id: str | None, ibans: Sequence[str], whole: bool | None
) -> dict[str, float]:
    """By reason. Of several reasons that are all names the strongest counts alone."""
    weights: dict[str, float] = {}
    key = name_key(vendor.erp_vendor_name)
    if tax_id and vendor.tax_id == tax_id:
        weights["tax_id"] = WEIGHT["tax_id"]
    if any(account in ibans for account in vendor.accounts):
        weights["iban"] = FOREIGN_IBAN if _names_another(key, sought) else WEIGHT["iban"]
    reason, weight = max((*_by_names(key, sought), _by_print(key, whole, sought)), key=lambda found: found[1])
    if weight:
        weights[reason] = weight
    if keys & sought.domains:
        weights["domain"] = WEIGHT["domain"]
    if keys & sought.phones:
        weights["phone"] = WEIGHT["phone"]
    return weights


def _by_names(key: str, sought: Sought) -> list[tuple[str, float]]:
    """By the name that the reading chose, and by those that it did not choose."""
    if not key or not sought.names:
        return []
    (chosen, _), *others = sought.names
    same = exact_key(chosen) == exact_key(key)
    found = [("name", WEIGHT["name"]) if same else ("similar_name", likeness(chosen, key))]
    for other, _ in others:
        alike = 1.0 if exact_key(other) == exact_key(key) else likeness(other, key)
        found.append(("other_name", round(OTHER_NAME * alike, 4)))
    return found


def _by_print(key: str, whole: bool | None, sought: Sought) -> tuple[str, float]:
    if whole is None:
        return "printed_name", 0.0
    return "printed_name", BESIDE_ANOTHER if _names_another(key, sought) else PRINTED[whole]


def _names_another(key: str, sought: Sought) -> bool:
    return bool(sought.names) and sought.names[0][1] >= SURE_NAME and unlike(sought.names[0][0], key)


def _together(weights: dict[str, float]) -> float:
    """Signs that agree strengthen each other: 1 minus the product of their doubts."""
    doubt = 1.0
    for weight in weights.values():
        doubt *= 1 - weight
    return round(1 - doubt, 4)
