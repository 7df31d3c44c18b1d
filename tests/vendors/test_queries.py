"""What other capabilities ask about vendors, and how the database answers lists of many."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from harness.inside import analyze, inside, plans
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from payables.kit.dates import Window
from payables.kit.errors import InvalidFields
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.vendors import queries, store
from payables.vendors.actions.create_vendor import create_vendor
from payables.vendors.actions.withdraw_vendors import withdraw_vendors
from payables.vendors.errors import VendorExists
from payables.vendors.model import Candidate, ReadName, Signs, Vendor

NEWEST = datetime(2026, 1, 1, tzinfo=UTC)

MANY = """
INSERT INTO vendors (account_id, id, company_id, erp_vendor_id, erp_vendor_name, name_key, tax_id, iban,
                     created_at, updated_at)
SELECT $1, 10000000 + n, $2, 'M-' || n, 'Vendor ' || n, 'vendor ' || n, 'T' || n, 'I' || n,
       $3::timestamptz - n * interval '1 second', $3::timestamptz - n * interval '1 second'
  FROM generate_series($4::int, $5) AS n
"""


class Within:
    """Calls of other capabilities: in a transaction of the tenant."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant
        self.east = tenant.company()

    def do(self, work: Any, *args: Any, **options: Any) -> Any:
        return inside(self.tenant, work, *args, **options)

    def vendor(self, number: int, company: int | None = None, **fields: str) -> Vendor:
        sent = {"erp_vendor_id": f"V-{number}", "erp_vendor_name": f"Vendor {number}", **fields}
        return self.do(create_vendor, company or self.east, sent)

    def candidates(self, *tax_ids: str, **signs: Any) -> list[Candidate]:
        return self.do(queries.matching_candidates, self.east, signs_from(*tax_ids, **signs))


def signs_from(
    *tax_ids: str, tax_id: str = "", iban: str = "", name: str = "", sure: float = 0.9, **others: Any
) -> Signs:
    """What a paper with one name and one account says; texts that stand for none are left out."""
    names = (ReadName(name, sure),) if name else ()
    return Signs(tuple(id for id in (tax_id, *tax_ids) if id), (iban,) if iban else (), names, **others)


@pytest.fixture
def within(tenant: Tenant) -> Within:
    return Within(tenant)


def test_a_vendor_made_on_the_fly_is_found_by_both_ids(within: Within) -> None:
    made = within.vendor(1)
    assert within.do(queries.by_id, within.east, made.id) == made
    assert within.do(queries.by_erp_id, within.east, "V-1") == made


def test_a_vendor_of_another_company_or_account_is_unknown(within: Within, other_tenant: Tenant) -> None:
    made = within.vendor(1)
    west = within.tenant.company("west")
    assert within.do(queries.by_id, west, made.id) is None
    assert within.do(queries.by_erp_id, west, "V-1") is None
    assert Within(other_tenant).do(queries.by_id, within.east, made.id) is None


def test_a_second_one_and_a_bad_one_are_refused(within: Within) -> None:
    within.vendor(1)
    with pytest.raises(VendorExists):
        within.vendor(1)
    with pytest.raises(InvalidFields):
        within.vendor(2, email="none")


def test_the_due_date_follows_from_the_terms(within: Within) -> None:
    made = [within.vendor(n, net_terms=terms) for n, terms in enumerate(["EOM 10", "when it suits"])]
    days = [within.do(queries.due_date, within.east, vendor.id, date(2024, 12, 1)) for vendor in made]
    assert days == [date(2025, 1, 10), None]
    assert within.do(queries.due_date, within.tenant.company("west"), made[0].id, date(2024, 12, 1)) is None


def test_a_tax_id_an_iban_and_a_name_find_their_vendor_however_they_are_printed(within: Within) -> None:
    made = within.vendor(1, erp_vendor_name="Müller & Söhne GmbH", tax_id="DE999900016", iban="DE10999900000000001111")
    within.vendor(2)
    for signs, reasons in [
        ({"tax_id": "DE 999 900 016"}, ("tax_id",)),
        ({"iban": "DE10 9999 0000 0000 0011 11"}, ("iban",)),
        ({"name": "MULLER UND SOHNE"}, None),
        ({"name": "Muller and Sohne"}, ("name",)),
        ({"tax_id": "de999900016", "name": "Müller & Söhne"}, ("tax_id", "name")),
    ]:
        best = within.candidates(**signs)[0]
        assert best.vendor == made
        assert reasons is None or best.reasons == reasons


def test_signs_that_agree_weigh_more_than_each_alone(within: Within) -> None:
    both = within.vendor(1, erp_vendor_name="Alpha", tax_id="X1")
    branch = within.vendor(2, erp_vendor_name="Beta", tax_id="X1")
    first, second = within.candidates(tax_id="X1", name="Alpha Inc.")
    assert (first.vendor.id, second.vendor.id) == (both.id, branch.id)
    assert first.score > second.score > 0.9


