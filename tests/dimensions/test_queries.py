"""How invoices and orders find the dimensions they are coded with."""

from typing import Any

import pytest

from harness.inside import analyze, inside, plans
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from payables.dimensions import queries
from payables.dimensions.actions.create_dimension import create_dimension
from payables.dimensions.model import Dimension
from payables.dimensions.queries import Resolution
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction

MANY = """
INSERT INTO dimensions (account_id, company_id, id, erp_type, ottimate_type, name, code, reference_id, erp_dimension_id,
                        created_at, updated_at)
SELECT $1, $2, 'dim_' || n, 'Account', 'account', 'Account ' || n, n, n, n, now(), now()
  FROM generate_series($3::int, $4) AS n
"""


class Within:
    """Calls of other capabilities: in a transaction of the tenant."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant
        self.east = tenant.company()

    def do(self, work: Any, *args: Any, **options: Any) -> Any:
        return inside(self.tenant, work, *args, **options)

    def dimension(self, erp_id: str, code: str, kind: str = "account", company: int | None = None) -> Dimension:
        sent = {
            "erp_type": kind,
            "ottimate_type": kind,
            "name": erp_id,
            "code": code,
            "reference_id": f"{kind}-{erp_id}",
            "erp_dimension_id": erp_id,
        }
        return self.do(create_dimension, company or self.east, sent)

    def resolve(self, **wanted: object) -> Resolution:
        return self.do(queries.resolve, self.east, wanted)


@pytest.fixture
def within(tenant: Tenant) -> Within:
    return Within(tenant)


def faults(resolution: Resolution) -> dict[str, str]:
    return {fault.field: fault.type for fault in resolution.faults}


def test_types_are_read_in_any_case_and_values_as_erp_id_or_code(within: Within) -> None:
    food, kitchen = within.dimension("5000", "FOOD"), within.dimension("DEPT-001", "KIT", "department")
    task = within.dimension("T1", "T", "costtype")
    resolution = within.resolve(ACCOUNT="5000", Department="KIT", cost_type="T1")
    assert resolution.found == {"dimensions": {"account": food, "department": kitchen, "costtype": task}}
    assert resolution.faults == []


def test_an_erp_id_goes_before_the_code_of_another(within: Within) -> None:
    within.dimension("1", "2")
    second = within.dimension("2", "3")
    assert within.resolve(account="2").found["dimensions"]["account"] == second


def test_a_code_of_two_dimensions_is_ambiguous(within: Within) -> None:
    within.dimension("1", "X")
    within.dimension("2", "X")
    assert faults(within.resolve(account="X")) == {"dimensions.account": "ambiguous_code"}


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        ({"colour": "5000"}, {"dimensions.colour": "invalid_type"}),
        ({"account": "none"}, {"dimensions.account": "unknown_dimension"}),
        ({"department": "5000"}, {"dimensions.department": "unknown_dimension"}),
        ({"account": 5000}, {"dimensions.account": "invalid"}),
        ({"account": {"id": "5000"}}, {"dimensions.account": "invalid"}),
        ({"account": None}, {"dimensions.account": "invalid"}),
        ({"account": ""}, {"dimensions.account": "invalid"}),
        ({"account": "a\0b"}, {"dimensions.account": "invalid"}),
        ({"account": "x" * 300}, {"dimensions.account": "invalid"}),
        ({"account": "5000", "ACCOUNT": "5000"}, {"dimensions.ACCOUNT": "duplicate_type"}),
    ],
)
def test_what_cannot_be_resolved_is_named(within: Within, wanted: dict[str, object], fault: dict[str, str]) -> None:
    within.dimension("5000", "FOOD")
    assert faults(within.resolve(**wanted)) == fault


def test_a_whole_invoice_is_resolved_in_one_go(within: Within) -> None:
    food, bar = within.dimension("5000", "FOOD"), within.dimension("B", "BAR", "department")
    lines = {"items[0].dimensions": {"ACCOUNT": "FOOD"}, "items[1].dimensions": {}}
    resolution = within.do(queries.resolve_all, within.east, {"dimensions": {"department": "BAR"}, **lines})
    assert resolution.found == {
        "dimensions": {"department": bar},
        "items[0].dimensions": {"account": food},
        "items[1].dimensions": {},
    }


def test_dimensions_of_another_company_are_unknown(within: Within) -> None:
    within.dimension("5000", "FOOD", company=within.tenant.company("west"))
    assert faults(within.resolve(account="5000")) == {"dimensions.account": "unknown_dimension"}


@pytest.fixture(scope="module")
def crowded(server: Server) -> Within:
    """An account with 2,000 dimensions beside one with 18,000: enough that the planner would not read them all."""
    neighbour, within = Within(make_tenant(server)), Within(make_tenant(server))
    neighbour.do(_fill, neighbour.east, 1, 18_000)
    within.do(_fill, within.east, 18_001, 20_000)
    analyze(server, "dimensions")
    return within


async def _fill(tx: Transaction, company_id: int, first: int, last: int) -> None:
    await tx.execute(MANY, tx.account_id, company_id, first, last)


@pytest.mark.parametrize("erp_type", ["Account", None])
@pytest.mark.parametrize("company", [True, False])
def test_a_list_of_many_runs_along_an_index(crowded: Within, company: bool, erp_type: str | None) -> None:
    filters = {"company_id": crowded.east if company else None, "erp_type": erp_type}
    (plan,) = crowded.do(plans, queries.listed, Scope(), Page(1, 20), **filters)
    assert "Seq Scan" not in plan, plan
    assert "Sort" not in plan, plan


def test_codes_of_an_invoice_are_found_along_indexes(crowded: Within) -> None:
    wanted = {f"items[{n}].dimensions": {"account": str(19_000 + n)} for n in range(5)}
    (plan,) = crowded.do(plans, queries.resolve_all, crowded.east, wanted)
    assert "Seq Scan" not in plan, plan
