"""What a paper says of its vendor against the records of vendors: tax ids, and numbers of another. What nobody has said
contradicts nothing."""

from collections.abc import Sequence

from payables.extraction.model import Reading
from payables.invoices.model import Reason
from payables.vendors.model import Candidate, Vendor

VENDOR_IN_DOUBT = "vendor_in_doubt"
SPOKEN = {"tax_id": "tax id", "iban": "account"}


def tax_id_reasons(vendor: Vendor, reading: Reading, own_tax_ids: Sequence[str]) -> list[Reason]:
    """A tax id of the kind that the record has, and another. The company's own is on every paper that it receives."""
    printed = tax_ids_of(reading, own_tax_ids)
    if not vendor.tax_id or any(_same_id(id, vendor.tax_id) for id in [*printed, *_weighed(reading, "vendor_vat_id")]):
        return []
    other = next((id for id in printed if _is_of_one_kind(id, vendor.tax_id)), None)
    if other is None:
        return []
    sentence = (
        f"The paper shows the tax id {other}, and the record of {vendor.erp_vendor_name} has {vendor.tax_id}: compare, "
        "and choose the vendor."
    )
    return [Reason(VENDOR_IN_DOUBT, sentence, "ottimate_vendor_id")]


def tax_ids_of(reading: Reading, own_tax_ids: Sequence[str]) -> list[str]:
    """Those of whoever wrote the paper, in normal form."""
    own = {_code(text) for text in own_tax_ids}
    found = (reading.fields.get(name) for name in ("vendor_vat_id", "vendor_tax_number"))
    return [code for field in found if field and (code := _code(field.value)) and code not in own]


def rival_reasons(vendor: Vendor, candidates: Sequence[Candidate]) -> list[Reason]:
    """A number on the paper is another vendor's, and not this one's too: a second record of a vendor has no number yet, and
    whoever wants to be paid elsewhere asks for one. `candidates` are those that its numbers point to."""
    own = next((set(c.reasons) for c in candidates if c.vendor.id == vendor.id), set[str]())
    for rival in candidates:
        if rival.vendor.id != vendor.id and (signs := [sign for sign in rival.reasons if sign not in own]):
            said = " and ".join(SPOKEN[sign] for sign in signs)
            sentence = (
                f"The {said} on the paper is that of {rival.vendor.erp_vendor_name}: compare, and choose the vendor."
            )
            return [Reason(VENDOR_IN_DOUBT, sentence, "ottimate_vendor_id")]
    return []


def _weighed(reading: Reading, name: str) -> list[str]:
    return [_code(choice.value) for choice in reading.candidates.get(name, [])]


def _same_id(one: str, other: str) -> bool:
    """Some write MWST or a branch behind it."""
    return one.startswith(other) or other.startswith(one)


def _is_of_one_kind(one: str, other: str) -> bool:
    """Of one country's VAT ids, or both in figures and as long as each other: a vendor has several numbers."""
    if one[:2].isalpha() and other[:2].isalpha():
        return one[:2] == other[:2]
    return one.isdigit() and other.isdigit() and len(one) == len(other)


def _code(text: str) -> str:
    """A number as it is compared: capital letters and digits."""
    return "".join(character for character in text.upper() if character.isalnum())
