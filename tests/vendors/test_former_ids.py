"""An id of the ERP that goes to another vendor takes no payments along: the details of who comes under it wait."""

import asyncio
from typing import Any

import httpx2
import pytest

from harness.api import error_of
from harness.bank_changes import (
    NEW,
    OLD,
    THIRD,
    asked,
    banked_vendor,
    confirm,
    patch_vendor,
    person,
    read_vendor,
    statuses,
)
from harness.inside import inside
from harness.invoices import make_vendor
from harness.tenants import Tenant
from payables.platform.db import Transaction
from payables.vendors.actions.change_vendor import change_vendor
from payables.vendors.actions.withdraw_vendors import withdraw_vendors
from payables.vendors.errors import IdOfAnother


def renamed(tenant: Tenant, vendor: dict[str, Any], to: str) -> None:
    answer = patch_vendor(tenant, vendor, erp_vendor_id=to)
    assert answer.status_code == 200, answer.text


def entered(tenant: Tenant, erp_vendor_id: str, **fields: Any) -> dict[str, Any]:
    return make_vendor(tenant, erp_vendor_id=erp_vendor_id, **fields)


def test_a_new_vendor_under_anothers_id_brings_no_account_into_force(tenant: Tenant) -> None:
    first = banked_vendor(tenant, erp_vendor_id="V0")
    renamed(tenant, first, "V0-old")
    second = entered(tenant, "V0", iban=NEW)
    assert (second["iban"], second["pending_bank_change"]["iban"]) == (None, NEW)
    now = read_vendor(tenant, second)
    assert (now["iban"], now["bank_hold"]["reason"]) == (None, "waiting")
    [change] = tenant.api().get(f"/v1/vendors/{second['id']}/bank-changes").json()["results"]
    assert (change["status"], change["iban_before"], "had this id" in change["comment"]) == ("open", OLD, True)
    assert confirm(tenant, change["id"]).status_code == 200
    assert read_vendor(tenant, second)["iban"] == NEW


@pytest.mark.parametrize("more", [{}, {"iban": THIRD}, {"iban": None}])
def test_a_vendor_with_accounts_of_its_own_does_not_take_anothers_id(tenant: Tenant, more: dict[str, Any]) -> None:
    first, own = banked_vendor(tenant, erp_vendor_id="V0"), entered(tenant, "V9", iban=NEW)
    renamed(tenant, first, "V0-old")
    answer = patch_vendor(tenant, own, erp_vendor_id="V0", **more)
    assert (answer.status_code, error_of(answer)) == (409, "erp_id_of_another")
    now = read_vendor(tenant, own)
    assert (now["erp_vendor_id"], now["iban"], statuses(tenant, own)) == ("V9", NEW, ["first"])


@pytest.mark.parametrize("how", ["renamed", "withdrawn"])
def test_who_takes_it_while_the_other_gives_it_up_is_refused_too(tenant: Tenant, how: str) -> None:
    """Two transactions: the second waits at the id until the first has committed."""
    first, own = banked_vendor(tenant, erp_vendor_id="V0"), entered(tenant, "V9", iban=NEW)
    ada, database = person(tenant, "ada"), tenant.server.database

    async def give_up(tx: Transaction) -> None:
        if how == "withdrawn":
            assert await withdraw_vendors(tx, tenant.company(), [first["id"]])
        else:
            await change_vendor(tx, ada, first["id"], {"erp_vendor_id": "V0-old"})

    async def take() -> None:
        async with database.transaction(tenant.account_id) as tx:
            await change_vendor(tx, ada, own["id"], {"erp_vendor_id": "V0"})

    async def both() -> None:
        async with database.transaction(tenant.account_id) as tx:
            await give_up(tx)
            taking = asyncio.create_task(take())
            while not await tx.fetchval(WAITS_AT_THE_ID):
                assert not taking.done()
                await asyncio.sleep(0.01)
        with pytest.raises(IdOfAnother):
            await taking

    tenant.server.run(both())
    now = read_vendor(tenant, own)
    assert (now["erp_vendor_id"], now["iban"]) == ("V9", NEW)


WAITS_AT_THE_ID = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted)"


def test_a_vendor_without_accounts_may_take_it_and_brings_none_into_force(tenant: Tenant) -> None:
    first, own = banked_vendor(tenant, erp_vendor_id="V0"), entered(tenant, "V9", iban=None)
    renamed(tenant, first, "V0-old")
    renamed(tenant, own, "V0")
    assert patch_vendor(tenant, own, iban=NEW, bank_comment="By letter.").status_code == 200
    now = read_vendor(tenant, own)
    assert (now["iban"], now["bank_hold"]["reason"]) == (None, "waiting")
    assert shown_to_the_second(tenant, own) == (OLD, f"{HAD_BEFORE} By letter.")


@pytest.mark.parametrize("between", ["itself", "another"])
def test_who_has_it_in_between_without_accounts_does_not_make_the_paid_one_forgotten(
    tenant: Tenant, between: str
) -> None:
    renamed(tenant, banked_vendor(tenant, erp_vendor_id="V0"), "V0-old")
    own = entered(tenant, "V9", iban=None)
    passing = own if between == "itself" else entered(tenant, "V8", iban=None)
    renamed(tenant, passing, "V0")
    renamed(tenant, passing, "V7")
    renamed(tenant, own, "V0")
    assert patch_vendor(tenant, own, iban=NEW).status_code == 200
    assert shown_to_the_second(tenant, own) == (OLD, HAD_BEFORE)


