"""Which vendor of the company wrote the paper, and why. In doubt none: a person chooses."""

from collections.abc import Iterator, Sequence

from payables.accounts.model import Company
from payables.capture.model import VendorMatch, VendorSaid
from payables.extraction.accounts import accounts_of
from payables.extraction.fields.contacts import OF_ANYBODY
from payables.extraction.model import Reading
from payables.invoices.actions.compare_vendor import compare_vendor
from payables.invoices.model import Reason
from payables.kit.look_alikes import as_latin
from payables.kit.text import normal_name
from payables.vendors.model import Candidate, ReadName, Signs, Vendor

LEAST = 0.75  # a similar name needs to be nearly the same; half of its words are not enough
CLEARLY = 0.08  # how far the best must stand before the second
NUMBERS = {"tax_id", "iban"}  # signs that one vendor alone should have
NAMES = {"name", "similar_name", "other_name", "printed_name"}
READ_NAMES = {"name", "similar_name"}
SPOKEN = {
    "tax_id": "tax id", "iban": "account", "name": "name", "similar_name": "name", "other_name": "another name on it",
    "printed_name": "a name printed on it", "domain": "mail or web address", "phone": "phone number",
}  # fmt: skip
SHOWN = 3  # candidates of which the match tells


def signs_of(reading: Reading, company: Company) -> Signs:
    """The company's own names and tax ids are on every paper it receives, as the buyer's: they point to no vendor."""
    own_ids = {_code(tax_id) for tax_id in company.tax_ids}
    tax_ids = (_value(reading, "vendor_vat_id"), _value(reading, "vendor_tax_number"))
    email, domain, phone = (_value(reading, name) for name in ("vendor_email", "vendor_domain", "vendor_phone"))
    domains = [text for text in (email and email.rpartition("@")[2].lower(), domain) if text and text not in OF_ANYBODY]
    return Signs(
        tax_ids=tuple(text for text in tax_ids if text and _code(text) not in own_ids),
        ibans=tuple(accounts_of(reading)),
        names=tuple(_names(reading, company)),
        printed=tuple(reading.printed),
        own_names=(company.name, *company.own_names),
        domains=tuple(text for text in dict.fromkeys(domains) if not _is_own_domain(text, company)),
        phones=(phone,) if phone else (),
    )


def which_vendor(candidates: Sequence[Candidate]) -> VendorMatch | None:
    """The best candidate, if it is good and clearly before the next one; None where nothing points to any."""
    if not candidates:
        return None
    ranked = sorted(candidates, key=lambda c: -c.score)
    best = ranked[0]
    chosen = best.score >= LEAST and all(_is_before(best, other) for other in ranked[1:])
    others = [c for c in ranked[1 if chosen else 0 : SHOWN] if c.score >= LEAST - CLEARLY or not chosen]
    return VendorMatch(
        vendor_id=best.vendor.id if chosen else None,
        by=list(best.reasons) if chosen else [],
        score=best.score,
        others=[VendorSaid(c.vendor.id, c.vendor.erp_vendor_name, list(c.reasons), c.score) for c in others],
    )


def reasons_of(
    match: VendorMatch | None, candidates: Sequence[Candidate], reading: Reading, company: Company
) -> list[Reason]:
    """What a person has to look at: two vendors that the paper may be of, a name, an account or a tax id that is not the
    vendor's."""
    if match is None:
        return []
    if match.vendor_id is None:
        rivals = [other for other in match.others if other.score >= LEAST - CLEARLY]
        return [_in_doubt(rivals[0], rivals[1])] if len(rivals) > 1 else []
    vendor = next(c.vendor for c in candidates if c.vendor.id == match.vendor_id)
    named = next((read.name for read in _names(reading, company)), None)
    found = [
        *_other_name(match, vendor, named),
        *_other_letters(vendor, named),
        *compare_vendor(vendor, reading, company),
    ]
    return list({reason.code: reason for reason in reversed(found)}.values())


def _is_before(best: Candidate, other: Candidate) -> bool:
    """Clearly stronger; or with all that speaks for the other and more: of branches with one tax id the name decides. Never
    against a number of the other's that the best has not, nor against the paper's name where no name speaks for the best: the
    name of one on the account of another is nobody's."""
    best_by, other_by = set(best.reasons), set(other.reasons)
    if (other_by - best_by) & NUMBERS or (other.score >= LEAST and other_by & READ_NAMES and not best_by & NAMES):
        return False
    return best.score - other.score >= CLEARLY or best_by > other_by


def _other_name(match: VendorMatch, vendor: Vendor, named: str | None) -> list[Reason]:
    """A tax id names one legal person, whatever brand the paper bears. Anything else does not stand against another name."""
    if named is None or {"tax_id", *NAMES} & set(match.by):
        return []
    sentence = (
        f'The {_spoken(match.by)} on the paper is that of {vendor.erp_vendor_name}, and the name is "{named[:100]}": choose '
        "the vendor."
    )
    return [Reason("vendor_in_doubt", sentence, "ottimate_vendor_id")]


def _other_letters(vendor: Vendor, named: str | None) -> list[Reason]:
    """Whoever writes a known name in letters that only look like its own wants to be taken for it."""
    read, known = normal_name(named or ""), normal_name(vendor.erp_vendor_name)
    if as_latin(read) == read or as_latin(known) != known or as_latin(read) != known:
        return []
    sentence = (
        f"The name on the paper is written with letters of another alphabet that look like those of "
        f"{vendor.erp_vendor_name}: choose the vendor."
    )
    return [Reason("vendor_in_doubt", sentence, "ottimate_vendor_id")]


def _names(reading: Reading, company: Company) -> Iterator[ReadName]:
    """The chosen name, then the others that it was chosen from, each once."""
    chosen = reading.fields.get("vendor_name")
    read = [*([chosen] if chosen else []), *reading.candidates.get("vendor_name", [])]
    seen = set[str]()
    for found in read:
        name = normal_name(found.value)
        if name and name not in seen and not _is_own(name, company):
            seen.add(name)
            yield ReadName(found.value, found.confidence)


def _is_own(name: str, company: Company) -> bool:
    """Also inside of more words ("Ship to Blue Anchor Hotels"), unless it is a single word that others may have too."""
    own_names = [normal_name(own) for own in (company.name, *company.own_names)]
    return any(name == own or (" " in own and f" {own} " in f" {name} ") for own in own_names)


def _is_own_domain(domain: str, company: Company) -> bool:
    stem = _code(domain.rpartition(".")[0])
    return any(_code(normal_name(own)) == stem for own in (company.name, *company.own_names))


def _in_doubt(*rivals: VendorSaid) -> Reason:
    one, other = (f"{rival.name} ({_spoken(rival.by)})" for rival in rivals)
    return Reason(
        "vendor_in_doubt", f"The paper may be from {one} or from {other}: choose the vendor.", "ottimate_vendor_id"
    )


def _spoken(signs: Sequence[str]) -> str:
    return " and ".join(SPOKEN[sign] for sign in signs)


def _value(reading: Reading, name: str) -> str | None:
    found = reading.fields.get(name)
    return found.value if found and found.value.strip() else None


def _code(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum())
