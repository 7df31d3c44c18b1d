"""Which vendor wrote the paper."""

from datetime import UTC, datetime

import pytest
from msgspec import structs

from payables.accounts.model import Company
from payables.capture.rules.which_vendor import reasons_of, signs_of, which_vendor
from payables.extraction.model import Choice, Field, Reading
from payables.vendors.model import Candidate, Vendor

COMPANY = Company(5, "Blue Anchor Hotels Ltd", "GBP", ("GB 999 0000 73",), ("Blue Anchor",))


def reading(**fields: str) -> Reading:
    return Reading("pdf", ["text"], 1, fields={name: Field(value, 0.9) for name, value in fields.items()})


def candidate(
    number: int, score: float, *reasons: str, iban: str | None = None, tax_id: str | None = None
) -> Candidate:
    nothing = dict.fromkeys(set(Vendor.__struct_fields__) - {"id", "company_id", "erp_vendor_name"})
    now = datetime(2026, 11, 20, tzinfo=UTC)
    vendor = Vendor(
        **{
            **nothing,
            "iban": iban,
            "tax_id": tax_id,
            "id": number,
            "company_id": 5,
            "erp_vendor_name": "V",
            "created_at": now,
            "updated_at": now,
        }
    )
    return Candidate(vendor, score, reasons or ("name",))


def chosen(*scores: float) -> int | None:
    match = which_vendor([candidate(n, score) for n, score in enumerate(scores, 1)])
    return match.vendor_id if match else None


def test_signs_are_what_the_paper_says_of_its_vendor() -> None:
    found = signs_of(
        reading(vendor_vat_id="DE1", vendor_tax_number="7/8", vendor_iban="DE2", vendor_name="Acme"), COMPANY
    )
    assert (found.tax_ids, found.ibans, [read.name for read in found.names]) == (("DE1", "7/8"), ("DE2",), ["Acme"])


def test_the_names_that_were_weighed_follow_the_chosen_one() -> None:
    read = reading(vendor_name="Acme")
    read.candidates["vendor_name"] = [Choice("ACME", 0.8), Choice("Beta", 0.3), Choice("Blue Anchor", 0.2)]
    assert [name.name for name in signs_of(read, COMPANY).names] == ["Acme", "Beta"]


def test_the_companys_own_name_tax_id_and_domain_point_to_no_vendor() -> None:
    found = signs_of(
        reading(
            vendor_vat_id="GB999000073", vendor_name="BLUE ANCHOR hotels limited", vendor_email="us@blueanchor.example"
        ),
        COMPANY,
    )
    assert (found.tax_ids, found.names, found.domains) == ((), (), ())
    assert signs_of(reading(vendor_name="Blue Anchor"), COMPANY).names == ()
    assert signs_of(reading(vendor_name="Ship To Blue Anchor Hotels Ltd"), COMPANY).names == ()


def test_a_single_word_of_the_companys_name_may_be_in_a_vendors() -> None:
    company = Company(5, "Harbor Inc", "USD", (), ())
    assert [read.name for read in signs_of(reading(vendor_name="Harbor Supplies"), company).names] == [
        "Harbor Supplies"
    ]