def test_of_two_tax_ids_the_first_that_hits_counts_alone(within: Within) -> None:
    first = within.vendor(1, erp_vendor_name="Alpha", tax_id="X1")
    second = within.vendor(2, erp_vendor_name="Beta", tax_id="X2")
    assert [(c.vendor.id, c.reasons) for c in within.candidates("X1", "X2")] == [(first.id, ("tax_id",))]
    assert [c.vendor.id for c in within.candidates("X9", "X2")] == [second.id]
    assert [(c.vendor.id, c.reasons) for c in within.candidates("X1", "X2", name="Beta")] == [
        (first.id, ("tax_id",)),
        (second.id, ("name",)),
    ]


def test_a_renamed_vendor_is_found_by_its_new_name(within: Within) -> None:
    made = within.vendor(1, erp_vendor_name="Alpha")
    row = {"erp_vendor_id": "V-1", "erp_vendor_name": "Quite Other", "tax_id": "X 1"}
    within.tenant.api().post("/v1/vendors/bulk", json={"ottimate_company_id": within.east, "vendors": [row]})
    assert within.candidates(name="Alpha") == []
    (found,) = within.candidates(name="QUITE OTHER Inc.", tax_id="x1")
    assert (found.vendor.id, found.reasons) == (made.id, ("tax_id", "name"))


def test_a_misread_name_is_similar_and_scores_less(within: Within) -> None:
    made = within.vendor(1, erp_vendor_name="Bluefin Seafood Distributors")
    within.vendor(2, erp_vendor_name="Harvest Lane Produce")
    (found,) = within.candidates(name="Bluefin Seaf00d Distributors")
    assert (found.vendor, found.reasons) == (made, ("similar_name",))
    assert 0.75 < found.score < 0.9


def test_part_of_a_name_is_a_weak_sign(within: Within) -> None:
    within.vendor(1, erp_vendor_name="Bluefin Seafood Distributors")
    (found,) = within.candidates(name="Bluefin Seafood")
    assert found.score <= 0.6


@pytest.mark.parametrize("signs", [{}, {"name": ""}, {"name": "!!!"}, {"tax_id": " - "}, {"name": "Quite Other Ltd"}])
def test_no_signs_find_nobody(within: Within, signs: dict[str, str]) -> None:
    within.vendor(1, erp_vendor_name="Bluefin Seafood Distributors")
    within.vendor(2, erp_vendor_name="!!!")
    assert within.candidates(**signs) == []


def test_papers_are_matched_inside_the_company(within: Within) -> None:
    within.vendor(1, within.tenant.company("west"), tax_id="X1", erp_vendor_name="Alpha")
    assert within.candidates(tax_id="X1", name="Alpha") == []


@pytest.fixture(scope="module")
def crowded(server: Server) -> Within:
    """An account with 2,000 vendors beside one with 18,000: enough that the planner would not read them all."""
    neighbour, within = Within(make_tenant(server)), Within(make_tenant(server))
    neighbour.do(_fill, neighbour.east, range(18_000))
    within.do(_fill, within.east, range(18_000, 19_400))
    within.do(_fill, within.tenant.company("west"), range(19_400, 20_000))
    for table in ("vendors", "vendor_keys"):
        analyze(server, table)
    return within


async def _fill(tx: Transaction, company_id: int, numbers: range) -> None:
    await tx.execute(MANY, tx.account_id, company_id, NEWEST, numbers.start, numbers.stop - 1)
    found_by_keys = [10_000_000 + number for number in numbers if number >= 18_000]
    await tx.execute(store.PUT_KEYS, tx.account_id, company_id, found_by_keys)


@pytest.mark.parametrize("company", [True, False])
@pytest.mark.parametrize("window", [True, False])
def test_a_list_of_many_runs_along_an_index(crowded: Within, company: bool, window: bool) -> None:
    end = NEWEST - timedelta(seconds=19_000)
    filters = {
        "company_id": crowded.east if company else None,
        "modified": Window(end - timedelta(minutes=1), end) if window else None,
    }
    (plan,) = crowded.do(plans, queries.listed, Scope(), Page(1, 20), **filters)
    assert "Seq Scan on vendors" not in plan, plan
    assert "Sort" not in plan or window, plan


def test_matching_by_a_sign_runs_along_indexes(crowded: Within) -> None:
    signs = {"iban": "I19000", "name": "Vendor 19000"}
    assert crowded.candidates("T19000", "T19001", **signs)[0].reasons == ("tax_id", "iban", "name")
    asked = signs_from("T19000", "T19001", **signs)
    (plan,) = crowded.do(plans, queries.matching_candidates, crowded.east, asked)
    assert "Seq Scan" not in plan, plan


