"""Which vendor of the company wrote the paper. In doubt none: a person chooses."""

from collections.abc import Sequence
from dataclasses import dataclass

from payables.accounts.model import Company
from payables.extraction.model import Reading
from payables.kit.text import normal_name
from payables.vendors.model import Candidate

LEAST = 0.75  # a similar name needs to be nearly the same; half of its words are not enough
CLEARLY = 0.08  # how far the best must stand before the second


@dataclass(frozen=True, slots=True)
class Signs:
    """What on the paper may point to its vendor. Tax ids in the order they are to be trusted."""

    tax_ids: tuple[str, ...]
    iban: str | None
    name: str | None


def signs_of(reading: Reading, company: Company) -> Signs:
    """The company's own names and tax ids are on every paper it receives, as the buyer's: they point to no vendor."""
    own_ids = {_code(tax_id) for tax_id in company.tax_ids}
    tax_ids = [_value(reading, "vendor_vat_id"), _value(reading, "vendor_tax_number")]
    name = _value(reading, "vendor_name")
    return Signs(
        tuple(text for text in tax_ids if text and _code(text) not in own_ids),
        _value(reading, "vendor_iban"),
        name if name and not _is_own(normal_name(name), company) else None,
    )


def which_vendor(candidates: Sequence[Candidate]) -> int | None:
    """The id of the best candidate, if it is good and clearly before the next one."""
    best, *rest = sorted(candidates, key=lambda c: -c.score) or [None]
    if best is None or best.score < LEAST:
        return None
    second = rest[0].score if rest and rest[0] else 0.0
    return best.vendor.id if best.score - second >= CLEARLY else None


def _is_own(name: str, company: Company) -> bool:
    """Also inside of more words ("Ship to Blue Anchor Hotels"), unless it is a single word that others may have too."""
    own_names = [normal_name(own) for own in (company.name, *company.own_names)]
    return any(name == own or (" " in own and f" {own} " in f" {name} ") for own in own_names)


def _value(reading: Reading, name: str) -> str | None:
    found = reading.fields.get(name)
    return found.value if found and found.value.strip() else None


def _code(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum())
