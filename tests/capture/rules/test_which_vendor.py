"""Which vendor wrote the paper."""

from datetime import UTC, datetime

import pytest

from payables.accounts.model import Company
from payables.capture.rules.which_vendor import signs_of, which_vendor
from payables.extraction.model import Field, Reading
from payables.vendors.model import Candidate, Vendor

COMPANY = Company(5, "Blue Anchor Hotels Ltd", "GBP", ("GB 999 0000 73",), ("Blue Anchor",))


def reading(**fields: str) -> Reading:
    return Reading("pdf", ["text"], 1, fields={name: Field(value, 0.9) for name, value in fields.items()})


def candidate(number: int, score: float) -> Candidate:
    nothing = dict.fromkeys(set(Vendor.__struct_fields__) - {"id", "company_id", "erp_vendor_name"})
    now = datetime(2026, 11, 20, tzinfo=UTC)
    vendor = Vendor(
        **{**nothing, "id": number, "company_id": 5, "erp_vendor_name": "V", "created_at": now, "updated_at": now}
    )
    return Candidate(vendor, score, ())


def test_signs_are_what_the_paper_says_of_its_vendor() -> None:
    found = signs_of(
        reading(vendor_vat_id="DE1", vendor_tax_number="7/8", vendor_iban="DE2", vendor_name="Acme"), COMPANY
    )
    assert (found.tax_ids, found.iban, found.name) == (("DE1", "7/8"), "DE2", "Acme")


def test_the_companys_own_name_and_tax_id_point_to_no_vendor() -> None:
    found = signs_of(reading(vendor_vat_id="GB999000073", vendor_name="BLUE ANCHOR hotels limited"), COMPANY)
    assert (found.tax_ids, found.name) == ((), None)
    assert signs_of(reading(vendor_name="Blue Anchor"), COMPANY).name is None
    assert signs_of(reading(vendor_name="Ship To Blue Anchor Hotels Ltd"), COMPANY).name is None


def test_a_single_word_of_the_companys_name_may_be_in_a_vendors() -> None:
    company = Company(5, "Harbor Inc", "USD", (), ())
    assert signs_of(reading(vendor_name="Harbor Supplies"), company).name == "Harbor Supplies"


@pytest.mark.parametrize(
    ("scores", "chosen"),
    [
        ([], None),
        ([0.9], 1),
        ([0.97, 0.6], 1),
        ([0.6], None),
        ([0.9, 0.9], None),
        ([0.97, 0.95], None),
        ([0.9, 0.81], 1),
    ],
)
def test_a_vendor_is_chosen_only_when_it_is_good_and_alone(scores: list[float], chosen: int | None) -> None:
    assert which_vendor([candidate(n, score) for n, score in enumerate(scores, 1)]) == chosen
