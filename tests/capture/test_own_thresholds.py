"""An account's own outcomes move its thresholds: once a day, never another account's, and only what somebody looked at."""

from typing import Any

import pytest

from harness.inside import inside
from harness.learning import harbour, number, odd_paper, read
from harness.outcomes import make_outcomes
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from payables.platform.db import Transaction

WRONG = {"read": "1", "confidence": 0.93, "value": "2"}
RIGHT = {"read": "1", "confidence": 0.99, "value": "1", "how": "approved"}


def thresholds(tenant: Tenant) -> dict[str, Any]:
    found = tenant.api().get("/v1/reading-settings").json()["thresholds"]
    return {one.pop("field"): one for one in found}


def plain_paper() -> bytes:
    return odd_paper("PO-1", **{"Invoice number: HS-20417": f"Invoice number: {number()}"})


@pytest.fixture
def approved(server: Server, worker: None) -> tuple[Tenant, dict[str, Any]]:
    """An account with one paper that was read, went on and was approved by a person."""
    tenant = make_tenant(server)
    harbour(tenant)
    invoice = read(tenant, plain_paper())
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert answer.status_code == 200, answer.text
    return tenant, invoice


def renewed(tenant: Tenant) -> dict[str, Any]:
    """The day of the thresholds is over."""

    async def yesterday(tx: Transaction) -> None:
        sql = "UPDATE reading_thresholds SET made_at = made_at - interval '25 hours' WHERE account_id = $1"
        await tx.execute(sql, tx.account_id)

    inside(tenant, yesterday)
    return thresholds(tenant)


def test_numbers_that_were_corrected_raise_its_threshold_after_a_day(approved: tuple[Tenant, dict[str, Any]]) -> None:
    tenant, invoice = approved
    shipped = thresholds(tenant)["number"]["value"]
    make_outcomes(tenant, invoice, 30, number=WRONG)
    make_outcomes(tenant, invoice, 40, number=RIGHT)
    assert thresholds(tenant)["number"]["value"] == shipped, "until then the day's thresholds hold"
    found = renewed(tenant)["number"]
    assert (found["value"], found["source"], found["papers"]) == (0.99, "account", 71)


def test_the_next_paper_meets_it_and_says_so(approved: tuple[Tenant, dict[str, Any]]) -> None:
    tenant, invoice = approved
    make_outcomes(tenant, invoice, 70, number={**WRONG, "confidence": 0.999})
    renewed(tenant)
    found = read(tenant, plain_paper())
    gate = found["extraction"]["straight_through"]
    assert (gate["passed"], gate["thresholds_from"], gate["fields"]["number"]["threshold"]) == (False, "account", 1)
    assert [reason["field"] for reason in found["reasons"]] == ["invoice_number"]


def test_outcomes_of_one_account_move_no_others_thresholds(
    approved: tuple[Tenant, dict[str, Any]], server: Server
) -> None:
    tenant, invoice = approved
    before = thresholds(other := make_tenant(server))
    make_outcomes(tenant, invoice, 100, number=WRONG, invoice_date=WRONG)
    assert renewed(tenant) != before
    assert thresholds(other) == before


def test_what_nobody_looked_at_says_nothing(approved: tuple[Tenant, dict[str, Any]]) -> None:
    tenant, invoice = approved
    unseen = {**RIGHT, "how": "unseen"}
    make_outcomes(tenant, invoice, 100, number=unseen, invoice_date=unseen, total_amount=unseen, vendor=unseen)
    assert {one["papers"] for one in renewed(tenant).values()} <= {0, 1}


def test_a_new_target_counts_at_once(approved: tuple[Tenant, dict[str, Any]]) -> None:
    tenant, invoice = approved
    make_outcomes(tenant, invoice, 1, number=WRONG)
    make_outcomes(tenant, invoice, 99, number={**RIGHT, "confidence": 0.93})
    assert renewed(tenant)["number"]["value"] <= 0.93
    answer = tenant.api().patch("/v1/reading-settings", json={"precision_target": 0.999}).json()
    assert {one["value"] for one in answer["thresholds"]} == {1}


def test_a_clerk_of_one_location_closes_the_gate_there_and_nowhere_else(
    approved: tuple[Tenant, dict[str, Any]],
) -> None:
    tenant, invoice = approved
    make_outcomes(tenant, invoice, 30, judge="cy", number={**WRONG, "confidence": 0.999})
    of_account = renewed(tenant)["number"]
    assert (of_account["value"], of_account["source"], of_account["papers"]) == (of_account["shipped"], "shipped", 1)
    here, there = (
        read(tenant, plain_paper(), location=tenant.location(name))["extraction"]["straight_through"]
        for name in ("main", "park")
    )
    assert (here["passed"], here["thresholds_from"], here["fields"]["number"]["threshold"]) == (False, "account", 1)
    assert (there["passed"], there["thresholds_from"]) == (True, "shipped")
