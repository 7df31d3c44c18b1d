"""The truth is consistent in itself and with the demo's organisation and master data."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from stdnum import iban
from stdnum.eu import vat as eu_vat
from stdnum.gb import vat as gb_vat

from payables.app.org.read import read_org
from payables.vendors.rules.net_terms import due_date

DEMO = Path(__file__).parents[2] / "src/payables/app/demo"
TRUTH = [json.loads(line) for line in (DEMO / "samples/truth.jsonl").read_text("utf-8").splitlines()]
ORG = yaml.safe_load((DEMO / "org.yaml").read_text("utf-8"))["accounts"]
MASTER = yaml.safe_load((DEMO / "masterdata.yaml").read_text("utf-8"))["accounts"]
NAMES = {company["key"]: company["name"] for account in ORG for company in account["companies"]}
COMPANIES = {NAMES[company["key"]]: company for account in MASTER for company in account["companies"]}
VENDORS = [vendor for company in COMPANIES.values() for vendor in company["vendors"]]

every_paper = pytest.mark.parametrize("truth", [pytest.param(truth, id=truth["file"]) for truth in TRUTH])


def test_every_kind_of_paper_is_there() -> None:
    kinds = {truth["kind"] for truth in TRUTH}
    assert kinds == {
        *("digital_pdf", "two_pages", "facturx", "ubl", "cii", "scan", "photo", "credit_memo"),
        *("duplicate", "near_duplicate", "unknown_vendor", "broken_sum"),
    }


@every_paper
def test_quantity_times_price_is_the_amount(truth: dict[str, Any]) -> None:
    digits = Decimal(1) if truth["currency"] == "JPY" else Decimal("0.01")
    for item in truth["items"]:
        product = Decimal(item["quantity"]) * Decimal(item["price"])
        assert abs(product - Decimal(item["amount"])) <= digits / 2


@every_paper
def test_the_sums_close_except_where_the_paper_is_wrong(truth: dict[str, Any]) -> None:
    net, tax, total = (Decimal(truth[key]) for key in ("net_amount", "total_tax", "total_amount"))
    closes = sum(Decimal(item["amount"]) for item in truth["items"]) == net and net + tax == total
    assert closes == (truth["kind"] != "broken_sum")


@every_paper
def test_the_paper_belongs_to_a_location_of_its_company(truth: dict[str, Any]) -> None:
    account = next(account for account in ORG if account["key"] == truth["tenant"])
    company = next(company for company in account["companies"] if company["name"] == truth["company"])
    assert truth["location"] in [location["name"] for location in company["locations"]]


@every_paper
def test_the_vendor_is_in_the_master_data_unless_it_is_the_unknown_one(truth: dict[str, Any]) -> None:
    names = [vendor["erp_vendor_name"] for vendor in COMPANIES[truth["company"]]["vendors"]]
    assert (truth["vendor_name"] in names) == (truth["kind"] != "unknown_vendor")


@every_paper
def test_the_coding_names_dimensions_of_the_company(truth: dict[str, Any]) -> None:
    known = {dimension["erp_dimension_id"] for dimension in COMPANIES[truth["company"]]["dimensions"]}
    assert {name for entry in truth["coding"] for name in entry} <= known
    assert len(truth["coding"]) in {1, len(truth["items"])}


@every_paper
def test_the_printed_due_date_follows_the_vendors_terms(truth: dict[str, Any]) -> None:
    vendors = {vendor["erp_vendor_name"]: vendor for vendor in COMPANIES[truth["company"]]["vendors"]}
    vendor = vendors.get(truth["vendor_name"])
    if vendor and "due_date" in truth:
        assert due_date(vendor["net_terms"], date.fromisoformat(truth["invoice_date"])) == date.fromisoformat(
            truth["due_date"]
        )


@every_paper
def test_the_dates_lie_around_october_and_november_2026(truth: dict[str, Any]) -> None:
    assert date(2026, 10, 1) <= date.fromisoformat(truth["invoice_date"]) <= date(2026, 11, 20)


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor["erp_vendor_id"])
def test_tax_ids_and_ibans_carry_valid_checksums(vendor: dict[str, Any]) -> None:
    tax_id = vendor["tax_id"]
    if tax_id[:2].isalpha():
        assert gb_vat.is_valid(tax_id) if tax_id.startswith("GB") else eu_vat.is_valid(tax_id)
    if "iban" in vendor:
        assert iban.is_valid(vendor["iban"], check_country=False)


@pytest.mark.parametrize("file", ["org.yaml", "masterdata.yaml"])
def test_every_mail_address_ends_in_example(file: str) -> None:
    addresses = [word for word in (DEMO / file).read_text("utf-8").replace(",", " ").split() if "@" in word]
    assert addresses
    assert all(address.endswith(".example") for address in addresses)


def test_ids_are_unique_in_their_company() -> None:
    for company in COMPANIES.values():
        for rows, key in (
            ("vendors", "erp_vendor_id"),
            ("dimensions", "erp_dimension_id"),
            ("dimensions", "reference_id"),
        ):
            values = [row[key] for row in company[rows]]
            assert len(values) == len(set(values))


def test_the_organisation_is_one_that_provisioning_accepts() -> None:
    org = read_org((DEMO / "org.yaml").read_text("utf-8"), "org.yaml")
    assert len(org.accounts) == 3