def test_a_name_on_the_page_finds_its_vendor_where_the_reading_chose_another(within: Within) -> None:
    made = within.vendor(1, erp_vendor_name="Bluefin Seafood Distributors")
    printed = ("Operated by Bluefin Sea food Distributors Inc.",)
    (found,) = within.candidates(name="Taste of the Sea", sure=0.6, printed=printed)
    assert (found.vendor, found.reasons) == (made, ("printed_name",))
    assert found.score > 0.75
    (doubted,) = within.candidates(name="Taste of the Sea", sure=0.95, printed=printed)
    assert doubted.score < 0.75


def test_a_name_within_another_vendors_name_or_the_companys_own_finds_nobody(within: Within) -> None:
    within.vendor(1, erp_vendor_name="Anchor")
    within.vendor(2, erp_vendor_name="Blue Anchor")
    longer = within.vendor(3, erp_vendor_name="Blue Anchor Fish Market")
    own = {"own_names": ("Blue Anchor Hotels Ltd", "Blue Anchor Hotels")}
    assert within.candidates(printed=("Blue Anchor Hotels", "the Blue Anchor Hotels in town"), **own) == []
    (found,) = within.candidates(printed=("Fresh from Blue Anchor Fish Market",), **own)
    assert found.vendor == longer


def test_a_single_word_names_a_vendor_only_where_it_stands_alone(within: Within) -> None:
    made = within.vendor(1, erp_vendor_name="Anchor")
    assert within.candidates(printed=("Anchor bolts and chains",)) == []
    (found,) = within.candidates(printed=("ANCHOR Ltd.",))
    assert found.vendor == made


def test_mail_domain_and_phone_find_their_vendor(within: Within) -> None:
    made = within.vendor(
        1, erp_vendor_name="Alpha", email="a@alpha.example; b@beta.example", phone="+44 (0)117 496 0123"
    )
    (found,) = within.candidates(domains=("Beta.example",), phones=("0117 496 0123",))
    assert (found.vendor, set(found.reasons)) == (made, {"domain", "phone"})
    assert found.score > 0.9
    row = {"erp_vendor_id": "V-1", "email": "c@gamma.example", "phone": None}
    within.tenant.api().post("/v1/vendors/bulk", json={"ottimate_company_id": within.east, "vendors": [row]})
    assert within.candidates(domains=("beta.example",), phones=("0117 496 0123",)) == []
    assert [c.vendor.id for c in within.candidates(domains=("gamma.example",))] == [made.id]


def test_a_known_account_on_a_paper_that_is_clearly_of_another_leaves_it_to_a_person(within: Within) -> None:
    within.vendor(1, erp_vendor_name="Bluefin Seafood", iban="DE10999900000000001111")
    (found,) = within.candidates(iban="DE10999900000000001111", name="Harvest Lane Produce")
    assert found.score < 0.75
    (agreed,) = within.candidates(iban="DE10999900000000001111", name="Blue fin Seafod")
    assert agreed.score > 0.9


@pytest.mark.parametrize(
    ("known", "name"), [("Sysco Foods", "Ѕуѕсо Foods"), ("Ромашка", "РОМАШКА"), ("Ρόδος", "Pοδος")]
)
def test_a_name_is_found_whatever_alphabet_its_letters_are_taken_from(within: Within, known: str, name: str) -> None:
    made = within.vendor(1, erp_vendor_name=known)
    assert [(c.vendor.id, c.reasons) for c in within.candidates(name=name)] == [(made.id, ("name",))]


@pytest.mark.parametrize("name", ["Sysc0", "x" * 300, "Sysco" * 60])
def test_names_that_only_look_alike_are_no_ones(within: Within, name: str) -> None:
    within.vendor(1, erp_vendor_name="Sysco Foods")
    assert [c for c in within.candidates(name=name, printed=(name,)) if c.score > 0.75] == []


def test_each_account_of_a_vendor_finds_it(within: Within) -> None:
    made = within.vendor(1, erp_vendor_name="Alpha", iban="DE10 9999 0000 0000 0011 11, GB33BUKB20201555555555")
    assert made.accounts == ("DE10999900000000001111", "GB33BUKB20201555555555")
    for iban in made.accounts:
        assert [c.vendor.id for c in within.candidates(iban=iban)] == [made.id]


def test_a_vendor_that_is_withdrawn_is_found_no_more(within: Within) -> None:
    made = within.vendor(1, erp_vendor_name="Alpha Beta Gamma")
    within.do(withdraw_vendors, within.east, [made.id])
    assert within.candidates(name="Alpha Beta Gamma") == []


def test_matching_many_names_is_one_statement_along_indexes(crowded: Within) -> None:
    texts = tuple(f"Vendor {n} of the {n}th street in the town of {n} hills" for n in range(19_000, 19_090))
    names = tuple(ReadName(f"Vendor {n}", 0.5) for n in range(19_000, 19_012))
    asked = Signs(names=names, printed=texts)
    found = crowded.do(plans, queries.matching_candidates, crowded.east, asked)
    assert len(found) == 1
    assert "Seq Scan" not in found[0], found[0]