@pytest.mark.parametrize(
    ("scores", "expected"),
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
def test_a_vendor_is_chosen_only_when_it_is_good_and_alone(scores: list[float], expected: int | None) -> None:
    assert chosen(*scores) == expected


def test_of_two_that_are_near_each_other_a_person_is_told_both() -> None:
    near = [candidate(1, 0.9), candidate(2, 0.88)]
    match = which_vendor(near)
    assert match is not None
    assert [other.vendor_id for other in match.others] == [1, 2]
    [reason] = reasons_of(match, near, reading(), COMPANY)
    assert (reason.code, reason.field) == ("vendor_in_doubt", "ottimate_vendor_id")


@pytest.mark.parametrize(
    ("known", "read", "others", "flagged"),
    [
        ("DE10999900000000001111", "DE75512108001245126199", (), True),
        ("DE10999900000000001111", "DE10999900000000001111", (), False),
        ("DE10999900000000001111", "DE75512108001245126199", ("DE10999900000000001111",), True),
        ("DE10999900000000001111", "DE10999900000000001111", ("DE75512108001245126199",), True),
        ("DE10999900000000001111, DE75512108001245126199", "DE75512108001245126199", (), False),
        ("DE10999900000000001111", "DE10999900000000001111", ("DE75512108001245126198",), False),
        ("DE10999900000000001111", None, (), False),
        (None, "DE75512108001245126199", (), False),
    ],
    ids=[
        "another",
        "the same",
        "another first",
        "another behind",
        "a further one that is known",
        "another misread",
        "none on the paper",
        "none on record",
    ],
)
def test_an_account_that_is_not_the_vendors_is_told(
    known: str | None, read: str | None, others: tuple[str, ...], flagged: bool
) -> None:
    found = [candidate(1, 0.9, iban=known)]
    paper = reading(**({"vendor_iban": read} if read else {}))
    paper.candidates["vendor_iban"] = [Choice(iban, 0.5) for iban in others]
    codes = [reason.code for reason in reasons_of(which_vendor(found), found, paper, COMPANY)]
    assert codes == (["other_bank_details"] if flagged else [])


def test_of_branches_with_one_tax_id_the_name_decides() -> None:
    match = which_vendor([candidate(1, 0.97, "tax_id"), candidate(2, 0.997, "tax_id", "name")])
    assert match is not None
    assert match.vendor_id == 2


@pytest.mark.parametrize("number", ["tax_id", "iban"])
def test_numbers_of_one_and_the_name_of_another_are_nobodys(number: str) -> None:
    torn = [candidate(1, 0.9, "name"), candidate(2, 0.7, number)]
    match = which_vendor(torn)
    assert match is not None
    assert match.vendor_id is None
    assert [reason.code for reason in reasons_of(match, torn, reading(), COMPANY)] == ["vendor_in_doubt"]


def test_the_name_of_one_on_the_tax_id_and_account_of_another_is_nobodys() -> None:
    torn = [candidate(1, 0.9985, "tax_id", "iban"), candidate(2, 0.9, "name")]
    match = which_vendor(torn)
    assert match is not None
    assert match.vendor_id is None
    [reason] = reasons_of(match, torn, reading(), COMPANY)
    assert reason.code == "vendor_in_doubt"
    assert "(tax id and account)" in reason.message and "(name)" in reason.message


@pytest.mark.parametrize(
    ("by", "doubted"),
    [
        (("iban",), True),
        (("domain",), True),
        (("iban", "domain"), True),
        (("iban", "similar_name"), False),
        (("tax_id", "iban"), False),
    ],
)
def test_an_account_or_address_beside_another_name_is_told(by: tuple[str, ...], doubted: bool) -> None:
    found = [candidate(1, 0.95, *by)]
    codes = [
        reason.code for reason in reasons_of(which_vendor(found), found, reading(vendor_name="Quite Other"), COMPANY)
    ]
    assert codes == (["vendor_in_doubt"] if doubted else [])


@pytest.mark.parametrize(
    ("known", "read", "weighed", "doubted"),
    [
        ("DE999900016", "DE999900024", (), True),
        ("DE999900016", "DE 999.900.016", (), False),
        ("CHE123456789", "CHE-123.456.789 MWST", (), False),
        ("DE999900016", "ATU12345678", (), False),
        ("DE999900016", "12/345/67890", (), False),
        ("DE999900016", "DE999900024", ("DE999900016",), False),
        ("DE999900016", "GB999000073", (), False),
        ("GB999900073", "GB999000073", (), False),
        ("1234567890", "12/3456/7891", (), True),
        (None, "DE999900024", (), False),
    ],
)
def test_another_tax_id_of_the_kind_on_record_is_told(
    known: str | None, read: str, weighed: tuple[str, ...], doubted: bool
) -> None:
    found = [candidate(1, 0.9, "name", tax_id=known)]
    paper = reading(vendor_vat_id=read, vendor_name="V")
    paper.candidates["vendor_vat_id"] = [Choice(id, 0.2) for id in weighed]
    codes = [reason.code for reason in reasons_of(which_vendor(found), found, paper, COMPANY)]
    assert codes == (["vendor_in_doubt"] if doubted else [])


def test_mail_at_a_provider_of_anybodys_points_to_nobody() -> None:
    assert signs_of(reading(vendor_email="plumber@Gmail.com"), COMPANY).domains == ()


@pytest.mark.parametrize(("read", "doubted"), [("Vеrdе Foods", True), ("Verde Foods Ltd", False)])
def test_a_name_in_letters_that_look_like_the_vendors_is_told(read: str, doubted: bool) -> None:
    found = [Candidate(structs.replace(candidate(1, 0.9).vendor, erp_vendor_name="Verde Foods"), 0.9, ("name",))]
    codes = [reason.code for reason in reasons_of(which_vendor(found), found, reading(vendor_name=read), COMPANY)]
    assert codes == (["vendor_in_doubt"] if doubted else [])
