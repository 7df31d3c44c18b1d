"""Receipts that arrive in the same moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2

from harness.api import error_of
from harness.orders import make_order, order_of
from harness.receipts import line, make_receipt, receipt_body, received
from harness.tenants import Tenant

AT_ONCE = 8


def together(tenant: Tenant, bodies: list[dict[str, Any]]) -> list[httpx2.Response]:
    tenant.api()  # signed in before the race
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda body: tenant.api().post("/v1/receipts", json=body), bodies))


def test_receipts_of_one_order_are_all_counted(tenant: Tenant) -> None:
    order = make_order(tenant)
    answers = together(tenant, [receipt_body(order, [line(order["items"][1], 0.5)]) for _ in range(AT_ONCE)])
    assert {answer.status_code for answer in answers} == {201}
    assert received(tenant, order) == [0, 4]
    listed = tenant.api().get("/v1/receipts", params={"ottimate_po_id": order["id"]}).json()["receipts"]
    assert {receipt["status"] for receipt in listed} == {"open"}
    assert order_of(tenant, order)["status"] == "open"


def test_one_number_is_entered_once_and_named_to_the_others(tenant: Tenant) -> None:
    order = make_order(tenant)
    answers = together(tenant, [receipt_body(order, receipt_number=f"GR {n % 2}1") for n in range(AT_ONCE)])
    assert Counter(answer.status_code for answer in answers) == {201: 2, 409: AT_ONCE - 2}
    entered = {answer.json()["id"] for answer in answers if answer.status_code == 201}
    for answer in answers:
        assert answer.status_code == 201 or (
            error_of(answer) == "receipt_exists" and any(id in answer.json()["code"] for id in entered)
        )
    assert received(tenant, order) == [2, 0]


def test_one_external_id_is_one_receipt(tenant: Tenant) -> None:
    order = make_order(tenant)
    answers = together(tenant, [receipt_body(order, external_id="E", receipt_number="GR-1") for _ in range(AT_ONCE)])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert received(tenant, order) == [1, 0]


def test_one_external_id_belongs_to_one_of_several_orders(tenant: Tenant) -> None:
    orders = [make_order(tenant) for _ in range(4)]
    answers = together(tenant, [receipt_body(order, external_id="E") for order in orders])
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 3}
    assert {error_of(answer) for answer in answers if answer.status_code == 409} == {"receipt_of_another_order"}
    assert sum(received(tenant, order)[0] for order in orders) == 1


def test_changes_and_deletes_of_one_order_leave_its_sum_right(tenant: Tenant) -> None:
    order = make_order(tenant)
    made = [make_receipt(tenant, order, [line(order["items"][1], 0.5)]) for _ in range(AT_ONCE)]

    def act(n: int) -> httpx2.Response:
        path = f"/v1/receipts/{made[n]['id']}"
        if n % 2:
            return tenant.api().post(f"{path}/delete", json={"reason": "Twice."})
        body = {"items": [{"id": made[n]["items"][0]["id"], "quantity": 0.25}]}
        return tenant.api().patch(path, json=body)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert {answer.status_code for answer in pool.map(act, range(AT_ONCE))} == {200}
    assert received(tenant, order) == [0, AT_ONCE // 2 * 0.25]