def test_who_takes_it_twice_without_accounts_is_still_not_the_first(tenant: Tenant) -> None:
    renamed(tenant, entered(tenant, "V0", iban=None), "V0-old")
    own = entered(tenant, "V0", iban=None)
    renamed(tenant, own, "V9")
    renamed(tenant, own, "V0")
    assert patch_vendor(tenant, own, iban=NEW).status_code == 200
    assert shown_to_the_second(tenant, own) == (None, HAD_BEFORE)


def test_of_two_that_were_paid_under_it_the_last_one_counts(tenant: Tenant) -> None:
    renamed(tenant, banked_vendor(tenant, erp_vendor_id="V0"), "V0-old")
    second = entered(tenant, "V0", iban=NEW)
    assert confirm(tenant, asked_of(tenant, second)).status_code == 200
    renamed(tenant, second, "V1")
    assert (entered(tenant, "V0", iban=OLD)["iban"], read_vendor(tenant, second)["iban"]) == (None, NEW)


def asked_of(tenant: Tenant, vendor: dict[str, Any]) -> str:
    return read_vendor(tenant, vendor)["pending_bank_change"]["id"]


def test_accounts_that_wait_do_not_go_along_to_anothers_id(tenant: Tenant) -> None:
    first, own = banked_vendor(tenant, erp_vendor_id="V0"), entered(tenant, "V9", iban=None)
    renamed(tenant, first, "V0-old")
    change = asked(tenant, own, NEW)
    for more in ({}, {"iban": NEW}):
        answer = patch_vendor(tenant, own, erp_vendor_id="V0", **more)
        assert (answer.status_code, error_of(answer)) == (409, "erp_id_of_another")
    assert read_vendor(tenant, own)["pending_bank_change"]["id"] == change
    assert patch_vendor(tenant, own, erp_vendor_id="V0", iban=THIRD).status_code == 200
    assert shown_to_the_second(tenant, own) == (OLD, HAD_BEFORE)


def test_accounts_of_a_row_for_who_took_anothers_id_wait_beside_those(tenant: Tenant) -> None:
    first, own = banked_vendor(tenant, erp_vendor_id="V0"), entered(tenant, "V9", iban=None)
    renamed(tenant, first, "V0-old")
    renamed(tenant, own, "V0")
    plain = entered(tenant, "V8", iban=None)
    assert bulk(tenant, [("V0", NEW), ("V8", NEW)]).status_code == 201
    assert shown_to_the_second(tenant, own) == (OLD, HAD_BEFORE)
    assert shown_to_the_second(tenant, plain) == (None, None)


HAD_BEFORE = "Another vendor had this id in the ERP before."


def shown_to_the_second(tenant: Tenant, vendor: dict[str, Any]) -> tuple[str | None, str | None]:
    """What was in force, and the comment, of what waits."""
    found = tenant.api().get(f"/v1/vendors/{vendor['id']}/bank-changes").json()["results"]
    [waits] = [one for one in found if one["status"] == "open"]
    return waits["iban_before"], waits["comment"]


def test_papers_do_not_find_who_came_under_anothers_id_by_accounts_that_wait(tenant: Tenant) -> None:
    renamed(tenant, banked_vendor(tenant, erp_vendor_id="V0"), "V0-old")
    second = entered(tenant, "V0", iban=NEW)

    async def keys(tx: Transaction) -> set[str]:
        sql = "SELECT key FROM vendor_keys WHERE account_id = $1 AND vendor_id = $2 AND key LIKE 'i%'"
        return {row["key"] for row in await tx.fetch(sql, tx.account_id, second["id"])}

    assert inside(tenant, keys) == set()


def test_who_takes_the_own_id_back_or_pays_the_same_account_does_not_wait(tenant: Tenant) -> None:
    first = banked_vendor(tenant, erp_vendor_id="V0")
    renamed(tenant, first, "V0-old")
    renamed(tenant, first, "V0")
    assert read_vendor(tenant, first)["iban"] == OLD
    renamed(tenant, first, "V1")
    assert entered(tenant, "V0", iban=OLD)["iban"] == OLD
    assert entered(tenant, "V2", iban=NEW)["iban"] == NEW


def test_rows_of_a_sync_wait_too_and_are_answered_so(tenant: Tenant) -> None:
    renamed(tenant, banked_vendor(tenant, erp_vendor_id="V0"), "V0-old")
    answer = bulk(tenant, [("V0", NEW), ("V7", NEW)])
    assert answer.status_code == 201, answer.text
    shown = {one["erp_vendor_id"]: one for one in answer.json()["created"]}
    assert (shown["V0"]["iban"], shown["V0"]["pending_bank_change"]["iban"]) == (None, NEW)
    assert (shown["V7"]["iban"], shown["V7"]["pending_bank_change"]) == (NEW, None)


def test_in_another_company_the_id_is_another(tenant: Tenant) -> None:
    renamed(tenant, banked_vendor(tenant, erp_vendor_id="V0"), "V0-old")
    assert make_vendor(tenant, "west", erp_vendor_id="V0", iban=NEW)["iban"] == NEW


def bulk(tenant: Tenant, rows: list[tuple[str, str]]) -> httpx2.Response:
    vendors = [{"erp_vendor_id": id, "erp_vendor_name": f"Mill {id}", "iban": iban} for id, iban in rows]
    body = {"ottimate_company_id": tenant.company(), "vendors": vendors}
    return tenant.api().post("/v1/vendors/bulk", json=body)
